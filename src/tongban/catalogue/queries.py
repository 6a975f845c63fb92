"""Everything that reads the catalogue. Published versions never change, so each process keeps those it has read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from tongban.catalogue.documents import Document
from tongban.catalogue.models import Implementation, Item, Offer, Version
from tongban.catalogue.names import Theme, current
from tongban.kernel import tallies

FIGURES = (
    "items", "handling_items", "implementations", "fully_online", "at_most_one_visit", "zero_material_items",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A version as cases use it."""

    pk: int
    item: int
    number: int
    document: Document


@lru_cache(maxsize=4_000)
def version(pk: int) -> Published:
    """The version with this id, parsed; one statement the first time, none after. Raises Version.DoesNotExist."""
    row = Version.objects.get(pk=pk)
    return Published(row.pk, row.item_id, row.number, msgspec.convert(row.content, Document))


def item(code: str) -> Item | None:
    """The item with this code, if it is published."""
    return Item.objects.filter(code=code, current__isnull=False).first()


def implementation(code: str, district: str) -> Implementation | None:
    """Who carries the item out for somebody in *district*: the district's own body, else the city's."""
    rows = implementations(code).filter(district__in=[district, ""]).order_by("-district", "pk")
    return rows.first()


@dataclass(frozen=True)
class Guide:
    """An item as the body of one district carries it out."""

    document: Document
    implementation: Implementation  # with its organ


def guide(code: str, district: str) -> Guide | None:
    """What the guide page shows: by the district's own body, else the city's, else any; None: no such item.

    One statement; a second when no body sits in *district*, and one more for a version not read before.
    """
    row = implementation(code, district) or implementations(code).first()
    return Guide(version(row.version_id).document, row) if row else None


def implementations(code: str) -> QuerySet[Implementation]:
    """All bodies that carry the item out, city first."""
    rows = Implementation.objects.filter(item__code=code, active=True)
    return rows.select_related("organ").order_by("district", "pk")


def names(codes: Sequence[str]) -> dict[str, str]:
    """Names of items by their codes."""
    return dict(Item.objects.filter(code__in=codes).values_list("code", "name"))


class ItemNames:
    """Answers identity's port: what items are called, and the codes of what people type."""

    def names(self, codes: Iterable[str]) -> Mapping[str, str]:
        wanted = list(codes)
        if get_language() != "en":
            return names(wanted)
        rows = Offer.objects.filter(code__in=wanted).values_list("code", "name", "name_en")
        return {code: english or chinese for code, chinese, english in rows}

    def codes(self, names: Iterable[str]) -> Mapping[str, str]:
        wanted = list(names)
        rows = Item.objects.filter(Q(name__in=wanted) | Q(code__in=wanted), current__isnull=False)
        by_word = {word: code for code, name in rows.values_list("code", "name") for word in (code, name)}
        return {word: by_word[word] for word in wanted if word in by_word}


def themes(subject: str) -> Mapping[str, Theme]:
    """Themes that have items for a 服务对象, by key, with how many: kept in the process."""
    return {key: theme for (key, whom), theme in current().themes.items() if whom == subject}


def offers_of(department: str) -> QuerySet[Offer]:
    """The offers of one department, by name."""
    return Offer.objects.filter(department=department).order_by("name", "handling")


def figures() -> dict[str, int]:
    """Kept counters: items, handling items and implementations are three numbers and never mixed."""
    totals = tallies.totals([f"catalogue.{name}" for name in FIGURES])
    return {name: totals[f"catalogue.{name}"] for name in FIGURES}
