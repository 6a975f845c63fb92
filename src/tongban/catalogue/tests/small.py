"""A very small catalogue for tests: documents of a few items, the bodies that carry them out. Not here: tests."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from tongban.catalogue import actions
from tongban.catalogue.documents import Document
from tongban.identity import actions as identity
from tongban.identity import queries
from tongban.identity.actors import SYSTEM
from tongban.identity.models import Organ

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Shanghai
FOOD, SHOP, BIRTH, CARD = "310112345001", "310112345002", "310112345003", "310112345004"
DISTRICTS = ("310101", "310104")

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["shop"],
    "properties": {"shop": {"type": "string", "title": "店名", "maxLength": 40}},
}


def _question(id_: str, zh: str, options: dict[str, str], **more: object) -> dict[str, Any]:
    return {
        "id": id_,
        "text": {"zh": zh},
        "options": [{"value": value, "label": {"zh": label}} for value, label in options.items()],
        **more,
    }


FOOD_DATA: dict[str, Any] = {
    "code": FOOD,
    "name": {"zh": "食品经营许可", "en": "Food business licence"},
    "type": "01",
    "department": "market",
    "levels": ["district"],
    "subjects": ["1", "2"],
    "handlings": [
        {"code": "01", "kind": "new", "name": {"zh": "新办", "en": "new"}},
        {"code": "02", "kind": "cancel", "name": {"zh": "注销", "en": "cancellation"}, "materials": ["application"]},
    ],
    "materials": [
        {"id": "application", "name": {"zh": "申请书"}, "source": "self", "filled_online": True},
        {"id": "plan", "name": {"zh": "布局图", "en": "Floor plan"}, "source": "self"},
        {"id": "lease", "name": {"zh": "租赁合同"}, "source": "self", "when": 'a["premises"] == "rent"'},
        {"id": "room", "name": {"zh": "专间照片"}, "source": "self", "when": 'a["cold"] == "yes"'},
        {"id": "charter", "name": {"zh": "章程"}, "source": "self", "when": 'p["kind"] == "organisation"'},
    ],
    "terms": {"legal": {"n": 20, "unit": "workday"}, "promised": {"n": 5, "unit": "workday"}},
    "visits": {"count": 0},
    "result": {"kind": "10", "name": {"zh": "食品经营许可证"}},
    "summary": {"zh": "卖饭菜、饮料，开张前要有它。", "en": "For anybody who opens a restaurant."},
    "who": {"zh": "有固定场所的经营者。"},
    "themes_person": ["entry"],
    "keywords": ["餐馆", "奶茶店"],
    "basis": [{"title": "食品安全法", "article": "第三十五条"}],
    "questions": [
        _question("premises", "店面是租的吗？", {"rent": "租的", "own": "自己的"}),
        _question("owner", "房东是个人吗？", {"yes": "是", "no": "不是"}, when='a["premises"] == "rent"'),
        _question("cold", "卖凉菜吗？", {"yes": "卖", "no": "不卖"}),
    ],
    "faq": [{"q": {"zh": "租的房子能办吗"}, "a": {"zh": "能。"}}],
    "form": FORM,
    "process": [{"step": "accept", "name": {"zh": "受理"}, "days": 0}],
    "depth": [1, 2, 3, 4, 5],
}


def _plain(code: str, zh: str, en: str, **more: object) -> dict[str, Any]:
    """An item without questions: what it does not say is as the first one has it."""
    kept = {name: value for name, value in FOOD_DATA.items() if name not in {"questions", "keywords", "faq"}}
    own = {"code": code, "name": {"zh": zh, "en": en}, "type": "07", "handlings": [FOOD_DATA["handlings"][0]]}
    return {**kept, **own, "materials": FOOD_DATA["materials"][:2], "summary": {"zh": zh}, **more}


OTHERS = (
    _plain(SHOP, "个体工商户设立登记", "Registration of a self-employed business", keywords=["营业执照"]),
    _plain(
        BIRTH, "出生登记", "Birth registration", department="police", subjects=["1"], themes_person=["birth"],
        materials=FOOD_DATA["materials"][:1], levels=["city"],
    ),
    _plain(
        CARD, "社会保障卡申领", "Social security card", department="labour", subjects=["1"], levels=["city"],
        themes_person=["security"], visits={"count": 1, "reason": {"zh": "要拍照。"}}, depth=[1, 2],
        fees=[{"name": {"zh": "工本费"}, "cents": 2500, "standard": {"zh": "每张 25 元"}}],
    ),
)  # fmt: skip
SAID = (("开饭馆", FOOD), ("个体户执照", SHOP), ("上户口", BIRTH))


def document(**changes: object) -> Document:
    """The first item, with what is changed."""
    return msgspec.convert({**FOOD_DATA, **changes}, Document)


def organs() -> dict[str, Organ]:
    """A body in each of two districts, and one of the city."""
    rows = [
        identity.OrganRow(f"{district}-market", f"{district} 市场监管局", "market", "district", district)
        for district in DISTRICTS
    ]
    rows.append(identity.OrganRow("310000-police", "市公安局", "police", "city", ""))
    identity.install_organs(rows, actor=SYSTEM, at=AT)
    return {row.code: queries.organ(row.code) for row in rows}


def entries() -> list[actions.Entry]:
    """Four items with their bodies: two of the districts, two of the city."""
    by_code = organs()
    district, city = [by_code[f"{each}-market"] for each in DISTRICTS], [by_code["310000-police"]]
    all_of_them = [document(), *(msgspec.convert(data, Document) for data in OTHERS)]
    return [actions.Entry(each, district if each.levels == ["district"] else city) for each in all_of_them]


def install() -> int:
    """Enter the small catalogue with its everyday words."""
    number = actions.install(entries(), actor=SYSTEM, at=AT)
    actions.install_synonyms(SAID)
    return number
