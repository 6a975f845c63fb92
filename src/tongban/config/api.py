"""The API of all packages under one address, its errors as problem details, its description. Not here: what is done."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, Swagger
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.parser import Parser

from tongban.cases import actions as cases
from tongban.cases import attachments
from tongban.cases.api import answers, mine, work
from tongban.catalogue import api as catalogue
from tongban.feedback import api as feedback
from tongban.identity import limits
from tongban.systems import problems
from tongban.systems.doors import Slowly
from tongban.systems.problems import Fault, Problem

log = logging.getLogger("tongban.api")
ROOT = "/api/v1/"
ABOUT = """\
Keys go into the header `Authorization: Bearer …`. An organisation's legal representative registers them on the page
of the organisation's systems, a supervisor on the desk's. `POST` and `PATCH` take an `Idempotency-Key`: the same
request with the same key is done once and answered alike for a week. Errors are `application/problem+json` (RFC 9457)
with `code` for programs and `detail` for people, in the language of `Accept-Language`. What does not belong to the key is not found (404).
"""


class Clean(Parser):
    """Reads what is sent; what a database cannot keep (NUL, half characters) is refused at the door."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            found = msgspec.json.decode(request.body or b"null")
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Problem(400, "bad_body", problems.BAD_BODY) from None
        _clean(found)
        return found

    def parse_querydict(self, data: MultiValueDict[Any, Any], list_fields: list[str], request: HttpRequest) -> Any:
        for name in data:
            _clean([name, *data.getlist(name)])
        return super().parse_querydict(data, list_fields, request)


def _clean(found: object) -> None:
    match found:
        case str() if "\0" in found or any("\ud800" <= sign <= "\udfff" for sign in found):
            raise Problem(400, "bad_body", problems.BAD_BODY)
        case Mapping():
            for name, value in found.items():
                _clean(name)
                _clean(value)
        case list():
            for value in found:
                _clean(value)


api = NinjaAPI(
    title="Tongban 通办",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs=Swagger(settings={"deepLinking": True, "tryItOutEnabled": False, "validatorUrl": None}),
    parser=Clean(),
)
api.add_router("/", catalogue.router, throttle=Slowly())
api.add_router("/", mine.router)
api.add_router("/work", work.router)
api.add_router("/", feedback.router)


def _answer(
    request: HttpRequest, status: int, word: str, sentence: str, faults: Sequence[Fault] = (), **headers: str
) -> HttpResponse:
    """A problem, worded in the language that was asked for."""
    with translation.override(_language(request)):
        errors = [{"where": each.where, "detail": _worded(each.detail)} for each in faults]
        body = {"type": "about:blank", "status": status, "code": word, "detail": _worded(sentence)}
    body |= {"errors": errors} if errors else {}
    answer = HttpResponse(msgspec.json.encode(body), status=status, content_type="application/problem+json")
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


def _worded(sentence: str) -> str:
    return translation.gettext(sentence) if sentence else ""


def _language(request: HttpRequest) -> str:
    """English for those who prefer it to Chinese; else Chinese."""
    first = request.headers.get("Accept-Language", "").strip().lower()
    return "en" if first.startswith("en") else "zh-hans"


Handler = Callable[[HttpRequest, Any], HttpResponse]
HANDLERS: dict[type[Exception], Handler] = {
    Problem: lambda request, e: _answer(request, e.status, e.word, e.sentence, e.faults),
    Http404: lambda request, _e: _answer(request, 404, "not_found", problems.NOT_FOUND),
    cases.NotAllowed: lambda request, _e: _answer(request, 404, "not_found", problems.NOT_FOUND),
    cases.Barred: lambda request, e: _answer(request, 403, e.bar.value, e.bar.sentence),
    cases.IllegalStep: lambda request, _e: _answer(request, 409, "moved", problems.MOVED),
    cases.Overtaken: lambda request, _e: _answer(request, 409, "moved", problems.MOVED),
    cases.Unfit: lambda request, e: _answer(request, 422, "unfit", e.sentence, [Fault(f"body.{e.field}", e.sentence)]),
    attachments.BadFile: lambda request, e: _answer(request, 422, "bad_file", e.fault.sentence),
    limits.TooMany: lambda request, e: _answer(
        request, 429, "too_many", problems.TOO_MANY, Retry_After=str(max(1, e.seconds))
    ),
    Throttled: lambda request, e: _answer(request, 429, "too_many", problems.TOO_MANY, Retry_After=str(e.wait or 60)),
    AuthenticationError: lambda request, _e: _answer(
        request, 401, "no_key", problems.NO_KEY, WWW_Authenticate="Bearer"
    ),
    HttpError: lambda request, e: _answer(request, e.status_code, "bad_request", problems.BAD_BODY),
    SuspiciousOperation: lambda request, _e: _answer(request, 413, "too_large", problems.BAD_BODY),
    BadRequest: lambda request, _e: _answer(request, 400, "bad_body", problems.BAD_BODY),
    MultiPartParserError: lambda request, _e: _answer(request, 400, "bad_body", problems.BAD_BODY),
}


def _incomplete(request: HttpRequest, fault: cases.Incomplete) -> HttpResponse:
    with translation.override(_language(request)):
        missing = answers.faults(fault.gaps)
    return _answer(request, 422, "incomplete", problems.INCOMPLETE, missing)


def _misshapen(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Where what was sent differs from the description; what was sent is not repeated."""
    places = [Fault(".".join(str(part) for part in each["loc"]), str(each["type"])) for each in fault.errors]
    return _answer(request, 422, "misshapen", problems.BAD_VALUES, places)


def _ours(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("event=api_fault kind=%s", type(fault).__name__, exc_info=fault)
    return _answer(request, 500, "ours", problems.OURS)


HANDLERS |= {cases.Incomplete: _incomplete, ValidationError: _misshapen, Exception: _ours}
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)
