"""The life of a report of a flaw or a suggestion (找茬), as one table with the rule on each arrow. Pure."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a report stands."""

    REPORTED = "reported"  # 已收到
    CONTACTED = "contacted"  # 已联系
    ADOPTED = "adopted"  # 已采纳，在改
    FIXED = "fixed"  # 已改好
    DECLINED = "declined"  # 不采纳，说明了理由
    MERGED = "merged"  # 并入另一条


class Step(StrEnum):
    """What may be done with a report; each is one journal word, with `flaw_` before it."""

    HAND_OVER = "hand_over"
    CONTACT = "contact"
    ADOPT = "adopt"
    DECLINE = "decline"
    FIX = "fix"
    MERGE = "merge"


class IllegalStep(Exception):
    """No such step from this state."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"cannot {step} a report that is {state}")
        self.state = state
        self.step = step


TABLE: dict[tuple[State, Step], State] = {
    (State.REPORTED, Step.HAND_OVER): State.REPORTED,  # wrong body: once, within a working day; the clock runs on
    (State.REPORTED, Step.CONTACT): State.CONTACTED,  # within 1 working day
    (State.REPORTED, Step.MERGE): State.MERGED,  # the same was reported before: its reporter hears of both
    (State.CONTACTED, Step.ADOPT): State.ADOPTED,  # it will be changed
    (State.CONTACTED, Step.DECLINE): State.DECLINED,  # with the reason, in public
    (State.CONTACTED, Step.FIX): State.FIXED,  # with a link to what was changed
    (State.CONTACTED, Step.MERGE): State.MERGED,
    (State.ADOPTED, Step.FIX): State.FIXED,
}

ENDED = frozenset({State.FIXED, State.DECLINED, State.MERGED})
OPEN = frozenset(State) - ENDED


def after(state: State, step: Step) -> State:
    """Where *step* leads from *state*. Raises IllegalStep."""
    try:
        return TABLE[state, step]
    except KeyError:
        raise IllegalStep(state, step) from None


def steps_from(state: State) -> list[Step]:
    """What the body that has the report may do, in the order of the table."""
    return [step for (start, step) in TABLE if start == state]


def words_of(steps: Iterable[Step]) -> list[str]:
    """The journal's words for *steps*."""
    return [f"flaw_{step}" for step in steps]
