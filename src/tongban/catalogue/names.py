"""Names of items and what people say for them, kept per process: for typing errors and synonyms. Two thousand names."""

import time
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tongban.catalogue.models import Item, Offer, Synonym

FRESH_FOR = 60.0  # seconds until another process's publication is noticed
CLOSE = 74.0  # of 100: at least this alike


@dataclass(frozen=True)
class Names:
    """Item id → name; what people say → item ids; which items begin something new."""

    by_item: dict[int, str]
    said: dict[str, tuple[int, ...]]
    beginnings: frozenset[int]


@dataclass(frozen=True)
class Guess:
    """What was probably meant: the words of a name, and the items whose names hold them, best first."""

    words: str
    items: tuple[int, ...]


_kept: list[tuple[float, Names]] = []


def current() -> Names:
    """The names in force: no statement while fresh, two when not."""
    if not _kept or time.monotonic() - _kept[0][0] > FRESH_FOR:
        _kept[:] = [(time.monotonic(), _read())]
    return _kept[0][1]


def forget() -> None:
    """Read again at the next question: something was published here."""
    _kept.clear()


def plain(text: str) -> str:
    """A query as it is compared: half width, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


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
    best = fuzz.partial_ratio_alignment(text, ranked[0][0])
    words = ranked[0][0][best.dest_start : best.dest_end] if best else ranked[0][0]
    return Guess(words, tuple(hit[2] for hit in ranked[:most]))


def _read() -> Names:
    said: dict[str, tuple[int, ...]] = {}
    for word, item in Synonym.objects.order_by("pk").values_list("said", "item_id"):
        said[plain(word)] = (*said.get(plain(word), ()), item)
    by_item = {pk: plain(name) for pk, name in Item.objects.filter(current__isnull=False).values_list("pk", "name")}
    beginnings = frozenset(Offer.objects.filter(kind="new").values_list("item_id", flat=True))
    return Names(by_item, said, beginnings)
