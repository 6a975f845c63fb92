"""View-models of the pages of identity: plain values, with names masked where they are somebody else's."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext

from tongban.identity import items, kinds, queries
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Person, Power
from tongban.kernel import masking

SHOWN = 100  # powers on one page; who has more ended some long ago


@dataclass(frozen=True)
class AccountPage:
    """The account page: number and telephone masked, even to herself: others look over her shoulder."""

    name: str
    level: int
    is_verified: bool
    document: str
    number: str
    phone: str
    verified_at: datetime | None
    has_password: bool


@dataclass(frozen=True)
class PowerRow:
    """One power on the page of powers."""

    title: str
    whom: str
    items: tuple[str, ...]
    until: date
    state: str
    kind: str  # of the tag: done, soon or nothing
    deeds: tuple[tuple[str, str], ...]  # address, word


@dataclass(frozen=True)
class Powers:
    """What the page of powers shows."""

    held: tuple[PowerRow, ...]
    given: tuple[PowerRow, ...]
    organisations: tuple[tuple[str, str], ...]  # name, code


def account(one: Account | AnonymousUser) -> AccountPage:
    """The account page of who is signed in."""
    assert isinstance(one, Account)
    person = one.person or Person()
    is_verified = person.level >= kinds.RealName.VERIFIED
    return AccountPage(
        name=person.name,
        level=person.level,
        is_verified=is_verified,
        document=str(kinds.DOCUMENT_LABELS[kinds.DocumentKind(person.document_kind)]) if is_verified else "",
        number=masking.mask_number(queries.number_of(person)),
        phone=masking.mask_phone(queries.phone_of_account(one)),
        verified_at=person.verified_at,
        has_password=one.has_usable_password(),
    )


def powers(actor: Actor, *, at: datetime) -> Powers:
    """The powers page of the person who asks."""
    today = queries.local_day(at)
    held = list(queries.powers_held(actor)[:SHOWN])
    given = list(queries.powers_given(actor)[:SHOWN])
    names = items.names_of({code for power in [*held, *given] for code in power.items})
    organisations = queries.represented_by(actor.person_id or 0)
    return Powers(
        held=tuple(_row(power, queries.giver_name(power), names, today, is_mine=False) for power in held),
        given=tuple(_row(power, masking.mask_name(power.agent.name), names, today, is_mine=True) for power in given),
        organisations=tuple((each.name, each.uscc) for each in organisations),
    )


def whose(actor: Actor) -> list[tuple[str, str]]:
    """For whom the person may give powers: herself, and each organisation she represents."""
    represented = queries.represented_by(actor.person_id or 0)
    return [("self", gettext("自己")), *((str(each.pk), each.name) for each in represented)]


def _row(power: Power, whom: str, names: dict[str, str], today: date, *, is_mine: bool) -> PowerRow:
    state, tag, deeds = _state(power, today, is_mine=is_mine)
    return PowerRow(
        title=queries.giver_name(power),
        whom=whom,
        items=tuple(names[code] for code in power.items),
        until=power.until,
        state=state,
        kind=tag,
        deeds=tuple((reverse("identity:change_power", args=[power.pk, deed]), word) for deed, word in deeds),
    )


def _state(power: Power, today: date, *, is_mine: bool) -> tuple[str, str, list[tuple[str, str]]]:
    """How the power stands, its tag, and what may be done with it."""
    if power.ended_at:
        return str(kinds.ENDED_LABELS[kinds.Ended(power.ended_why)]), "", []
    if power.until < today:
        return gettext("已到期"), "", []
    if is_mine:
        state = (gettext("可以使用"), "done") if power.accepted_at else (gettext("等对方接受"), "soon")
        return *state, [("revoke", gettext("收回授权"))]
    if power.accepted_at:
        return gettext("可以使用"), "done", [("decline", gettext("不再代办"))]
    return gettext("等你接受"), "soon", [("accept", gettext("接受授权")), ("decline", gettext("不接受"))]
