"""How often one person and one address may rate, report and write, counted by identity.limits: one statement a try."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tongban.feedback import policy
from tongban.identity import limits
from tongban.identity.limits import Limit, TooMany

DAY, HOUR = timedelta(days=1), timedelta(hours=1)

__all__ = ["TooMany", "miss", "note", "rate", "report"]


def rate(person: int | None, address: str, *, at: datetime) -> None:
    """Count one rating. Raises TooMany. Call it before the action, outside its transaction."""
    given = policy.current()
    _count("rate", ((given.ratings_per_person, DAY, person), (given.ratings_per_address, HOUR, address)), at)


def report(person: int | None, address: str, *, at: datetime) -> None:
    """Count one report of a flaw. Raises TooMany."""
    given = policy.current()
    _count("flaw", ((given.reports_per_person, DAY, person), (given.reports_per_address, HOUR, address)), at)


def note(person: int, *, at: datetime) -> None:
    """Count one note to a body. Raises TooMany."""
    _count("note", ((policy.current().notes_per_person, DAY, person),), at)


def miss(address: str, *, at: datetime) -> None:
    """Count one code that does not exist. Raises TooMany: whoever guesses is stopped."""
    _count("miss", ((policy.current().misses_per_address, HOUR, address),), at)


def _count(what: str, tries: Iterable[tuple[int, timedelta, int | str | None]], at: datetime) -> None:
    for most, window, key in tries:
        if key:
            kind = "person" if isinstance(key, int) else "address"
            limits.count(Limit(f"feedback-{what}-{kind}", most, window), str(key), at=at)
