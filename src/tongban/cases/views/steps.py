"""What each step of the desk reads from its form, and the verb that it calls. Not here: whether the step is allowed."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import gettext_noop as _

from tongban.cases import actions, queries, rules
from tongban.cases.queries import Case
from tongban.identity.actors import Actor
from tongban.kernel.terms import Term, Unit

Deed = Callable[[Case, QueryDict, Actor, datetime], object]


def _accept(case: Case, _post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.accept(case, actor=actor, at=at)


def _refuse(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    ground, reason, body = (post.get(name, "") for name in ("ground", "reason", "right_body"))
    actions.refuse(case, ground, reason, body, actor=actor, at=at)


def _ask_supplement(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    """Each material has a box of its own; what belongs to none goes into the last."""
    points = [
        {"material": name.partition("-")[2], "field": "", "text": str(post[name]).strip()}
        for name in post
        if name.startswith("point-") and str(post[name]).strip()
    ]
    general = [line.strip() for line in post.get("points", "").splitlines() if line.strip()]
    points += [{"material": "", "field": "", "text": line} for line in general]
    until = _day(post.get("answer_by", ""), "answer_by") if post.get("answer_by") else None
    actions.ask_supplement(case, points, answer_by=until, actor=actor, at=at)


def _examine(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.examine(case, post.get("opinion", ""), actor=actor, at=at)


def _send_back(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.send_back(case, post.get("opinion", ""), actor=actor, at=at)


def _decide(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    outcome = post.get("outcome", "")
    if outcome not in {"granted", "denied"}:
        raise actions.Unfit("outcome", _("没有选准予还是不予，所以没有作出决定。请选一个。"))
    actions.decide(case, granted=outcome == "granted", opinion=post.get("opinion", ""), actor=actor, at=at)


def _issue(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    until = _day(post.get("until", ""), "until") if post.get("until") else None
    actions.issue(case, post.get("number", ""), name=post.get("name", ""), until=until, actor=actor, at=at)


def _deliver(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.deliver(case, post.get("how", ""), post.get("note", ""), actor=actor, at=at)


def _close(case: Case, _post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.close(case, actor=actor, at=at)


def _pause(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    expected = _day(post.get("expected", ""), "expected")
    actions.pause(case, post.get("procedure", ""), post.get("reason", ""), expected=expected, actor=actor, at=at)


def _resume(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    actions.resume(case, post.get("result", ""), actor=actor, at=at)


def _extend(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    typed = post.get("by", "").strip()
    if not typed.isdecimal() or not 0 < int(typed) < 1000:  # noqa: PLR2004 - a length, not a rule
        raise actions.Unfit("by", _("没有写延长几天，所以没有延长。请填一个整数。"))
    unit = (rules.term(case.terms, "extension") or Term(0, Unit.WORKDAY)).unit
    actions.extend(case, Term(int(typed), unit), post.get("reason", ""), actor=actor, at=at)


def _hand_over(case: Case, post: QueryDict, actor: Actor, at: datetime) -> None:
    colleague = queries.colleague(case, post.get("staff", ""))
    actions.hand_over(case, staff=colleague, why=post.get("why", ""), actor=actor, at=at)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise actions.Unfit(field, _("日期没有填对，所以没有办成。请按 2026-11-24 的样子填。")) from None


DEEDS: dict[str, Deed] = {
    "accept": _accept,
    "refuse": _refuse,
    "ask_supplement": _ask_supplement,
    "examine": _examine,
    "send_back": _send_back,
    "decide": _decide,
    "issue": _issue,
    "deliver": _deliver,
    "close": _close,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "hand_over": _hand_over,
}
