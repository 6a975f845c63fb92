"""A very small city for the tests of feedback: three bodies, the cast as actors, occasions and orders by the steps."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tongban.feedback import actions, queries, rules
from tongban.feedback.actions import Served
from tongban.feedback.models import Occasion, Order
from tongban.identity.actors import SYSTEM, Actor
from tongban.identity.models import Account, Organ, Person, Staff

AT = datetime(2026, 11, 9, 2, 43, tzinfo=UTC)  # Monday, 10:43 in Shanghai
ITEM = "310112345001"
NAME = "食品经营许可（新办）"
VERY_BAD = rules.Opinion(rules.Level.VERY_BAD, ("113",), "跑了三次。")


@dataclass
class City:
    """The body that served, another one, the city's office that reviews; and the cast."""

    market: Organ
    water: Organ
    office: Organ
    wang: Actor
    sun: Actor
    chen: Actor  # at the counter of market
    zhao: Actor  # examines there
    manager: Actor  # supervises there
    reviewer: Actor  # supervises at the office
    other: Actor  # everything, at water


def build() -> City:
    market, water = _organ("310101-market", "310101"), _organ("310104-water", "310104")
    office = Organ.objects.create(code="310000-office", name="办公厅", family="office", level="city")
    return City(
        market,
        water,
        office,
        _person("王芳"),
        _person("孙悦"),
        officer("陈静", market, "intake"),
        officer("赵强", market, "examiner"),
        officer("周主任", market, "supervisor"),
        officer("复核员", office, "supervisor"),
        officer("钱多", water, "intake", "examiner", "approver", "supervisor"),
    )


def officer(name: str, organ: Organ, *roles: str) -> Actor:
    account = Account.objects.create(login=f"{organ.code}-{name}", kind="officer")
    staff = Staff.objects.create(account=account, name=name, organ=organ)
    return Actor(
        "officer", account_id=account.pk, name=name, staff_id=staff.pk, organ_id=organ.pk, organ_code=organ.code,
        district=organ.district, roles=frozenset(roles), seats=frozenset((role, organ.pk) for role in roles),
    )  # fmt: skip


def _organ(code: str, district: str) -> Organ:
    return Organ.objects.create(code=code, name=code, family=code[7:], level="district", district=district)


def _person(name: str) -> Actor:
    return Actor("person", person_id=Person.objects.create(name=name).pk, name=name, level=2)


# Steps of a walk


def occasion(
    city: City, *, case: int = 1, kind: str = "closed", at: datetime = AT, who: Actor | None = None
) -> Occasion:
    person = (who or city.wang).person_id
    assert person
    return actions.open_occasion(
        kind, case=case, case_number=f"N{case}", item=ITEM, item_name=NAME, organ=city.market.pk, district="310101",
        person=person, actor=SYSTEM, at=at,
    )  # fmt: skip


def slip(city: City, *, at: datetime = AT, reference: str = "") -> Occasion:
    return actions.open_served(Served("counter", ITEM, NAME, reference=reference), actor=city.chen, at=at)


def busy(city: City, n: int = 5) -> None:
    """So many people were served that nobody can be guessed."""
    for number in range(n):
        slip(city, reference=f"B{number}")


def opened(city: City, opinion: rules.Opinion = VERY_BAD, *, at: datetime = AT, case: int = 1) -> Order:
    """The order of a bad rating, as the desk would fetch it."""
    given = occasion(city, case=case, at=at)
    assert actions.rate(given, opinion, actor=city.wang, at=at)
    return found(city, given)


def found(city: City, given: Occasion) -> Order:
    rating = queries.rating_of(given)
    assert rating
    order = queries.order_of(rating.order.code, city.wang)
    assert order
    return order


def contacted(city: City, *, at: datetime = AT) -> Order:
    order = opened(city, at=at)
    actions.orders.contact(order, "您好，正在查。", actor=city.chen, at=at)
    return order


def answered(city: City, *, at: datetime = AT) -> Order:
    order = contacted(city, at=at)
    actions.orders.answer(order, "窗口已改为一次收齐。", actor=city.zhao, at=at + timedelta(days=1))
    return order
