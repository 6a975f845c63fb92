"""Names of items and what people say for them, kept per process: for typing errors and synonyms. Two thousand names."""

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import fuzz, process

from tongban.catalogue.models import Item, Offer, Synonym
from tongban.catalogue.ports import Word

FRESH_FOR = 60.0  # seconds until another process's publication is noticed
CLOSE = 74.0  # of 100: at least this alike


@dataclass(frozen=True)
class Theme:
    """How many items a theme has for one kind of applicant, and the names of those that people have most words for."""

    items: int
    names: tuple[Word, ...]


@dataclass(frozen=True)
class Names:
    """Item id → name; what people say → item ids; which items begin something new; themes by (key, 服务对象)."""

    by_item: dict[int, str]
    said: dict[str, tuple[int, ...]]
    beginnings: frozenset[int]
    themes: Mapping[tuple[str, str], Theme]


@dataclass(frozen=True)
class Guess:
    """What was probably meant: the words of a name, and the items whose names hold them, best first."""

    words: str
    items: tuple[int, ...]
    is_within: bool  # the whole name stands in what was typed, so other words of it may count too


_kept: list[tuple[float, Names]] = []


def current() -> Names:
    """The names in force: no statement while fresh, four when not."""
    if not _kept or time.monotonic() - _kept[0][0] > FRESH_FOR:
        _kept[:] = [(time.monotonic(), _read())]
    return _kept[0][1]


def forget() -> None:
    """Read again at the next question: something was published here."""
    _kept.clear()


def plain(text: str) -> str:
    """A query as it is compared: half width, small letters, single spaces, nothing that cannot be printed."""
    return " ".join("".join(filter(_is_written, unicodedata.normalize("NFKC", text).lower())).split())


def _is_written(character: str) -> bool:
    return character.isspace() or not unicodedata.category(character).startswith("C")


def meant_by(text: str) -> tuple[int, ...]:
    """The items that *text* is an everyday word for: the whole of it, else the longest word said within it."""
    said = current().said
    if text in said:
        return said[text]
    within = [word for word in said if len(word) > 1 and word in text]
    return said[max(within, key=len)] if within else ()


def guess(text: str, most: int = 10) -> Guess | None:
    """What *text* may be a typing error for; None when nothing comes close."""
    names = current()
    found = process.extract(text, names.by_item, scorer=fuzz.partial_ratio, score_cutoff=CLOSE, limit=most * 3)
    if not found:
        return None
    ranked = sorted(found, key=lambda hit: (-round(hit[1]), hit[2] not in names.beginnings, len(hit[0]), hit[2]))
    return Guess(_meant(text, ranked[0][0]), tuple(hit[2] for hit in ranked[:most]), ranked[0][0] in text)


def _meant(text: str, name: str) -> str:
    """The part of *name* that stands where *text* was typed, without brackets at its edges."""
    best = fuzz.partial_ratio_alignment(text, name)
    start = best.dest_start if best else 0
    return name[start : start + len(text)].strip("（）()、，“” ")


def _read() -> Names:
    said: dict[str, tuple[int, ...]] = {}
    for word, item in Synonym.objects.order_by("pk").values_list("said", "item_id"):
        said[plain(word)] = (*said.get(plain(word), ()), item)
    by_item = {pk: plain(name) for pk, name in Item.objects.filter(current__isnull=False).values_list("pk", "name")}
    beginnings = frozenset(Offer.objects.filter(kind="new").values_list("item_id", flat=True))
    return Names(by_item, said, beginnings, _themes())


_THEMES = """
with best as (select distinct on (item_id, theme, subject) theme, subject, item_id, name, name_en, is_full
    from catalogue_offer, unnest(themes) theme, unnest(subjects) subject
    order by item_id, theme, subject, kind = 'new' desc),
said as (select item_id, count(*) as ways from catalogue_synonym group by item_id)
select theme, subject, count(*),
    (array_agg(array[name, name_en] order by coalesce(ways, 0) desc, is_full desc, length(name), item_id))[1:3]
from best left join said using (item_id) group by theme, subject
"""


def _themes() -> dict[tuple[str, str], Theme]:
    with connection.cursor() as cursor:
        cursor.execute(_THEMES)
        rows = cursor.fetchall()
    return {
        (theme, subject): Theme(items, tuple(Word(*name) for name in names)) for theme, subject, items, names in rows
    }
