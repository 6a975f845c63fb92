"""HTTP in, HTTP out: rate an occasion."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.feedback import actions, queries, rules, tags
from tongban.identity.actors import Request
from tongban.identity.doors import person_required


@require_http_methods(["GET", "POST"])
@person_required
def rate(request: Request, code: str) -> HttpResponse:
    """Show the five levels, then the tags of the level chosen; take the rating once."""
    occasion = get_object_or_404(queries.occasions_of(request.actor), code=code)
    typed = request.POST or request.GET
    level = _level(str(typed.get("level", "")))
    chosen, words = [str(each) for each in typed.getlist("tag")], str(typed.get("words", ""))
    page = _page(occasion.case_number, level) | {"occasion": occasion, "chosen": chosen, "words": words}
    rating = queries.rating_of(occasion)
    if request.method == "GET" or rating:
        return render(request, "feedback/rate.html", page | {"rating": rating})
    try:
        opinion = rules.check(level, chosen, words, anonymous=str(typed.get("anonymous", "")))
    except rules.Refused as fault:
        return render(request, "feedback/rate.html", page | {"error": fault.args[0]}, status=422)
    actions.rate(occasion, opinion, actor=request.actor, at=timezone.now())
    return redirect("feedback:rate", code)


def _page(case_number: str, level: int | None) -> dict[str, object]:
    return {
        "case_address": f"/cases/{case_number}/",
        "level": level,
        "levels": [{"value": int(each), "label": rules.LABELS[each]} for each in rules.Level],
        "tags": tags.of(level) if level else (),
    }


def _level(typed: str) -> int | None:
    return int(typed) if typed in {"1", "2", "3", "4", "5"} else None
