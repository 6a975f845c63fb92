"""The dates a guide may honestly promise to somebody who files now: received, accepted and decided at the latest."""

from dataclasses import dataclass
from datetime import date, datetime, time

from tongban.cases import clock
from tongban.catalogue.documents import Terms
from tongban.kernel import terms
from tongban.kernel.working_days import Calendar


@dataclass(frozen=True)
class Promise:
    """The latest dates. *due* hangs on a promised term, else on the law's; None when neither is known."""

    received: date
    is_today: bool  # what is filed before *closes* counts as received today
    closes: time
    accept_by: date
    due: date | None
    is_promised: bool
    is_provisional: bool


def of(limit: Terms, calendar: Calendar, *, at: datetime) -> Promise:
    """If filed at *at*: the body takes all of its five working days to accept, then all of the term to decide.

    Sooner is likely; later is overdue, but for days that wait for the applicant or for tests, which do not count.
    """
    received = calendar.day_of_receipt(at)
    accepted = clock.accept_by(received, calendar)
    length = limit.promised or limit.legal
    due = None
    if length is not None and length.n > 0:
        due = terms.due(terms.Term(length.n, terms.Unit(length.unit.value)), accepted.date, calendar)
    return Promise(
        received=received,
        is_today=received == at.astimezone(calendar.zone).date(),
        closes=calendar.closes,
        accept_by=accepted.date,
        due=due.date if due else None,
        is_promised=limit.promised is not None,
        is_provisional=accepted.provisional or bool(due and due.provisional),
    )
