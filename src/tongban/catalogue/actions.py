"""Everything that changes the catalogue: draft, review, publication with its facets, and installing a region's items."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import OuterRef, Value
from django.db.models.expressions import CombinedExpression

from tongban.catalogue import audit, facets, names, scenarios
from tongban.catalogue.documents import Document, Overlay, merged
from tongban.catalogue.models import Implementation, Item, Offer, Synonym, Version
from tongban.catalogue.ports import RegionWords
from tongban.identity.actors import Actor
from tongban.identity.models import Organ
from tongban.kernel import journal, ports, tallies

BATCH = 2_000


class NotFit(Exception):
    """The document breaks rules that block publication; *findings* says which."""

    def __init__(self, findings: list[audit.Finding]) -> None:
        super().__init__("; ".join(f"{each.rule} {each.sentence}" for each in findings))
        self.findings = findings


class IllegalStep(Exception):
    """A version cannot go there from the state it is in."""


@dataclass(frozen=True)
class Entry:
    """One item to install: its document, and the bodies that carry it out."""

    document: Document
    organs: Sequence[Organ]


@transaction.atomic
def draft(document: Document, *, actor: Actor, at: datetime) -> Version:
    """Keep a new version of an item, not yet visible to anybody outside the department."""
    item, _ = Item.objects.get_or_create(code=document.code, defaults={"name": document.name.zh})
    content = msgspec.to_builtins(document)
    version = Version.objects.create(item=item, number=_next_number(item.pk), content=content)
    _write("draft", version, document, actor=actor, at=at)
    return version


@transaction.atomic
def submit(version: Version, *, actor: Actor, at: datetime) -> None:
    """Hand a draft to review."""
    _move(version, Version.State.DRAFT, Version.State.REVIEW)
    _write("submit", version, _document(version), actor=actor, at=at)


@transaction.atomic
def publish(version: Version, organs: Sequence[Organ], *, actor: Actor, at: datetime) -> None:
    """Put a reviewed version into force for *organs*. Raises NotFit; open cases stay on their own version."""
    document = _document(version)
    _fit(document)
    _move(version, Version.State.REVIEW, Version.State.PUBLISHED, published_at=at)
    Item.objects.filter(pk=version.item_id).update(current=version, name=document.name.zh)
    _count_out(version.item_id)
    Offer.objects.filter(item=version.item_id).delete()
    Implementation.objects.filter(item=version.item_id).exclude(organ__in=organs).update(active=False)
    rows = [_implementation(version, document, organ) for organ in organs]
    Implementation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["item", "organ"], update_fields=["version", "active"]
    )
    for row in Implementation.objects.filter(item=version.item_id, active=True).exclude(overlay={}):
        _freeze(row, document, msgspec.convert(row.overlay, Overlay), at=at)
    Offer.objects.bulk_create(_offers(version, document, organs))
    _count([(version, Entry(document, organs))])
    names.forget()
    _write("publish", version, document, actor=actor, at=at)


@transaction.atomic
def overlay(implementation: Implementation, change: Overlay, *, actor: Actor, at: datetime) -> None:
    """A body sets what it may set of an item; open cases stay on their own version. Raises NotFit."""
    document = _document(Version.objects.get(pk=implementation.item.current_id or 0))
    version = _freeze(implementation, document, change, at=at)
    _write("overlay", version, document, actor=actor, at=at)


@transaction.atomic
def withdraw(version: Version, *, actor: Actor, at: datetime) -> None:
    """Take an item out of the catalogue: it is found no more, and cases that run go on under their version."""
    _move(version, Version.State.PUBLISHED, Version.State.WITHDRAWN)
    _count_out(version.item_id)
    Offer.objects.filter(item=version.item_id).delete()
    Implementation.objects.filter(item=version.item_id).update(active=False)
    Item.objects.filter(pk=version.item_id).update(current=None)
    names.forget()
    _write("withdraw", version, _document(version), actor=actor, at=at)


@transaction.atomic
def install(
    entries: Iterable[Entry], *, actor: Actor, at: datetime, progress: Callable[[int], None] = lambda _: None
) -> int:
    """Publish the items of a region pack that are not there yet, in bulk. Returns how many were new."""
    known = set(Item.objects.values_list("code", flat=True))
    fresh = [entry for entry in entries if entry.document.code not in known]
    for start in range(0, len(fresh), BATCH // 10):
        batch = fresh[start : start + BATCH // 10]
        _install(batch, actor=actor, at=at)
        progress(len(batch))
    names.forget()
    return len(fresh)


@transaction.atomic
def install_synonyms(rows: Iterable[tuple[str, str]]) -> None:
    """What people say, and the code of the item they mean; what is there already stays."""
    items = dict(Item.objects.values_list("code", "pk"))
    known = [Synonym(said=said, item_id=items[code]) for said, code in rows if code in items]
    Synonym.objects.bulk_create(known, ignore_conflicts=True, batch_size=BATCH)
    names.forget()


def _install(batch: list[Entry], *, actor: Actor, at: datetime) -> None:
    for entry in batch:
        _fit(entry.document)
    items = Item.objects.bulk_create(Item(code=each.document.code, name=each.document.name.zh) for each in batch)
    versions = Version.objects.bulk_create(
        Version(
            item=item, number=1, state=Version.State.PUBLISHED, published_at=at,
            content=msgspec.to_builtins(each.document),
        )
        for item, each in zip(items, batch, strict=True)
    )  # fmt: skip
    Item.objects.filter(pk__in=[item.pk for item in items], current=None).update(
        current_id=Version.objects.filter(item=OuterRef("pk")).values("pk")[:1]
    )
    pairs = list(zip(versions, batch, strict=True))
    Implementation.objects.bulk_create(
        [_implementation(version, each.document, organ) for version, each in pairs for organ in each.organs],
        batch_size=BATCH,
    )
    Offer.objects.bulk_create(
        [offer for version, each in pairs for offer in _offers(version, each.document, each.organs)],
        batch_size=BATCH // 4,
    )
    _count(pairs)
    journal.write("catalogue", "install", subject=versions[0].pk, actor=actor, at=at, items=len(batch))


def _freeze(implementation: Implementation, document: Document, change: Overlay, *, at: datetime) -> Version:
    """Merge document and overlay into a version of the body's own, and let the body carry out that one."""
    whole = merged(document, change)
    _fit(whole)
    version = Version.objects.create(
        item_id=implementation.item_id, number=_next_number(implementation.item_id), organ_id=implementation.organ_id,
        state=Version.State.PUBLISHED, published_at=at, content=msgspec.to_builtins(whole),
    )  # fmt: skip
    implementation.version, implementation.overlay = version, msgspec.to_builtins(change)
    Implementation.objects.filter(pk=implementation.pk).update(version=version, overlay=implementation.overlay)
    return version


def _next_number(item: int) -> int:
    latest = Version.objects.filter(item=item).order_by("-number").values_list("number", flat=True).first()
    return (latest or 0) + 1


def _fit(document: Document) -> None:
    if blocking := [each for each in audit.findings(document, demo=settings.DEMO) if each.blocks]:
        raise NotFit(blocking)


def _move(version: Version, old: str, new: str, **changes: object) -> None:
    """Compare and swap: a version moves only from the state it was read in."""
    if not Version.objects.filter(pk=version.pk, state=old).update(state=new, **changes):
        raise IllegalStep(f"version {version.pk} is not {old}")
    version.state = new


def _implementation(version: Version, document: Document, organ: Organ) -> Implementation:
    level = ports.get(RegionWords).level_code(organ.level)
    return Implementation(
        item_id=version.item_id,
        organ=organ,
        version=version,
        task_code=f"{organ.uscc or organ.code:0>18.18}{level}{document.code}",
        district=organ.district,
        level=organ.level,
    )


def _offers(version: Version, document: Document, organs: Sequence[Organ]) -> list[Offer]:
    is_city = any(not organ.district for organ in organs)
    districts = [] if is_city else [organ.district for organ in organs]
    return [
        Offer(
            item_id=version.item_id,
            words=_vector(facets.words(document, handling)),
            **facets.columns(document, handling, districts),
        )
        for handling in document.handlings
    ]


def _vector(words: facets.Words) -> CombinedExpression:
    return (
        SearchVector(Value(words.a), weight="A", config="simple")
        + SearchVector(Value(words.b), weight="B", config="simple")
        + SearchVector(Value(words.c), weight="C", config="simple")
    )


def _count(pairs: Sequence[tuple[Version, Entry]]) -> None:
    for name, n in _figures([entry for _, entry in pairs]).items():
        tallies.add(f"catalogue.{name}", n)


def _count_out(item: int) -> None:
    """Take the version in force out of the figures before another takes its place."""
    offers = list(Offer.objects.filter(item=item))
    if not offers:
        return
    first = offers[0]
    tallies.add("catalogue.items", -1)
    tallies.add("catalogue.handling_items", -len(offers))
    tallies.add("catalogue.implementations", -Implementation.objects.filter(item=item, active=True).count())
    tallies.add("catalogue.fully_online", -int(first.is_online))
    tallies.add("catalogue.at_most_one_visit", -int(first.visits <= 1))
    tallies.add("catalogue.zero_material_items", -int(min(offer.materials for offer in offers) == 0))


def _figures(entries: Sequence[Entry]) -> dict[str, int]:
    documents = [entry.document for entry in entries]
    return {
        "items": len(documents),
        "handling_items": sum(len(each.handlings) for each in documents),
        "implementations": sum(len(entry.organs) for entry in entries),
        "fully_online": sum(facets.is_online(each) for each in documents),
        "at_most_one_visit": sum(each.visits.count <= 1 for each in documents),
        "zero_material_items": sum(_has_no_material(each) for each in documents),
    }


def _has_no_material(document: Document) -> bool:
    return any(
        not scenarios.to_hand_in(scenarios.possible(document, handling.code, {})) for handling in document.handlings
    )


def _document(version: Version) -> Document:
    return msgspec.convert(version.content, Document)


def _write(step: str, version: Version, document: Document, *, actor: Actor, at: datetime) -> None:
    journal.write("catalogue", step, subject=version.pk, actor=actor, at=at, item=document.code, version=version.pk)
