"""One document with everything scenarios and rules look at, for tests without a database. The published ones: town.py."""

from typing import Any

import msgspec

from tongban.catalogue.documents import Document


def _question(id_: str, zh: str, options: dict[str, str], **more: object) -> dict[str, Any]:
    return {
        "id": id_,
        "text": {"zh": zh},
        "options": [{"value": value, "label": {"zh": label}} for value, label in options.items()],
        **more,
    }


DATA: dict[str, Any] = {
    "code": "310112345001",
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
    "form": {"type": "object", "properties": {"shop": {"type": "string", "title": "店名"}}},
    "process": [{"step": "accept", "name": {"zh": "受理"}, "days": 0}],
    "depth": [1, 2, 3, 4, 5],
}


def document(**changes: object) -> Document:
    """The document, with what is changed."""
    return msgspec.convert({**DATA, **changes}, Document)
