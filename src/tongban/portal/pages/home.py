"""The home page: what one is asked, one's own open cases, themes of life, a few kept figures."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from tongban.cases import queries as cases
from tongban.cases.pages import tracking
from tongban.catalogue import queries as catalogue
from tongban.catalogue.ports import Word, Words
from tongban.identity.actors import Actor
from tongban.portal import words
from tongban.ui import parts

MINE, LIVES, TRADES = 3, 6, 6
PERSON, COMPANY = "1", "2"  # 服务对象 A.4


@dataclass(frozen=True)
class Life:
    """A theme with how many items it has for one 服务对象, and a few of their names."""

    key: str
    subject: str
    name: Word
    items: int
    names: tuple[Word, ...]


def mine(actor: Actor) -> list[tracking.Row]:
    """The person's open cases and drafts, newest first: one statement, for citizens only."""
    if not actor.is_citizen:
        return []
    return [tracking.row(case) for case in cases.my_cases(actor, most=MINE, open_only="open")[:MINE]]


def often() -> list[tuple[str, Word]]:
    """What many look for: what is searched for, and its words."""
    return list(words.region().often().items())


def lives() -> list[Life]:
    """The themes that people alone have, those with most items, in the region's order."""
    here = words.region()
    return _most(_without(here.themes_person(), here.themes_company()), PERSON, LIVES)


def trades() -> list[Life]:
    """The themes of companies with most items, in the region's order."""
    return _most(words.region().themes_company(), COMPANY, TRADES)


def rest(shown: Iterable[Life]) -> list[tuple[str, Word]]:
    """Every theme that is not *shown* and has items, in the region's order: those of people first."""
    here, known = words.region(), {**catalogue.themes(PERSON), **catalogue.themes(COMPANY)}
    named = {**here.themes_person(), **here.themes_company()}
    return [(key, word) for key, word in _without(named, {life.key for life in shown}).items() if key in known]


def figures() -> list[parts.Figure]:
    """From kept counters: one statement."""
    counts = catalogue.figures()
    return [
        parts.Figure(_("可以办的事项"), f"{counts['items']:,}", _("项")),
        parts.Figure(_("业务办理项"), f"{counts['handling_items']:,}", _("个")),
        parts.Figure(_("全程网办"), f"{counts['fully_online']:,}", _("项")),
        parts.Figure(_("最多跑一趟"), f"{counts['at_most_one_visit']:,}", _("项")),
        parts.Figure(_("有零材料的办法"), f"{counts['zero_material_items']:,}", _("项")),
    ]


def _most(named: Words, subject: str, most: int) -> list[Life]:
    """The *most* themes with most items for *subject*; 其他 says nothing to anybody."""
    known = catalogue.themes(subject)
    found = [
        Life(key, subject, word, known[key].items, known[key].names)
        for key, word in _without(named, {"other"}).items()
        if key in known
    ]
    largest = {life.key for life in sorted(found, key=attrgetter("items"), reverse=True)[:most]}
    return [life for life in found if life.key in largest]


def _without(named: Words, left_out: Container[str]) -> Words:
    return {key: word for key, word in named.items() if key not in left_out}
