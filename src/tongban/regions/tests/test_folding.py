"""Variants become handlings; forms are put together from parts."""

from typing import Any

import msgspec

from tongban.catalogue.documents import (
    Document,
    Faq,
    Handling,
    HandlingKind,
    Material,
    Result,
    Source,
    Terms,
    Text,
    Visits,
)
from tongban.regions import folding
from tongban.regions.folding import VariantRow


def document(name: str, *materials: str, kind: HandlingKind = HandlingKind.NEW, form: dict[str, Any] | None = None) -> Document:  # fmt: skip
    return Document(
        code=f"{len(name):012}",
        name=Text(name),
        type="01",
        department="market",
        levels=["district"],
        subjects=["2"],
        handlings=[Handling("01", kind, Text("新办"))],
        materials=[Material(each, Text(each), Source.SELF) for each in materials],
        terms=Terms(),
        visits=Visits(0),
        result=Result("10", Text("许可证")),
        summary=Text(name),
        who=Text(name),
        form=form or {},
    )


def test_a_variant_becomes_a_handling_with_its_own_materials() -> None:
    licence, change = document("许可", "form", "plan"), document("许可变更", "form", kind=HandlingKind.CHANGE)
    (item,) = folding.fold([licence, change], [VariantRow("许可变更", "许可")])
    assert [(each.code, each.kind, each.materials) for each in item.handlings] == [
        ("01", "new", ["form", "plan"]),
        ("02", "change", ["form_v"]),
    ]
    assert "许可变更" in item.keywords


def test_a_change_that_the_item_describes_itself_is_not_added_again() -> None:
    licence, change = document("许可", "form", kind=HandlingKind.CHANGE), document("许可变更", "form", kind=HandlingKind.CHANGE)  # fmt: skip
    (item,) = folding.fold([licence, change], [VariantRow("许可变更", "许可")])
    assert len(item.handlings) == 1
    assert [each.id for each in item.materials] == ["form"]
    assert "许可变更" in item.keywords


def test_a_variant_without_its_item_stays_an_item() -> None:
    change = document("许可变更", "form")
    assert folding.fold([change], [VariantRow("许可变更", "许可")]) == [change]


def test_a_form_is_joined_from_its_parts_in_their_order() -> None:
    parts = {
        "who": {"x-sections": [{"id": "w"}], "properties": {"name": {}}, "required": ["name"]},
        "what": {"x-sections": [{"id": "m"}], "properties": {"matter": {}}, "required": []},
    }
    item = folding.with_form(document("许可", form={"x-parts": ["who", "what"]}), parts)
    assert list(item.form["properties"]) == ["name", "matter"]
    assert item.form["required"] == ["name"]
    assert [section["id"] for section in item.form["x-sections"]] == ["w", "m"]


def test_a_form_of_its_own_is_left_alone() -> None:
    item = document("许可", form={"type": "object", "properties": {"x": {}}})
    assert folding.with_form(item, {}) is item


def test_what_an_item_does_not_say_its_type_says() -> None:
    ask = Faq(Text("材料不齐会怎样？"), Text("一次告诉你。"))
    defaults = {"01": folding.Default(faq=[ask])}
    assert folding.with_defaults(document("许可"), defaults).faq == [ask]


def test_an_items_own_words_come_before_those_of_its_type() -> None:
    own, common = (Faq(Text(words), Text(words)) for words in ("自己的", "共同的"))
    item = msgspec.structs.replace(document("许可"), faq=[own])
    assert folding.with_defaults(item, {"01": folding.Default(faq=[common])}).faq == [own]


def test_what_is_done_elsewhere_gets_no_promises_of_ours() -> None:
    item = msgspec.structs.replace(document("许可"), link_out="https://example.org/")
    assert folding.with_defaults(item, {"": folding.Default(faq=[Faq(Text("问"), Text("答"))])}) is item
