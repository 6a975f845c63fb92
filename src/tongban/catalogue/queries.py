"""Everything that reads the catalogue. Published versions never change, so each process keeps those it has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from django.db.models import QuerySet

from tongban.catalogue.documents import Document
from tongban.catalogue.models import Implementation, Item, Offer, Version
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
    rows = implementations(code).filter(district__in={district, ""}).order_by("-district", "pk")
    return rows.first()


def implementations(code: str) -> QuerySet[Implementation]:
    """All bodies that carry the item out, city first."""
    rows = Implementation.objects.filter(item__code=code, active=True)
    return rows.select_related("organ").order_by("district", "pk")


def names(codes: Sequence[str]) -> dict[str, str]:
    """Names of items by their codes."""
    return dict(Item.objects.filter(code__in=codes).values_list("code", "name"))


def offers_of(department: str) -> QuerySet[Offer]:
    """The offers of one department, by name."""
    return Offer.objects.filter(department=department).order_by("name", "handling")


def figures() -> dict[str, int]:
    """Kept counters: items, handling items and implementations are three numbers and never mixed."""
    totals = tallies.totals([f"catalogue.{name}" for name in FIGURES])
    return {name: totals[f"catalogue.{name}"] for name in FIGURES}
