"""Search: everyday words, initials and typing errors to items, narrowed by facets, paged by key. Reads only.

Two statements a search: the page and the counts of its facets; one more when nothing was found as typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db import connection

from tongban.catalogue import facets, names

PAGE = 20
LONGEST = 60  # characters of a query that count
LOOSE = "l"  # a key of pages found by any of the words
SHORT = 8  # characters that may be an abbreviation: 社保卡 for 社会保障卡


@dataclass(frozen=True)
class Query:
    """What somebody looks for. Facets are keys; empty: not narrowed. *after*: the key of the last hit seen."""

    text: str = ""
    theme: str = ""
    department: str = ""
    district: str = ""
    subject: str = ""
    kind: str = ""
    no_visit: bool = False
    no_material: bool = False
    after: str = ""


@dataclass(frozen=True)
class Handling:
    """One handling of a hit."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Hit:
    """One item found, with the figures of its first fitting handling and all fitting handlings."""

    item: int
    code: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    department: str
    materials: int
    visits: int
    legal: str
    promised: str
    is_online: bool
    fee: str  # none, some, unknown
    link_out: bool
    handlings: tuple[Handling, ...]


@dataclass(frozen=True)
class Page:
    """Hits, how many items there are in all, counts by facet, what was corrected, the next page's key."""

    hits: list[Hit]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    corrected: str = ""
    is_loose: bool = False  # found by some of the words only
    next: str = ""


@dataclass(frozen=True)
class _Match:
    """How the text is matched: conditions, their parameters, a score, and items that lead."""

    where: str = "true"
    score: str = "0"
    params: Mapping[str, Any] = field(default_factory=dict)


def search(query: Query) -> Page:
    """The first (or next) page for *query*. What was not found as typed is tried as a typing error."""
    text = names.plain(query.text)[:LONGEST]
    if query.after.startswith(LOOSE) and (loose := _loose(text)):
        return _loosened(query, loose)
    page = _page(query, _match(text))
    if page.hits or not text or query.after:
        return page
    guess = names.guess(text)
    if guess and not guess.is_within:
        return replace(_page(query, _of_items(guess.items)), corrected=guess.words if guess.words != text else "")
    loose = _loose(text)
    return _loosened(query, loose) if loose else page


def _loosened(query: Query, loose: _Match) -> Page:
    """Any of the words is enough; the key of the next page remembers so."""
    page = _page(replace(query, after=query.after.removeprefix(LOOSE)), loose)
    return replace(page, is_loose=True, next=f"{LOOSE}{page.next}" if page.next else "")


def nearest(text: str) -> list[str]:
    """Names to offer when nothing was found at all."""
    found = names.guess(names.plain(text)[:LONGEST], most=5)
    by_item = names.current().by_item
    return [by_item[item] for item in found.items] if found else []


def _match(text: str) -> _Match:
    if not text:
        return _Match(score="0" + _ORDER)
    leading = list(names.meant_by(text))
    if re.fullmatch(r"[a-z0-9 ]+", text):
        return _latin(text, leading)
    return _words(text, leading, " & ")


def _loose(text: str) -> _Match | None:
    if re.fullmatch(r"[a-z0-9 ]+", text):
        return None
    return _words(text, list(names.meant_by(text)), " | ")


_ORDER = " + case when kind = 'new' then 20 else 0 end + case when is_full then 25 else 0 end - length(name) / 4"
_LEAD = "(case when item_id = any(%(leading)s) then 5000 - 10 * array_position(%(leading)s, item_id) else 0 end)"


def _words(text: str, leading: list[int], joint: str) -> _Match:
    cut = ["".join(filter(str.isalnum, word)) for word in facets.cut(text).split()]
    asked = joint.join(f"{word}:*" for word in cut if word)
    score = (
        f"{_LEAD} + (case when lower(name) = %(text)s then 2000 when position(%(text)s in lower(name)) > 0"
        " then 600 - 10 * position(%(text)s in lower(name)) when name like %(spread)s then 300 else 0 end)"
        " + (ts_rank(words, to_tsquery('simple', %(asked)s)) * 300)::int" + _ORDER
    )
    where = "(words @@ to_tsquery('simple', %(asked)s) or name like %(spread)s or item_id = any(%(leading)s))"
    return _Match(where, score, {"asked": asked, "text": text, "leading": leading, "spread": _spread(text)})


def _spread(text: str) -> str:
    """A pattern for names that hold the characters of a short word in this order: abbreviations. Else for none."""
    return "%" + "%".join(text) + "%" if len(text) <= SHORT and re.fullmatch(r"[\u4e00-\u9fff]{2,}", text) else ""


def _latin(text: str, leading: list[int]) -> _Match:
    """Letters: initials, whole pinyin, or English words."""
    close = text.replace(" ", "")
    cut = " & ".join(f"{word}:*" for word in text.split())
    score = (
        f"{_LEAD} + (case when initials = %(close)s then 2000 when initials like %(close)s || '%%' then 900"
        " when pinyin like %(close)s || '%%' then 800 when initials like '%%' || %(close)s || '%%' then 400"
        " when pinyin like '%%' || %(close)s || '%%' then 300 else 0 end)"
        " + (ts_rank(words, to_tsquery('simple', %(cut)s)) * 300)::int" + _ORDER
    )
    where = (
        "(initials like '%%' || %(close)s || '%%' or pinyin like '%%' || %(close)s || '%%'"
        " or words @@ to_tsquery('simple', %(cut)s) or item_id = any(%(leading)s))"
    )
    return _Match(where, score, {"close": close, "cut": cut, "leading": leading})


def _of_items(items: tuple[int, ...]) -> _Match:
    ids = list(items)
    return _Match("item_id = any(%(leading)s)", f"{_LEAD}", {"leading": ids})


_NARROW = {
    "theme": "themes @> array[%(theme)s]::varchar[]",
    "department": "department = %(department)s",
    "district": "(districts = '{}' or districts @> array[%(district)s]::varchar[])",
    "subject": "subjects @> array[%(subject)s]::varchar[]",
    "kind": "kind = %(kind)s",
}


def _narrow(query: Query) -> tuple[str, dict[str, Any]]:
    chosen: dict[str, Any] = {name: getattr(query, name) for name in _NARROW if getattr(query, name)}
    conditions = [_NARROW[name] for name in chosen]
    conditions += ["visits = 0"] if query.no_visit else []
    conditions += ["materials = 0"] if query.no_material else []
    return "".join(f" and {each}" for each in conditions), chosen


def _page(query: Query, match: _Match) -> Page:
    narrow, chosen = _narrow(query)
    params = {**match.params, **chosen, "most": PAGE + 1}
    having = ""
    if key := re.fullmatch(r"(-?\d{1,9})\.(\d{1,18})", query.after):
        having = "having (max(score), -item_id) < (%(score)s, -%(item)s::bigint)"
        params |= {"score": int(key[1]), "item": int(key[2])}
    sql = f"""
    with found as (select *, ({match.score})::int as score from catalogue_offer where {match.where}{narrow})
    select item_id, max(score), json_agg(json_build_array(
        code, name, name_en, summary, summary_en, department, materials, visits, legal, promised, is_online, fee,
        link_out, handling, handling_name, handling_name_en) order by score desc, handling)
    from found group by item_id {having} order by max(score) desc, item_id limit %(most)s
    """  # noqa: S608 - only our own words are put together; everything typed is a parameter
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    hits = [_hit(item, offers) for item, _, offers in rows[:PAGE]]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    if not hits and not query.after:
        return Page([], 0, {})
    counts = _counts(match, narrow, {**match.params, **chosen})
    total = counts.pop("all", {}).get("", 0)
    return Page(hits, total, counts, next=f"{last[1]}.{last[0]}" if last else "")


def _hit(item: int, offers: list[list[Any]]) -> Hit:  # Any: JSON of the statement, in the order of Hit
    first = offers[0]
    handlings = tuple(Handling(str(each[13]), str(each[14]), str(each[15])) for each in offers)
    names = [each.name for each in fields(Hit)]
    return Hit(**dict(zip(names, [item, *first[:13], handlings], strict=True)))


def _counts(match: _Match, narrow: str, params: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Items per facet value among what was found: one statement."""
    sql = f"""
    with found as (select * from catalogue_offer where {match.where}{narrow})
    select 'all', '', count(distinct item_id) from found
    union all select 'department', department, count(distinct item_id) from found group by 2
    union all select 'theme', theme, count(distinct item_id) from found, unnest(themes) theme group by 2
    union all select 'subject', subject, count(distinct item_id) from found, unnest(subjects) subject group by 2
    union all select 'kind', kind, count(distinct item_id) from found group by 2
    union all select 'no_visit', '1', count(distinct item_id) from found where visits = 0
    union all select 'no_material', '1', count(distinct item_id) from found where materials = 0
    """  # noqa: S608 - as above
    counts: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for facet, value, n in cursor.fetchall():
            counts.setdefault(facet, {})[value] = n
    return counts
