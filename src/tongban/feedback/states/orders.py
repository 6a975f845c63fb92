"""The life of a rectification order (整改单), as one table with the rule on each arrow. Pure: no Django, no clock, no I/O.

国办发〔2019〕51号 asks: a bad review is taken up by who handled the matter, put right, answered, checked by a call back, and
made public. The terms are those of the hotline's work orders: contact in 1, answer in 5, when complex in 15 working days.
"""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where an order stands."""

    WAITING = "waiting"  # 待派
    DISPATCHED = "dispatched"  # 已派
    CONTACTED = "contacted"  # 已联系
    IMPROVING = "improving"  # 整改中
    ANSWERED = "answered"  # 已反馈
    APPEALED = "appealed"  # 申诉中
    UPHELD = "upheld"  # 复核维持
    EXCLUDED = "excluded"  # 复核剔除
    CALLED_BACK = "called_back"  # 已回访
    CLOSED = "closed"  # 办结


class Step(StrEnum):
    """What may be done with an order; each is one journal word, with `order_` before it."""

    DISPATCH = "dispatch"
    HAND_OVER = "hand_over"
    CONTACT = "contact"
    SETTLE = "settle"
    IMPROVE = "improve"
    ASK_TIME = "ask_time"
    GRANT_TIME = "grant_time"
    DENY_TIME = "deny_time"
    ANSWER = "answer"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    EXCLUDE = "exclude"
    CALL_BACK = "call_back"
    REOPEN = "reopen"
    LAPSE = "lapse"
    CLOSE = "close"


class Hand(StrEnum):
    """Who may take a step."""

    BODY = "body"  # an officer of the body that has the order
    MANAGER = "manager"  # a supervisor there, other than who asked
    REVIEWER = "reviewer"  # a supervisor of another body
    RATER = "rater"  # who gave the rating
    CALLER = "caller"  # who calls back for the platform: a supervisor of another body
    SYSTEM = "system"


class IllegalStep(Exception):
    """No such step from this state."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"cannot {step} an order that is {state}")
        self.state = state
        self.step = step


TABLE: dict[tuple[State, Step], State] = {
    (State.WAITING, Step.DISPATCH): State.DISPATCHED,  # the clock starts when the order reaches the body
    (State.DISPATCHED, Step.HAND_OVER): State.DISPATCHED,  # wrong body: once, within a working day; the clock runs on
    (State.DISPATCHED, Step.CONTACT): State.CONTACTED,  # within 1 working day
    (
        State.DISPATCHED,
        Step.SETTLE,
    ): State.ANSWERED,  # clear and simple: put right on the spot, which is contact as well
    (State.DISPATCHED, Step.APPEAL): State.APPEALED,  # mistaken or malicious: with grounds
    (State.CONTACTED, Step.IMPROVE): State.IMPROVING,  # work has begun: the rater sees it
    (State.CONTACTED, Step.ANSWER): State.ANSWERED,  # within 5 working days, 15 when complex
    (State.CONTACTED, Step.ASK_TIME): State.CONTACTED,  # complex: 15 working days, if a manager agrees
    (State.CONTACTED, Step.GRANT_TIME): State.CONTACTED,  # once, by another than who asked
    (State.CONTACTED, Step.DENY_TIME): State.CONTACTED,
    (State.CONTACTED, Step.APPEAL): State.APPEALED,
    (State.IMPROVING, Step.ANSWER): State.ANSWERED,
    (State.IMPROVING, Step.ASK_TIME): State.IMPROVING,
    (State.IMPROVING, Step.GRANT_TIME): State.IMPROVING,
    (State.IMPROVING, Step.DENY_TIME): State.IMPROVING,
    (State.IMPROVING, Step.APPEAL): State.APPEALED,
    (State.APPEALED, Step.UPHOLD): State.UPHELD,  # the review stands; the rest of the term goes on
    (State.APPEALED, Step.EXCLUDE): State.EXCLUDED,  # out of the figures, never out of the record
    (State.UPHELD, Step.CONTACT): State.CONTACTED,  # the rater is told that her review stands
    (State.EXCLUDED, Step.CLOSE): State.CLOSED,
    (State.ANSWERED, Step.CALL_BACK): State.CALLED_BACK,  # she rates the remedy and is content
    (State.ANSWERED, Step.REOPEN): State.IMPROVING,  # she is not: a new term of the same length
    (State.ANSWERED, Step.LAPSE): State.CLOSED,  # nobody reached: counts as not called back
    (State.CALLED_BACK, Step.CLOSE): State.CLOSED,
}

HANDS: dict[Step, frozenset[Hand]] = {
    Step.DISPATCH: frozenset({Hand.SYSTEM}),
    Step.HAND_OVER: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.CONTACT: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.SETTLE: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.IMPROVE: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.ASK_TIME: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.GRANT_TIME: frozenset({Hand.MANAGER}),
    Step.DENY_TIME: frozenset({Hand.MANAGER}),
    Step.ANSWER: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.APPEAL: frozenset({Hand.BODY, Hand.MANAGER}),
    Step.UPHOLD: frozenset({Hand.REVIEWER}),
    Step.EXCLUDE: frozenset({Hand.REVIEWER}),
    Step.CALL_BACK: frozenset({Hand.RATER, Hand.CALLER}),
    Step.REOPEN: frozenset({Hand.RATER, Hand.CALLER}),
    Step.LAPSE: frozenset({Hand.SYSTEM}),
    Step.CLOSE: frozenset({Hand.SYSTEM}),
}

ENDED = frozenset({State.CLOSED})
OPEN = frozenset(State) - ENDED
AT_BODY = frozenset({State.DISPATCHED, State.CONTACTED, State.IMPROVING, State.UPHELD})  # it has work to do
COUNTING = AT_BODY  # its clock runs: not while a reviewer has the order
WRITABLE = OPEN - {State.WAITING, State.EXCLUDED}  # the relay thread is open


def after(state: State, step: Step) -> State:
    """Where *step* leads from *state*. Raises IllegalStep."""
    try:
        return TABLE[state, step]
    except KeyError:
        raise IllegalStep(state, step) from None


def steps_from(state: State, hands: Iterable[str]) -> list[Step]:
    """What these *hands* may do with an order in *state*, in the order of the table."""
    mine = set(hands)
    return [step for (start, step) in TABLE if start == state and mine & HANDS[step]]
