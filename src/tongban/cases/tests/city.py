"""A very small city for the tests of cases: one item, two bodies, the cast. Built through what the packages offer."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from PIL import Image

from tongban.cases import actions, queries
from tongban.cases.models import Case
from tongban.catalogue.documents import Document
from tongban.catalogue.models import Implementation, Item, Version
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Organ, Organisation, Person, Power, Staff

AT = datetime(2026, 11, 9, 2, 43, tzinfo=UTC)  # Monday, 10:43 in Shanghai

DOCUMENT = msgspec.convert(
    {
        "code": "310112345001",
        "name": {"zh": "食品经营许可（新办）", "en": "Food business licence (new)"},
        "type": "01",
        "department": "market",
        "levels": ["district"],
        "subjects": ["1", "2"],
        "handlings": [
            {"code": "01", "kind": "new", "name": {"zh": "新办", "en": "new"}},
            {
                "code": "02",
                "kind": "cancel",
                "name": {"zh": "注销", "en": "cancellation"},
                "materials": ["application"],
            },
        ],
        "materials": [
            {"id": "application", "name": {"zh": "申请书"}, "source": "self", "filled_online": True},
            {"id": "plan", "name": {"zh": "布局图", "en": "floor plan"}, "source": "self", "most": 2},
            {"id": "lease", "name": {"zh": "租赁合同"}, "source": "self", "when": 'a["premises"] == "rent"'},
            {"id": "health", "name": {"zh": "健康证明"}, "source": "government", "need": "later"},
            {"id": "photo", "name": {"zh": "门头照片"}, "source": "self", "need": "may"},
        ],
        "terms": {
            "legal": {"n": 20, "unit": "workday"},
            "promised": {"n": 5, "unit": "workday"},
            "deliver": {"n": 10, "unit": "workday"},
        },
        "visits": {"count": 0},
        "result": {"kind": "10", "name": {"zh": "食品经营许可证"}},
        "summary": {"zh": "开饭店前要办的许可。"},
        "who": {"zh": "有固定场所的经营者。"},
        "questions": [
            {
                "id": "premises",
                "text": {"zh": "店面是租的吗？", "en": "Do you rent?"},
                "options": [{"value": "rent", "label": {"zh": "租的"}}, {"value": "own", "label": {"zh": "自己的"}}],
            }
        ],
        "form": {
            "type": "object",
            "required": ["shop", "area"],
            "properties": {
                "shop": {"type": "string", "title": "店名", "minLength": 2, "maxLength": 40},
                "owner": {"type": "string", "title": "经营者", "x-from": "person.name"},
                "number": {"type": "string", "title": "证件号码", "x-from": "person.number"},
                "area": {"type": "integer", "title": "用餐面积", "minimum": 1, "maximum": 10000},
                "kind": {"type": "string", "title": "业态", "enum": ["noodles", "cafe"], "x-labels": {}},
            },
        },
    },
    Document,
)


def changed_document() -> Document:
    """The same item, published anew: another question, field and material; one material and one answer less."""
    data = msgspec.to_builtins(DOCUMENT)
    data["questions"].append(
        {"id": "delivery", "text": {"zh": "送外卖吗？"}, "options": [{"value": "yes", "label": {"zh": "送"}}]}
    )
    data["form"]["properties"]["kind"]["enum"] = ["cafe"]
    data["form"]["properties"]["seats"] = {"type": "integer", "title": "座位数"}
    data["materials"] = [each for each in data["materials"] if each["id"] != "photo"]
    data["materials"].append({"id": "water", "name": {"zh": "水质报告"}, "source": "third"})
    return msgspec.convert(data, Document)


@dataclass
class City:
    """Two bodies, the item, and the cast as actors."""

    market: Organ
    other: Organ
    item: Item
    version: Version
    implementation: Implementation
    wang: Actor
    sun: Actor
    li: Actor
    chen: Actor
    zhao: Actor
    stranger_clerk: Actor


def build() -> City:
    market, other = _organ("310101-market", "310101"), _organ("310104-market", "310104")
    item = Item.objects.create(code=DOCUMENT.code, name=DOCUMENT.name.zh)
    version = publish(item, DOCUMENT)
    implementation = Implementation.objects.create(
        item=item, organ=market, version=version, task_code="1" * 31, district="310101", level="district"
    )
    wang, li = _person("王芳"), _person("李明")
    company = Organisation.objects.create(
        name="上海小满餐饮管理有限公司", uscc="91310101MA1FP0001X", kind="company", representative=_person("周敏"),
        representative_checked_at=AT,
    )  # fmt: skip
    power = Power.objects.create(
        organisation=company, agent=li, granted_by=company.representative, items=[DOCUMENT.code], until=AT.date(),
        granted_at=AT, accepted_at=AT,
    )  # fmt: skip
    agent = Actor(
        "agent", person_id=li.pk, name="李明", level=2, organisation_id=company.pk, power_id=power.pk,
        items=(DOCUMENT.code,),
    )  # fmt: skip
    return City(
        market,
        other,
        item,
        version,
        implementation,
        Actor("person", person_id=wang.pk, name="王芳", level=2),
        Actor("person", person_id=_person("孙悦").pk, name="孙悦", level=2),
        agent,
        officer("陈静", market, "intake"),
        officer("赵强", market, "examiner", "approver"),
        officer("钱多", other, "intake", "examiner", "approver", "supervisor"),
    )


def publish(item: Item, document: Document) -> Version:
    """Another version of *item*, in force."""
    number = item.versions.count() + 1
    version = Version.objects.create(
        item=item, number=number, state="published", content=msgspec.to_builtins(document), published_at=AT
    )
    Item.objects.filter(pk=item.pk).update(current=version)
    Implementation.objects.filter(item=item).update(version=version)
    return version


def officer(name: str, organ: Organ, *roles: str) -> Actor:
    account = Account.objects.create(login=f"{organ.code}-{name}", kind="officer")
    staff = Staff.objects.create(account=account, name=name, organ=organ)
    return Actor(
        "officer", account_id=account.pk, name=name, staff_id=staff.pk, organ_id=organ.pk, organ_code=organ.code,
        district=organ.district, roles=frozenset(roles), seats=frozenset((role, organ.pk) for role in roles),
    )  # fmt: skip


def _organ(code: str, district: str) -> Organ:
    name = {"310101": "上海市黄浦区市场监督管理局"}.get(district, "上海市徐汇区市场监督管理局")
    return Organ.objects.create(code=code, name=name, family="market", level="district", district=district)


def _person(name: str) -> Person:
    return Person.objects.create(name=name)


# Steps of a walk, each as the cast takes it


def draft(city: City, actor: Actor | None = None) -> Case:
    """A draft that is ready to be filed."""
    who = actor or city.wang
    case = actions.start(DOCUMENT.code, "01", district="310101", answers={"premises": "own"}, actor=who, at=AT)
    actions.save_form(case, {"shop": "小满面馆", "area": 86, "kind": "noodles"}, actor=who, at=AT)
    actions.attach(case, "plan", "布局图.png", picture(), actor=who, at=AT)
    return ready(case, who)


def ready(case: Case, actor: Actor) -> Case:
    """The case as a page would fetch it."""
    found = queries.by_key(actor, case.key)
    assert found
    return found


def filed(city: City, at: datetime = AT, actor: Actor | None = None) -> Case:
    case = draft(city, actor)
    actions.file(case, actor=actor or city.wang, at=at)
    return case


def accepted(city: City, at: datetime = AT) -> Case:
    case = filed(city, at)
    actions.accept(case, actor=city.chen, at=at)
    return case


def examined(city: City) -> Case:
    case = accepted(city)
    actions.examine(case, "材料齐全，布局合规。", actor=city.zhao, at=AT)
    return case


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, "PNG")
    out.seek(0)
    return out
