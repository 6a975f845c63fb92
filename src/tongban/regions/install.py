"""Entering a region pack into the database: organs, calendars, items with their implementations, synonyms.

Not here: reading the pack (pack.py). Entering it again adds what is new and leaves the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from tongban.catalogue import actions as catalogue
from tongban.catalogue import audit
from tongban.catalogue.documents import Document
from tongban.feedback import actions as feedback
from tongban.identity import actions as identity
from tongban.identity import queries
from tongban.identity.actors import SYSTEM
from tongban.kernel import actions as kernel
from tongban.kernel import calendars
from tongban.regions import routes
from tongban.regions.pack import OrganRow, Pack

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Installed:
    """What was entered. *held_back* are items that may not be published here, such as those without a checked basis."""

    organs: int
    items: int
    held_back: int


def silent(work: str, done: int, total: int) -> None:
    """Tell nobody."""


def install(pack: Pack, *, at: datetime, tell: Tell = silent) -> Installed:
    """Enter all of *pack*, in the name of the system."""
    organs = identity.install_organs((_organ(row) for row in pack.organs), actor=SYSTEM, at=at)
    tell("机关", organs, organs)
    feedback.install_routes(routes.rows(pack))
    notices = [replace(notice, closes_at=pack.region.closes_at) for notice in calendars.read_folder(pack.calendar)]
    kernel.load_calendars(settings.REGION, notices, actor=SYSTEM, at=at)  # the key by which calendars.current asks
    fit = [document for document in pack.documents if _fits(document)]
    items = _install_items(pack, fit, at=at, tell=tell)
    catalogue.install_synonyms((row.said, pack.codes[row.item]) for row in pack.synonyms if row.item in pack.codes)
    return Installed(organs, items, len(pack.documents) - len(fit))


def _install_items(pack: Pack, documents: list[Document], *, at: datetime, tell: Tell) -> int:
    organs = queries.organs_by_code()
    entries = [
        catalogue.Entry(document, [organs[code] for code in pack.implementers(document)]) for document in documents
    ]
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        tell("事项", done, len(entries))

    new = catalogue.install(entries, actor=SYSTEM, at=at, progress=progress)
    tell("事项", len(entries), len(entries))
    return new


def _fits(document: Document) -> bool:
    """Outside demo mode a document without a checked legal basis may not be published: it waits for its editor."""
    return not any(finding.blocks for finding in audit.findings(document, demo=settings.DEMO))


def _organ(row: OrganRow) -> identity.OrganRow:
    return identity.OrganRow(
        code=row.code,
        name=row.name,
        family=row.family,
        level=row.level,
        district=row.district,
        parent=row.parent,
        uscc=row.uscc,
        name_en=row.name_en,
        address=row.address,
        phone=row.phone,
        hours=row.hours,
    )
