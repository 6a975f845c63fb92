"""HTTP in, HTTP out: the supervisor's board of a district, the ratings that reached a body, codes opened at a counter."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongban.feedback import actions, queries, rules
from tongban.feedback.pages import desk as lists
from tongban.feedback.pages import occasions as occasion_page
from tongban.feedback.pages import statistics
from tongban.feedback.views.answers import number, place
from tongban.identity.actors import Request
from tongban.identity.doors import officer_required


@require_GET
@officer_required("supervisor")
def board(request: Request) -> HttpResponse:
    """The orders of whole districts by deadline, and the districts' figures."""
    districts = queries.boards_of(request.actor)
    today, after = timezone.localdate(), place(request.GET.get("after", ""))
    since, until = statistics.last_months(today)
    sums = queries.statistics_of("district", since=since, until=until, today=today) if districts else {}
    mine = {key: value for key, value in sums.items() if key in districts}
    name = statistics.names("district")
    found = queries.board(districts, at=timezone.now(), after=after)
    context = lists.of(found, lists.View.BOARD, request.actor, is_first=after is None) | {
        "where": "、".join(map(name, districts)) or _("没有分给你的地方"),
        "figures": statistics.figures(statistics.whole(mine)),
        "rows": statistics.table(statistics.shown(mine, name)) if len(mine) > 1 else [],
        "table_title": statistics.title("district"),
        "csv": "/ratings/table.csv",
    }
    return render(request, "feedback/board.html", {"page": context})


@require_GET
@officer_required("intake", "examiner", "approver", "supervisor")
def read(request: Request) -> HttpResponse:
    """Ratings that reached the officer's bodies, newest first."""
    before = number(request.GET.get("before", ""))
    found = queries.ratings_at(request.actor, before=before)
    return render(
        request, "feedback/read.html", {"page": lists.of_ratings(found, request.actor, is_first=before is None)}
    )


@require_http_methods(["GET", "POST"])
@officer_required("intake", "examiner", "approver", "supervisor", "registrar")
def open_occasion(request: Request) -> HttpResponse:
    """Open the code that goes on a counter's slip, or to who telephoned; the officer cannot use it."""
    typed = {name: str(request.POST[name]) for name in request.POST}
    page = occasion_page.form(typed)
    if request.method == "GET":
        return render(request, "feedback/occasions.html", {"page": page})
    try:
        served = occasion_page.served(typed, request.actor)
        occasion = actions.open_served(served, actor=request.actor, at=timezone.now())
    except rules.Refused as fault:
        page = occasion_page.form(typed, str(fault.args[0]))
        return render(request, "feedback/occasions.html", {"page": page}, status=422)
    except rules.NotAllowed:
        raise Http404 from None
    address = request.build_absolute_uri(reverse("feedback:rate", args=[occasion.code], urlconf="tongban.config.urls"))
    shown = {"page": occasion_page.form({}), "opened": occasion_page.slip(occasion, address)}
    return render(request, "feedback/occasions.html", shown)
