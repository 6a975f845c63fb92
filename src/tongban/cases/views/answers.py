"""Answers that several views give: a file as a download, a refusal, a step that came too late."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tongban.cases import attachments
from tongban.cases.pdf import draw
from tongban.cases.queries import Attachment, Document
from tongban.identity.actors import Request
from tongban.ui.parts import Fact


def serve(attachment: Attachment | None) -> HttpResponseBase:
    """A file of a case as a download, opened piece by piece; nobody may keep or sniff it on the way."""
    if attachment is None:
        raise Http404
    answer = StreamingHttpResponse(
        attachments.pieces(attachment), content_type=attachments.CONTENT_TYPES[attachment.kind]
    )
    answer["Content-Length"] = str(attachment.size)
    return _private(answer, attachment.name)


def serve_pdf(document: Document | None) -> HttpResponse:
    """An official document as PDF, drawn from its frozen facts."""
    if document is None:
        raise Http404
    answer = HttpResponse(draw(document.facts, at=document.at), content_type="application/pdf")
    return _private(answer, f"{document.number}.pdf")


def refused(request: Request, sentence: str, address: str) -> HttpResponse:
    """Why this may not be done, and the way on."""
    return render(request, "cases/moved.html", {"sentence": sentence, "address": address}, status=403)


def moved(request: Request, address: str, typed: Iterable[Fact] = ()) -> HttpResponse:
    """Somebody else was first, or the step is not one from here: what was typed is shown again."""
    sentence = _("办件的情况刚刚变了，这一步没有做成，也没有改动任何内容。请看最新情况再决定。")
    return render(
        request, "cases/moved.html", {"sentence": sentence, "address": address, "typed": list(typed)}, status=409
    )


T = TypeVar("T", HttpResponse, StreamingHttpResponse)


def _private(answer: T, name: str) -> T:
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
