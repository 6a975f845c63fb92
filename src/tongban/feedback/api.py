"""Ratings for programs: the public figures, open to everybody; and a body's own system that opens occasions to rate."""

from typing import Annotated, Any, Final, Literal, cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tongban.feedback import actions, queries, rules
from tongban.feedback.actions import Served
from tongban.feedback.pages import statistics
from tongban.systems.doors import Key, Request, Slowly, once
from tongban.systems.rules import Scope

WORK: Final = Key(Scope.WORK)
router = Router(tags=["ratings"])


class FigureOut(Schema):
    """One line of the public table. Rates are per cent; `null`: nothing to divide, or too few to show."""

    key: str
    name: str
    is_small: bool = Field(description="fewer reviews than may be shown: nothing else is told")
    reviews: int | None
    rated: float | None = Field(description="active-rating rate: of those served")
    good: float | None
    bad: int | None
    contacted_in_time: float | None
    answered_in_time: float | None
    late: int | None
    called_back: float | None
    content: float | None = Field(description="of those called back, who was content with the remedy")
    appeals: int | None
    excluded: int | None


class FiguresOut(Schema):
    """The figures of the months from *since* to *until*, the worst first. System-made default ratings never count."""

    since: str
    until: str
    rows: list[FigureOut]


class ServedIn(Schema):
    """A service given outside a case. The same *reference* finds the same occasion."""

    kind: Literal["counter", "telephone"]
    item: Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[0-9A-Za-z]+$")]
    reference: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z._-]+$")]


class OccasionOut(Schema):
    """The code for the slip, and the page where it is used."""

    code: str
    address: str


@router.get("/ratings/figures", response=FiguresOut, throttle=Slowly(), summary="The public figures")
def figures(request: HttpRequest, by: Literal["district", "department", "item"] = "district") -> Any:  # noqa: ARG001 - the framework's
    """By district, department or item, over the last twelve months."""
    today = timezone.localdate()
    since, until = statistics.last_months(today)
    rows = queries.statistics_table(by, since=since, until=until, today=today, name=statistics.names(by))
    return {"since": since.isoformat(), "until": until.isoformat(), "rows": rows}


@router.post("/work/occasions", response=OccasionOut, auth=WORK, summary="Open an occasion to rate")
def open_occasion(request: Request, given: ServedIn) -> Any:
    """For a counter visit or a telephone consultation that the body of the key gave: whoever has the code rates once."""
    name = queries.item_names([given.item]).get(given.item)
    if name is None:
        raise Http404
    served = Served(given.kind, given.item, name, reference=given.reference)
    return once(cast("HttpRequest", request), lambda: _opened(served, request))


def _opened(served: Served, request: Request) -> OccasionOut:
    try:
        occasion = actions.open_served(served, actor=request.actor, at=timezone.now())
    except rules.NotAllowed:
        raise Http404 from None
    return OccasionOut(code=occasion.code, address=f"/rate/{occasion.code}/")
