"""Search results: the query read from the address, hits with their four numbers, facets with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tongban.catalogue import search
from tongban.catalogue.ports import Word
from tongban.catalogue.search import Query
from tongban.portal import words
from tongban.ui import parts

TEXT_FACETS = ("theme", "department", "district", "subject", "kind")
YES_FACETS = ("no_visit", "no_material")
LONGEST_KEY, LONGEST_QUERY = 40, 200


@dataclass(frozen=True)
class Choice:
    """One value of a facet with how many items it would leave."""

    value: str
    label: object
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A question by which results are narrowed. *is_long*: drawn as a select."""

    name: str
    title: str
    choices: list[Choice]
    is_long: bool = False


@dataclass(frozen=True)
class Tag:
    """A fact about a hit."""

    words: str
    kind: str = ""


@dataclass(frozen=True)
class Card:
    """One item found, as it is printed."""

    address: str
    name: Word
    summary: Word
    department: Word
    tags: list[Tag]
    numbers: list[parts.Figure]
    handlings: list[tuple[str, Word]]  # address, name


@dataclass(frozen=True)
class Results:
    """The page: what was asked, what was corrected, cards, facets."""

    query: Query
    total: int
    cards: list[Card]
    facets: list[Facet]
    ways: list[Choice]
    corrected: str
    is_loose: bool
    nearest: list[str]
    pager: parts.Pager
    narrowed: bool


def read(given: Mapping[str, str]) -> Query:
    """The query of an address; what is not known is left out."""
    key = {
        name: "".join(filter(str.isprintable, given.get(name, "")))[:LONGEST_KEY] for name in (*TEXT_FACETS, "after")
    }
    return Query(
        text=given.get("q", "").strip()[:LONGEST_QUERY],
        theme=key["theme"],
        department=key["department"],
        district=key["district"],
        subject=key["subject"],
        kind=key["kind"],
        no_visit=given.get("no_visit") == "1",
        no_material=given.get("no_material") == "1",
        after=key["after"],
    )


def results(query: Query) -> Results:
    """Look, and put what was found into words."""
    page = search.search(query)
    return Results(
        query=query,
        total=page.total,
        cards=[_card(hit, query.district) for hit in page.hits],
        facets=_facets(query, page.counts),
        ways=_ways(query, page.counts),
        corrected=page.corrected,
        is_loose=page.is_loose,
        nearest=[] if page.hits else search.nearest(query.text),
        pager=_pager(query, page.next),
        narrowed=any(getattr(query, name) for name in (*TEXT_FACETS, *YES_FACETS)),
    )


def address(query: Query) -> str:
    """The address of a query, without what is empty."""
    given = {each.name: getattr(query, each.name) for each in fields(query)}
    given["q"] = given.pop("text")
    said = {name: "1" if value is True else value for name, value in given.items() if value}
    return f"/search/?{urlencode(said)}" if said else "/search/"


def _pager(query: Query, following: str) -> parts.Pager:
    return parts.Pager(
        next=address(replace(query, after=following)) if following else "",
        first=address(replace(query, after="")) if query.after else "",
    )


def _card(hit: search.Hit, district: str) -> Card:
    return Card(
        address=_guide(hit.code, hit.handlings[0].code, district),
        name=Word(hit.name, hit.name_en),
        summary=Word(hit.summary, hit.summary_en),
        department=words.department(hit.department),
        tags=_tags(hit),
        numbers=parts.numbers(
            materials=hit.materials,
            visits=hit.visits,
            days=words.kept(hit.promised, hit.legal),
            fee=words.fee_of(hit.fee),
        ),
        handlings=[
            (_guide(hit.code, each.code, district), Word(each.name, each.name_en)) for each in hit.handlings[1:]
        ],
    )


def _guide(code: str, handling: str, district: str) -> str:
    """The address of an item's guide. Not reversed: it is printed per row."""
    given = {"at": district, "do": handling if handling != "01" else ""}
    asked = urlencode({name: value for name, value in given.items() if value})
    return f"/items/{code}/?{asked}" if asked else f"/items/{code}/"


def _tags(hit: search.Hit) -> list[Tag]:
    if hit.link_out:
        return [Tag(_("到主管部门网站办"))]
    tags = [Tag(_("全程网办"), "done")] if hit.is_online else []
    return [*tags, Tag(_("零材料"), "done")] if hit.materials == 0 else tags


def _facets(query: Query, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    here = words.region()
    places = [Choice(code, word, None, code == query.district) for code, word in here.districts().items()]
    return [
        Facet("subject", _("为谁办"), _choices(query, counts, "subject", _said(words.SUBJECTS))),
        Facet("kind", _("办哪一步"), _choices(query, counts, "kind", _said(words.KINDS)), is_long=True),
        Facet("theme", _("主题"), _choices(query, counts, "theme", words.themes()), is_long=True),
        Facet("department", _("谁来办"), _choices(query, counts, "department", here.departments()), is_long=True),
        Facet("district", _("你在哪个%(place)s") % {"place": words.level("district")}, places, is_long=True),
    ]


def _said(named: Mapping[str, str]) -> dict[str, object]:
    return {key: _(word) for key, word in named.items()}


def _choices(
    query: Query, counts: Mapping[str, Mapping[str, int]], name: str, named: Mapping[str, object]
) -> list[Choice]:
    """Values that would leave something, and the one chosen."""
    left, chosen = counts.get(name, {}), getattr(query, name)
    keys = [key for key in named if left.get(key) or key == chosen]
    return [Choice(key, named[key], left.get(key, 0), key == chosen) for key in keys]


def _ways(query: Query, counts: Mapping[str, Mapping[str, int]]) -> list[Choice]:
    labels = {"no_visit": _("不用跑"), "no_material": _("零材料")}
    return [Choice(name, labels[name], counts.get(name, {}).get("1", 0), getattr(query, name)) for name in YES_FACETS]
