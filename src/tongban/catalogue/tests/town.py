"""A small catalogue for tests: six items that people look for, two districts, published through the doors of install."""

from datetime import UTC, datetime

import msgspec

from tongban.catalogue import actions
from tongban.catalogue.documents import Document
from tongban.identity.actors import SYSTEM
from tongban.identity.models import Organ

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
BASIS = [{"title": "行政许可法", "article": "第三十二条"}]
WHERE = {
    "id": "premises",
    "text": {"zh": "店面是租的吗？", "en": "Do you rent?"},
    "options": [{"value": "rent", "label": {"zh": "租的"}}, {"value": "own", "label": {"zh": "自己的"}}],
}
LEASE = {"id": "lease", "name": {"zh": "租赁合同"}, "source": "self", "when": 'a["premises"] == "rent"'}
PLAN = {"id": "plan", "name": {"zh": "布局图", "en": "Floor plan"}, "source": "self"}
CARD = {"id": "card", "name": {"zh": "居民身份证"}, "source": "government", "certificate": "居民身份证"}
FORM = {"id": "application", "name": {"zh": "申请书"}, "source": "self", "filled_online": True}


def document(code: str, said: str, **more: object) -> Document:
    """A document that keeps every rule, with what is said otherwise."""
    plain = {
        "code": code,
        "name": {"zh": said},
        "type": "20",
        "department": "market",
        "levels": ["district"],
        "subjects": ["1", "2"],
        "handlings": [{"code": "01", "kind": "new", "name": {"zh": said}}],
        "materials": [FORM, PLAN],
        "terms": {"legal": {"n": 20}, "promised": {"n": 5}},
        "visits": {"count": 0},
        "result": {"kind": "10", "name": {"zh": "许可证"}},
        "summary": {"zh": f"{said}的说明。"},
        "who": {"zh": "有固定场所的经营者。"},
        "basis": BASIS,
    }
    return msgspec.convert({**plain, **more}, Document)


FOOD = document(
    "310100000001",
    "食品经营许可（新办）",
    name={"zh": "食品经营许可（新办）", "en": "Food business licence (new)"},
    type="01",
    summary={"zh": "开饭店前要先有它。", "en": "Needed before you open a restaurant."},
    handlings=[
        {"code": "01", "kind": "new", "name": {"zh": "新办", "en": "new"}},
        {"code": "02", "kind": "cancel", "name": {"zh": "注销", "en": "cancellation"}, "materials": ["application"]},
    ],
    materials=[FORM, CARD, PLAN, LEASE],
    questions=[WHERE],
    faq=[{"q": {"zh": "能办吗？"}, "a": {"zh": "能。"}}],
    themes_company=["entry"],
    process=[{"step": "accept", "name": {"zh": "受理"}, "days": 0}],
)
TRADER = document(
    "310100000002", "个体工商户设立登记", type="07", subjects=["1"], keywords=["个体户执照", "营业执照"],
    themes_person=["change"], materials=[FORM],
)  # fmt: skip
CHANGE = document(
    "310100000003", "个体工商户变更登记", subjects=["1"],
    handlings=[{"code": "01", "kind": "change", "name": {"zh": "变更"}}],
)  # fmt: skip
CARDS = document("310100000004", "社会保障卡申领", department="labour", levels=["city"], subjects=["1"])
WATER = document(
    "310100000005", "取水许可", department="water", visits={"count": 1, "reason": {"zh": "要看取水口。"}}, basis=None,
    fees=[{"name": {"zh": "水资源费"}, "cents": 12050, "standard": {"zh": "按户"}}], type="01",
)  # fmt: skip
CUSTOMS = document(
    "310100000006", "进口货物通关申报", department="customs", levels=["city"], link_out="https://example.org/",
)  # fmt: skip
DOCUMENTS = (FOOD, TRADER, CHANGE, CARDS, WATER, CUSTOMS)


def organs() -> dict[str, Organ]:
    """The bodies of two districts and of the city, by place."""
    return {
        place: Organ.objects.create(
            code=f"{place or 'city'}-all", uscc=f"11310199MB{number:07}X", name=f"{name}市场监督管理局",
            family="market", level="district" if place else "city", district=place, address=f"{name}演示路 1 号",
            phone="12345",
        )
        for number, (place, name) in enumerate({"": "某市", "310101": "东区", "310104": "西区"}.items(), start=1)
    }  # fmt: skip


def build(documents: tuple[Document, ...] = DOCUMENTS) -> dict[str, Organ]:
    """Publish the small catalogue."""
    bodies = organs()
    entries = [
        actions.Entry(each, [body for place, body in bodies.items() if bool(place) == (each.levels == ["district"])])
        for each in documents
    ]
    actions.install(entries, actor=SYSTEM, at=AT)
    actions.install_synonyms([("开饭馆", FOOD.code), ("没有这一项", "310199999999")])
    return bodies
