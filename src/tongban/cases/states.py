"""The life of a case, as one table with the law on each arrow. Pure: no Django, no clock, no I/O."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"  # 草稿
    FILED = "filed"  # 收件
    SUPPLEMENT = "supplement"  # 等补正
    ACCEPTED = "accepted"  # 受理，审查中
    PAUSED = "paused"  # 特别程序，不计时
    EXAMINED = "examined"  # 审查完，等决定
    GRANTED = "granted"  # 准予，制证中
    DENIED = "denied"  # 不予
    ISSUED = "issued"  # 已制证，等送达
    DELIVERED = "delivered"  # 已送达
    CLOSED = "closed"  # 办结
    REFUSED = "refused"  # 不予受理
    WITHDRAWN = "withdrawn"  # 撤回
    LAPSED = "lapsed"  # 补正不来办结
    DISCARDED = "discarded"  # 草稿清除


class Step(StrEnum):
    """What may be done with a case. Each is one journal word, but for grant and deny, which are both `decide`."""

    FILE = "file"
    DISCARD = "discard"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    REFUSE = "refuse"
    ASK_SUPPLEMENT = "ask_supplement"
    ANSWER = "answer"
    LAPSE = "lapse"
    EXAMINE = "examine"
    SEND_BACK = "send_back"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    HAND_OVER = "hand_over"
    GRANT = "grant"
    DENY = "deny"
    ISSUE = "issue"
    DELIVER = "deliver"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Desk(StrEnum):
    """Whose turn it is: the desk a case lies on. Nobody's when the case is a draft or has ended."""

    NONE = ""
    INTAKE = "intake"
    EXAMINE = "examine"
    DECIDE = "decide"
    DELIVER = "deliver"
    WAITING = "waiting"  # for the applicant
    HELD = "held"  # for a special procedure


class Hand(StrEnum):
    """Who may take a step: the applicant (or agent), a role of an officer, or the system by itself."""

    APPLICANT = "applicant"
    INTAKE = "intake"
    EXAMINER = "examiner"
    APPROVER = "approver"
    SYSTEM = "system"


class IllegalStep(Exception):
    """No such step from this state."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"cannot {step} a case that is {state}")
        self.state = state
        self.step = step


# Articles are those of 行政许可法 (2019); matters that are no licences follow the same table by analogy.
TABLE: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.FILE): State.FILED,  # Art 29: may be filed by data message
    (State.DRAFT, Step.DISCARD): State.DISCARDED,  # nothing was asked of government yet
    (State.FILED, Step.ACCEPT): State.ACCEPTED,  # Art 32(1)(5): complete and in form
    (State.FILED, Step.DEEM_ACCEPTED): State.ACCEPTED,  # Art 32(1)(4): five days passed without a word
    (State.FILED, Step.REFUSE): State.REFUSED,  # Art 32(1)(1)(2): no licence needed, or not ours: name the right body
    (State.FILED, Step.ASK_SUPPLEMENT): State.SUPPLEMENT,  # Art 32(1)(4): all at once, within five days
    (State.FILED, Step.HAND_OVER): State.FILED,  # inside government; the clocks run on
    (State.FILED, Step.WITHDRAW): State.WITHDRAWN,  # the applicant disposes of the application until it is decided
    (State.SUPPLEMENT, Step.ANSWER): State.FILED,  # Art 32(1)(5): supplied as asked; the five days begin anew
    (State.SUPPLEMENT, Step.WITHDRAW): State.WITHDRAWN,
    (State.SUPPLEMENT, Step.LAPSE): State.LAPSED,  # 办结类型 5, 补正不来办结
    (State.ACCEPTED, Step.EXAMINE): State.EXAMINED,  # Art 34: checked; a check of substance by two officers
    (State.ACCEPTED, Step.PAUSE): State.PAUSED,  # Art 45: hearing, test, expert review … not counted, told in writing
    (State.ACCEPTED, Step.EXTEND): State.ACCEPTED,  # Art 42(1): once, approved by the head, applicant told why
    (State.ACCEPTED, Step.HAND_OVER): State.ACCEPTED,
    (State.ACCEPTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.PAUSED, Step.RESUME): State.ACCEPTED,  # Art 45: the rest of the term goes on
    (State.PAUSED, Step.WITHDRAW): State.WITHDRAWN,
    (State.EXAMINED, Step.SEND_BACK): State.ACCEPTED,  # the approver wants more looked into; the clocks run on
    (State.EXAMINED, Step.EXTEND): State.EXAMINED,  # Art 42(1)
    (State.EXAMINED, Step.HAND_OVER): State.EXAMINED,
    (State.EXAMINED, Step.GRANT): State.GRANTED,  # Art 38(1): conditions met, decision in writing
    (State.EXAMINED, Step.DENY): State.DENIED,  # Art 38(2): with reasons, and how to have it reviewed
    (State.EXAMINED, Step.WITHDRAW): State.WITHDRAWN,
    (State.GRANTED, Step.ISSUE): State.ISSUED,  # Art 39, 44: certificate, label or document
    (State.ISSUED, Step.DELIVER): State.DELIVERED,  # Art 44: within ten days of the decision
    (State.DENIED, Step.DELIVER): State.DELIVERED,
    (State.DELIVERED, Step.CLOSE): State.CLOSED,
}

DESK: dict[State, Desk] = {
    State.DRAFT: Desk.NONE,
    State.FILED: Desk.INTAKE,
    State.SUPPLEMENT: Desk.WAITING,
    State.ACCEPTED: Desk.EXAMINE,
    State.PAUSED: Desk.HELD,
    State.EXAMINED: Desk.DECIDE,
    State.GRANTED: Desk.DELIVER,
    State.DENIED: Desk.DELIVER,
    State.ISSUED: Desk.DELIVER,
    State.DELIVERED: Desk.DELIVER,
    State.CLOSED: Desk.NONE,
    State.REFUSED: Desk.NONE,
    State.WITHDRAWN: Desk.NONE,
    State.LAPSED: Desk.NONE,
    State.DISCARDED: Desk.NONE,
}

_BACK_OFFICE = frozenset({Hand.EXAMINER, Hand.APPROVER})
_OUTGOING = frozenset({Hand.INTAKE, Hand.EXAMINER, Hand.APPROVER})

HANDS: dict[Step, frozenset[Hand]] = {
    Step.FILE: frozenset({Hand.APPLICANT}),
    Step.DISCARD: frozenset({Hand.APPLICANT, Hand.SYSTEM}),
    Step.ACCEPT: frozenset({Hand.INTAKE}),
    Step.DEEM_ACCEPTED: frozenset({Hand.SYSTEM}),
    Step.REFUSE: frozenset({Hand.INTAKE}),
    Step.ASK_SUPPLEMENT: frozenset({Hand.INTAKE}),
    Step.ANSWER: frozenset({Hand.APPLICANT}),
    Step.LAPSE: frozenset({Hand.SYSTEM}),
    Step.EXAMINE: frozenset({Hand.EXAMINER}),
    Step.SEND_BACK: frozenset({Hand.APPROVER}),
    Step.PAUSE: _BACK_OFFICE,
    Step.RESUME: _BACK_OFFICE,
    Step.EXTEND: frozenset({Hand.APPROVER}),
    Step.HAND_OVER: _OUTGOING,
    Step.GRANT: frozenset({Hand.APPROVER}),
    Step.DENY: frozenset({Hand.APPROVER}),
    Step.ISSUE: _OUTGOING,
    Step.DELIVER: _OUTGOING,
    Step.CLOSE: _OUTGOING,
    Step.WITHDRAW: frozenset({Hand.APPLICANT}),
}

# The roles that see a desk in their list.
WORKERS: dict[Desk, frozenset[Hand]] = {
    Desk.NONE: frozenset(),
    Desk.INTAKE: frozenset({Hand.INTAKE}),
    Desk.WAITING: frozenset({Hand.INTAKE}),
    Desk.EXAMINE: frozenset({Hand.EXAMINER}),
    Desk.HELD: _BACK_OFFICE,
    Desk.DECIDE: frozenset({Hand.APPROVER}),
    Desk.DELIVER: _OUTGOING,
}

OPEN = frozenset(state for state, desk in DESK.items() if desk) | {State.DRAFT}
ENDED = frozenset(State) - OPEN
UNDECIDED = frozenset({State.FILED, State.SUPPLEMENT, State.ACCEPTED, State.PAUSED, State.EXAMINED})
COUNTING = frozenset({State.ACCEPTED, State.PAUSED, State.EXAMINED})  # the legal and the promised clock are shown

_WORDS = {Step.GRANT: "decide", Step.DENY: "decide"}


def after(state: State, step: Step) -> State:
    """Where *step* leads from *state*. Raises IllegalStep."""
    try:
        return TABLE[state, step]
    except KeyError:
        raise IllegalStep(state, step) from None


def word(step: Step) -> str:
    """The journal's word for *step*."""
    return _WORDS.get(step, step.value)


def steps_from(state: State, hands: Iterable[str]) -> list[Step]:
    """What these *hands* may do with a case in *state*, in the order of the table."""
    mine = set(hands)
    return [step for (start, step) in TABLE if start == state and mine & HANDS[step]]


def desks_of(roles: Iterable[str]) -> list[Desk]:
    """The desks that an officer with these *roles* works at, in the order of the work."""
    mine = set(roles)
    return [desk for desk, workers in WORKERS.items() if mine & workers]
