"""The home page: what one is asked, one's own open cases, themes of life, a few kept figures."""

from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tongban.cases import queries as cases
from tongban.cases.pages import tracking
from tongban.catalogue import queries as catalogue
from tongban.catalogue.ports import Word, Words
from tongban.identity.actors import Actor
from tongban.portal import words
from tongban.ui import parts

OFTEN = (
    gettext_noop("身份证"),
    gettext_noop("营业执照"),
    gettext_noop("居住证"),
    gettext_noop("公积金提取"),
    gettext_noop("结婚登记"),
)
MINE, LIVES, TRADES = 3, 9, 6


@dataclass(frozen=True)
class Life:
    """A theme with how many items it has, and a few of their names."""

    key: str
    name: Word
    items: int
    names: tuple[Word, ...]


def mine(actor: Actor) -> list[tracking.Row]:
    """The person's open cases and drafts, newest first: one statement, for citizens only."""
    if not actor.is_citizen:
        return []
    return [tracking.row(case) for case in cases.my_cases(actor, most=MINE, open_only="open")[:MINE]]


def often() -> list[str]:
    """What many look for, in the reader's language."""
    return [_(said) for said in OFTEN]


def lives() -> list[Life]:
    """The themes of people with most items, in the region's order."""
    return _most(words.region().themes_person(), LIVES)


def trades() -> list[Life]:
    """The themes of companies with most items that are none of people's, in the region's order."""
    of_people = {life.key for life in lives()}
    here = words.region().themes_company()
    return _most({key: word for key, word in here.items() if key not in of_people}, TRADES)


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


def _most(named: Words, most: int) -> list[Life]:
    counted = catalogue.themes()
    found = [
        Life(key, word, counted[key].items, counted[key].names)
        for key, word in named.items()
        if key in counted and key != "other"
    ]
    largest = {life.key for life in sorted(found, key=attrgetter("items"), reverse=True)[:most]}
    return [life for life in found if life.key in largest]
