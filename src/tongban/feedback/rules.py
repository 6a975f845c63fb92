"""What makes a rating valid. Pure: values in, values out."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongban.feedback import tags

MOST_WORDS = 500


class Level(IntEnum):
    """满意度 as the public reads it: 5 is best. GB/T 39046 A.8 counts the other way round; see `national_code`."""

    VERY_GOOD = 5
    GOOD = 4
    FAIR = 3
    BAD = 2
    VERY_BAD = 1


LABELS: dict[Level, Promise] = {
    Level.VERY_GOOD: _("非常满意"),
    Level.GOOD: _("满意"),
    Level.FAIR: _("基本满意"),
    Level.BAD: _("不满意"),
    Level.VERY_BAD: _("非常不满意"),
}


def national_code(level: Level) -> int:
    """The code of GB/T 39046 A.8, where 1 is best."""
    return 6 - level


def is_bad(level: Level) -> bool:
    """差评: levels 2 and 1 (国办发〔2019〕51号)."""
    return level <= Level.BAD


@dataclass(frozen=True)
class Opinion:
    """What a person says of an occasion."""

    level: Level
    tags: tuple[str, ...] = ()
    words: str = ""
    anonymous: bool = False


class Refused(Exception):
    """The rating cannot be taken; the first argument is the sentence for the person."""


def check(level: int | None, chosen: list[str], words: str, *, anonymous: str) -> Opinion:
    """The opinion behind what was typed. Raises Refused with a sentence that says what to change."""
    if level not in list(Level):
        raise Refused(_("还没有选满意度。请在五档里选一档，再交评价。"))
    allowed = {tag.code for tag in tags.of(level)}
    if not set(chosen) <= allowed:
        raise Refused(_("选的标签和满意度对不上。请重新选这一档下面的标签。"))
    if len(words) > MOST_WORDS:
        raise Refused(_too_long(len(words)))
    return Opinion(Level(level), tuple(sorted(set(chosen))), words.strip(), anonymous == "yes")


def _too_long(length: int) -> str:
    return _("写了 %(length)s 字，最多 %(most)s 字。请删短一些，你写的都还在。") % {
        "length": length,
        "most": MOST_WORDS,
    }
