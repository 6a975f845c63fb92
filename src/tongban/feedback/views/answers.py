"""Answers that several views give: a step that came too late, a photo, a file of rows; the next page's place."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tongban.feedback import photos
from tongban.feedback.queries import Flaw
from tongban.identity.actors import Request
from tongban.ui.parts import Fact

TYPES = {"jpg": "image/jpeg", "png": "image/png"}
MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


def moved(request: Request, address: str, frame_template: str = "ui/page.html") -> HttpResponse:
    """Somebody else was first, or the step is not one from here: what was typed is shown again."""
    sentence = _("情况刚刚变了，这一步没有做成，也没有改动任何内容。请看最新情况再决定。")
    context = {
        "sentence": sentence, "address": address, "typed": typed(request.POST), "frame_template": frame_template,
    }  # fmt: skip
    return render(request, "feedback/moved.html", context, status=409)


def typed(post: QueryDict) -> list[Fact]:
    """What was typed into a form that came too late, so that it is not lost."""
    return [Fact(name, text) for name, text in post.items() if text and name != "csrfmiddlewaretoken"]


def table(rows: Iterable[Sequence[object]], name: str) -> HttpResponse:
    """Rows as a CSV file that spreadsheets open as it is."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    answer = HttpResponse(MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def photo(flaw: Flaw | None) -> StreamingHttpResponse:
    """The photo of a report as a download; nobody may keep or sniff it on the way."""
    if flaw is None or flaw.photo is None:
        raise Http404
    answer = StreamingHttpResponse(photos.pieces(flaw.photo), content_type=TYPES[flaw.photo_kind])
    answer["Content-Disposition"] = content_disposition_header(True, f"{flaw.code}.{flaw.photo_kind}")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def number(text: str) -> int | None:
    """A row's id in an address; anything else is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 - what a bigint holds


def place(text: str) -> tuple[date, int] | None:
    """The place in a list by deadline that an address names: "2026-11-24.17"; anything else is the top."""
    day, _dot, row = text.partition(".")
    found = number(row)
    try:
        return None if found is None else (date.fromisoformat(day), found)
    except ValueError:
        return None


def month(text: str) -> date:
    """The first day of a month in an address: "2026-10". Raises Http404."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
