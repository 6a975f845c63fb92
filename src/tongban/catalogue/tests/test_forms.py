"""Forms: what is drawn, what is typed, and the sentence for each kind of fault in both languages."""

from datetime import date

import pytest
from django.utils import translation

from tongban.catalogue import forms
from tongban.kernel import identity_numbers

TODAY = date(2026, 11, 23)
SCHEMA = {
    "type": "object",
    "required": ["shop", "area", "rented", "kinds"],
    "x-sections": [{"id": "one", "title": {"zh": "店"}}, {"id": "two", "title": {"zh": "人"}}],
    "properties": {
        "shop": {"type": "string", "title": "店名", "minLength": 2, "maxLength": 5, "x-section": "one"},
        "area": {"type": "integer", "title": "面积", "minimum": 1, "maximum": 999, "x-unit": {"zh": "平方米"}},
        "rate": {"type": "number", "title": "比例", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "seats": {"type": "integer", "title": "座位", "multipleOf": 2},
        "rented": {"type": "boolean", "title": "是租的吗"},
        "kinds": {
            "type": "array", "title": "业态", "items": {"enum": ["a", "b", "c"]}, "minItems": 1, "maxItems": 2,
            "x-labels": {"a": {"zh": "饭店", "en": "Restaurant"}},
        },
        "how": {"type": "string", "title": "方式", "enum": ["post", "fetch"]},
        "plate": {"type": "string", "title": "牌号", "pattern": "^[A-Z]{2}$"},
        "lease": {"type": "string", "title": "租期", "format": "date", "x-when": 'f["rented"] == true'},
        "phone": {"type": "string", "title": "电话", "format": "mobile", "x-section": "two", "x-from": "person.phone"},
        "number": {"type": "string", "title": "证件", "format": "identity-number", "x-section": "two"},
        "company": {"type": "string", "title": "代码", "format": "uscc"},
        "mail": {"type": "string", "title": "邮箱", "format": "email"},
        "post": {"type": "string", "title": "邮编", "format": "postcode", "x-when": 'a["post"] == "yes"'},
    },
}  # fmt: skip
GOOD = {"shop": "小满面馆", "area": 60, "rented": False, "kinds": ["a"]}


def faults(*, demo=True, answers=(), **values):
    return forms.validate(SCHEMA, dict(answers), {**GOOD, **values}, today=TODAY, demo=demo)


def test_a_form_filled_well_has_no_fault():
    good = identity_numbers.synthetic_number(date(1990, 5, 17), 1)
    assert faults(rate=0.5, seats=4, how="post", plate="HP", phone="19900000001", number=good, mail="a@b.cn") == {}


WRONG = [
    ({"shop": ""}, "shop", "还空着"),
    ({"shop": "店"}, "shop", "至少 2 个字"),
    ({"shop": "一家很长名字的店"}, "shop", "最多 5 个字"),
    ({"area": "六十"}, "area", "整数"),
    ({"area": 0}, "area", "至少是 1"),
    ({"area": 1000}, "area", "最多是 999"),
    ({"rate": "half"}, "rate", "填数字"),
    ({"rate": 0}, "rate", "大于 0"),
    ({"rate": 1}, "rate", "小于 1"),
    ({"seats": 3}, "seats", "2 的倍数"),
    ({"rented": "maybe"}, "rented", "“是”和“否”"),
    ({"kinds": []}, "kinds", "还空着"),
    ({"kinds": ["a", "b", "c"]}, "kinds", "最多选 2 项"),
    ({"kinds": ["z"]}, "kinds", "可选范围"),
    ({"how": "fly"}, "how", "可选范围"),
    ({"plate": "hp1"}, "plate", "格式不对"),
    ({"rented": True, "lease": "2026-02-30"}, "lease", "不是一个日期"),
    ({"phone": "12345"}, "phone", "11 位"),
    ({"number": "310199199005170010"}, "number", "校验"),
    ({"company": "91310101"}, "company", "18 位"),
    ({"mail": "a@b"}, "mail", "邮箱"),
]


@pytest.mark.parametrize(("values", "name", "words"), WRONG, ids=[f"{name}-{words}" for _, name, words in WRONG])
def test_each_fault_is_told_in_a_sentence_that_says_what_to_do(values, name, words):
    found = faults(**values)
    assert list(found) == [name]
    assert words in str(found[name])
    assert str(found[name]).endswith("。")


@pytest.mark.parametrize(("values", "name", "_words"), WRONG, ids=[f"{name}-{words}" for _, name, words in WRONG])
def test_each_fault_is_told_in_english_too(values, name, _words):
    with translation.override("en"):
        said = str(faults(**values)[name])
    assert said.isascii()
    assert said.endswith(".")


def test_a_field_that_is_not_shown_is_not_looked_at():
    assert faults(lease="nonsense", post="12") == {}
    assert "post" in faults(answers={"post": "yes"}, post="12")


def test_a_synthetic_number_is_refused_outside_the_demonstration():
    number = identity_numbers.synthetic_number(date(1990, 5, 17), 1)
    assert list(faults(demo=False, number=number)) == ["number"]


def test_faults_come_in_the_order_of_the_page():
    assert list(faults(mail="x", shop="", area=0)) == ["shop", "area", "mail"]


def test_what_is_typed_becomes_what_its_field_holds():
    typed = {
        "shop": [" 小满 "], "area": ["１，２０ 0"], "rate": ["0.5"], "rented": ["true"], "kinds": ["a", "", "b"],
        "unknown": ["x"],
    }  # fmt: skip
    assert forms.coerce(SCHEMA, typed) == {
        "shop": "小满", "area": 1200, "rate": 0.5, "rented": True, "kinds": ["a", "b"],
    }  # fmt: skip


def test_what_does_not_fit_stays_as_typed():
    assert forms.coerce(SCHEMA, {"area": ["六十"], "rented": ["?"], "rate": ["1e9"]}) == {
        "area": "六十", "rented": "?", "rate": "1e9",
    }  # fmt: skip


def test_fields_stand_under_their_headings_and_the_rest_under_the_first():
    drawn = {section.title["zh"]: [f.name for f in section.fields] for section in forms.sections(SCHEMA, {}, GOOD)}
    assert drawn["人"] == ["phone", "number"]
    assert drawn["店"][:2] == ["shop", "area"]
    assert "lease" not in drawn["店"]


def test_each_field_is_drawn_by_the_control_that_fits_its_type():
    by_name = {field.name: field.widget for field in forms.fields(SCHEMA, {"post": "yes"}, {**GOOD, "rented": True})}
    assert by_name == {
        "shop": "text", "area": "integer", "rate": "number", "seats": "integer", "rented": "radio", "kinds": "checks",
        "how": "radio", "plate": "text", "lease": "date", "phone": "tel", "number": "text", "company": "text",
        "mail": "email", "post": "text",
    }  # fmt: skip


def test_a_form_may_be_without_fields():
    forms.check({})
    assert forms.validate({}, {}, {}, today=TODAY) == {}


def _with(**spec):
    return {"type": "object", "properties": {"x": {"type": "string", "title": "甲", **spec}}}


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"type": "object", "properties": {"x": {"$ref": "https://example.com/evil.json"}}}, "outside"),
        (_with(allOf=[{"$ref": "#/x"}]), "outside"),
        ({"type": "object", "properties": {"Bad Name": {"type": "string", "title": "甲"}}}, "not a name"),
        (_with(type="object"), "no type"),
        (_with(pattern="a" * 121), "pattern"),
        (_with(pattern="("), "regex"),
        (_with(type="array", items={"type": "string"}), "choices"),
        (_with(title=""), "no title"),
        ({**_with(), "required": ["y"]}, "requires y"),
        ({"type": "object", "properties": {f"x{n}": {"type": "string", "title": "甲"} for n in range(81)}}, "large"),
        (_with(description="长" * 64_000), "large"),
    ],
)
def test_a_schema_outside_the_dialect_is_refused(schema, why):
    with pytest.raises(forms.Unsound, match=why):
        forms.check(schema)


def test_a_text_without_a_bound_of_its_own_has_one():
    found = forms.validate(_with(), {}, {"x": "长" * 2_001}, today=TODAY)
    assert "太长" in str(found["x"])
