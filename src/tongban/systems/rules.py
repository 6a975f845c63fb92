"""What decides about systems, as pure rules: scopes, terms of keys, when a hook is tried again. No Django, no network."""

from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_KEY = timedelta(days=366)
MOST_CLIENTS = 20  # in force, of one organisation or organ
MOST_SUBSCRIPTIONS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
GIVES_UP = timedelta(days=7)  # then it is stuck: kept, shown, sent again by hand
RESTS_AFTER = 3  # faults in a row of one receiver


class Scope(StrEnum):
    """What a client may do."""

    READ = "read"  # see the organisation's cases and their documents
    FILE = "file"  # fill in, file, supply, withdraw for the organisation
    WORK = "work"  # act at the organ's desk, in the roles it was given


OF_ORGANISATIONS = frozenset({Scope.READ, Scope.FILE})
WORK_ROLES = ("intake", "examiner", "approver")


class State(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DONE = "done"
    STUCK = "stuck"


class Refused(Exception):
    """Not done: *field* and the message id of the sentence that says why and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field} does not do")
        self.field = field
        self.sentence = sentence


class NotAllowed(Exception):
    """Whoever acts may not. Doors answer it with 404."""


def fits_term(until: date, today: date) -> bool:
    """Whether a key may last until this day: from today on, a year at most."""
    return today <= until <= today + LONGEST_KEY


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries without success: a minute, doubled each time, an hour at most."""
    doubled: int = 2 ** min(tries - 1, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def is_over(made: datetime, at: datetime) -> bool:
    """Whether a delivery has been tried long enough to be left to a human."""
    return at - made >= GIVES_UP
