"""HTTP in, HTTP out: the inbox."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tongban.identity.actors import Request
from tongban.identity.doors import person_required
from tongban.notifications import actions, queries


@require_GET
@person_required
def inbox(request: Request) -> HttpResponse:
    """The messages of the person signed in, newest first; opening the page reads them."""
    before = request.GET.get("before", "")
    letters = queries.inbox(request.actor, int(before) if before.isdecimal() else None)
    actions.read(request.actor, at=timezone.now())
    page, more = letters[: queries.PAGE], letters[queries.PAGE :]
    return render(request, "notifications/inbox.html", {"letters": page, "next": page[-1].id if more else None})
