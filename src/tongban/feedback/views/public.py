"""HTTP in, HTTP out: the public figures, live and by month, as a page and as files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongban.feedback import publication, queries
from tongban.feedback.pages import statistics as page
from tongban.feedback.pages import voices
from tongban.feedback.statistics import Row
from tongban.feedback.views import answers
from tongban.identity.actors import Request
from tongban.ui import parts


@require_safe
def ratings(request: Request) -> HttpResponse:
    """The figures of the last twelve months, the worst first."""
    by = _by(request)
    context = _districts() if by == "district" else _others(by)
    shared = {"tabs": page.tabs(by), "csv": f"/ratings/table.csv?by={by}", "table_title": page.title(by), "by": by}
    return render(request, "feedback/ratings.html", {"page": shared | context})


@require_safe
def table(request: Request) -> HttpResponse:
    """The table as a file."""
    by = _by(request)
    return answers.table(page.csv_rows(_rows(by)), f"ratings-{by}.csv")


@require_safe
def bad(request: Request) -> HttpResponse:
    """Bad ratings and what became of them, page by page."""
    found = queries.public_bad(before=answers.number(request.GET.get("before", "")))
    shown, more = found[: queries.PAGE_OF_BAD], found[queries.PAGE_OF_BAD :]
    context = {
        "voices": voices.of(shown, timezone.localdate(), page.names("district")),
        "pager": parts.Pager(f"?before={shown[-1].pk}" if more else "", "/ratings/bad/" if request.GET else ""),
        "crumbs": _crumbs(_("全部差评和答复")),
    }
    return render(request, "feedback/bad.html", {"page": context})


@require_safe
def month(request: Request, text: str) -> HttpResponse:
    """A month as it was published, drawn from its file, with its signature checked."""
    found = queries.publication_of(answers.month(text))
    if found is None:
        raise Http404
    content, by = bytes(found.content), _by(request)
    [whole] = page.published(content, "total", str)
    rows = page.published(content, by, _names(content, by))
    context = {
        "month": found.month,
        "crumbs": _crumbs(f"{found.month:%Y-%m}"),
        "figures": page.figures(whole),
        "rows": page.table(rows),
        "tabs": [
            tab | {"address": f"/ratings/{text}/?by={key}"} for tab, key in zip(page.tabs(by), page.BY, strict=True)
        ],
        "csv": f"/ratings/{text}/table.csv?by={by}",
        "table_title": page.title(by),
        "nothing": _nothing(),
        "is_genuine": publication.verify(content, bytes(found.signature), bytes(found.public_key)),
        "proof": _proof(found.digest, bytes(found.signature), bytes(found.public_key), f"{found.at:%Y-%m-%d}"),
        "file": f"/ratings/{text}/file.json",
    }
    return render(request, "feedback/month.html", {"page": context})


@require_safe
def month_table(request: Request, text: str) -> HttpResponse:
    """A month's table as a file."""
    found = queries.publication_of(answers.month(text))
    if found is None:
        raise Http404
    by = _by(request)
    rows = page.published(bytes(found.content), by, _names(bytes(found.content), by))
    return answers.table(page.csv_rows(rows), f"ratings-{text}-{by}.csv")


@require_safe
def month_file(_request: Request, text: str) -> HttpResponse:
    """The very bytes that were signed; the signature and the key stand in the headers as well."""
    found = queries.publication_of(answers.month(text))
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="application/json")
    answer["Content-Disposition"] = content_disposition_header(True, f"ratings-{text}.json")
    answer["X-Signature-Ed25519"] = bytes(found.signature).hex()
    answer["X-Public-Key-Ed25519"] = bytes(found.public_key).hex()
    return answer


def _by(request: Request) -> str:
    by = request.GET.get("by", "")
    return by if by in page.BY else "district"


def _districts() -> dict[str, Any]:
    """Figures, tiles, table, voices and publications: five statements."""
    today = timezone.localdate()
    since, until = page.last_months(today)
    sums = queries.statistics_of("district", since=since, until=until, today=today)
    name = page.names("district")
    rows = page.shown(sums, name)
    return {
        "figures": page.figures(page.whole(sums)),
        "tiles": page.tiles(rows, queries.by_district(since=since, until=until), since),
        "first": since,
        "last": until,
        "rows": page.table(rows),
        "nothing": _nothing(),
        "voices": voices.of(queries.latest_bad()[:3], today, name),
        "publications": [
            parts.Paper(
                _("%(month)s 的好差评") % {"month": f"{one.month:%Y-%m}"}, f"/ratings/{one.month:%Y-%m}/", one.at
            )
            for one in queries.months_published()[: page.MONTHS]
        ],
    }


def _others(by: str) -> dict[str, Any]:
    """The table alone."""
    return {"rows": page.table(_rows(by)), "nothing": _nothing(), "is_table_only": True}


def _rows(by: str) -> list[Row]:
    today = timezone.localdate()
    since, until = page.last_months(today)
    return queries.statistics_table(by, since=since, until=until, today=today, name=page.names(by))


def _names(content: bytes, by: str) -> page.Names:
    """The words for the codes of a published table."""
    if by != "item":
        return page.names(by)
    known = queries.item_names([row.key for row in page.published(content, by, str)])
    return lambda key: known.get(key, key)


def _nothing() -> parts.Empty:
    return parts.Empty(_("还没有评价"), _("有人评价以后，这里按月公布。"))


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": _("好差评"), "address": "/ratings/"}, {"label": last, "address": ""}]


def _proof(digest: str, signature: bytes, key: bytes, day: str) -> list[parts.Fact]:
    return [
        parts.Fact(_("公布日期"), day),
        parts.Fact("SHA-256", digest),
        parts.Fact(_("签名（Ed25519）"), signature.hex()),
        parts.Fact(_("公钥"), key.hex()),
    ]
