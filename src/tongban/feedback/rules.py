"""What makes a rating, a report, an answer, an appeal valid. Pure: values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongban.feedback import policy, tags

MOST_WORDS = policy.current().most_words
DAY = timedelta(days=1)
TOO_LATE = _("可以评价的日子过了，所以没有收下。想说的话请到“找茬”写给我们。")

HANDED_ONCE = _("这张整改单已经转过一次，不能再转。请由现在的单位办理。")
HANDED_LATE = _("收到满一个工作日，不能再转给别的单位。请由现在的单位办理，需要协助请直接联系对方。")
HANDED_NOWHERE = _("要转给的单位不对。请选另一个单位。")
TIME_ASKED_ONCE = _("已经申请或批准过延长，不能再次申请。请在现在的期限内办完。")
NO_TIME_ASKED = _("没有等待批准的延长申请。请刷新页面看最新进展。")
APPEALED_ONCE = _("这条评价已经申诉过一次，不能再申诉。请按复核结果办理。")
THREAD_CLOSED = _("这张整改单现在不能留言。请刷新页面看最新进展。")
SAME_REPORT = _("只能并入另一条还在的问题。请核对编号。")


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
    return Opinion(Level(level), tuple(sorted(set(chosen))), _printable(words), anonymous == "yes")


def _too_long(length: int) -> str:
    return _("写了 %(length)s 字，最多 %(most)s 字。请删短一些，你写的都还在。") % {
        "length": length,
        "most": MOST_WORDS,
    }


class NotAllowed(Exception):
    """Whoever acts may not take this step here."""


class Overtaken(Exception):
    """Somebody else was first; the page is to be read again."""


class Ground(StrEnum):
    """Why a body appeals against a review (国办发〔2019〕51号: 误评, 恶意差评)."""

    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"


GROUNDS: dict[Ground, Promise] = {Ground.MISTAKEN: _("误评"), Ground.MALICIOUS: _("恶意差评")}


@dataclass(frozen=True)
class Report:
    """What somebody reports of a flaw, or suggests. *version* is the item's, when reported from its guide."""

    kind: str
    category: str
    words: str
    item: str = ""
    version: int | None = None
    page: str = ""
    district: str = ""


@dataclass(frozen=True)
class Remedy:
    """What was changed: words for the public, and where to see it."""

    words: str
    version: int | None = None
    page: str = ""


KINDS = frozenset({"flaw", "suggestion"})
CATEGORIES: dict[str, Promise] = {
    "guide": _("办事指南"),
    "page": _("网页"),
    "counter": _("窗口"),
    "form": _("表单"),
    "other": _("其他"),
}
LEAST_REPORT_WORDS = 4


def check_report(report: Report) -> Report:
    """The report as it is kept. Raises Refused with a sentence that says what to change."""
    words = _printable(report.words)
    most = policy.current().most_report_words
    if report.kind not in KINDS or report.category not in CATEGORIES:
        raise Refused(_("还没有选是什么问题。请选一类，再交上来。"))
    if len(words) < LEAST_REPORT_WORDS:
        raise Refused(_("还没有写哪里不对，我们不知道该改什么。请写一句话，再交上来。"))
    if len(words) > most:
        raise Refused(
            _("写了 %(length)s 字，最多 %(most)s 字。请删短一些，你写的都还在。") % {"length": len(words), "most": most}
        )
    page = report.page.split("?")[0].split("#")[0][:200]
    return Report(
        report.kind, report.category, words, report.item[:12], report.version,
        page if page.startswith("/") and not page.startswith("//") else "", report.district,
    )  # fmt: skip


def check_words(words: str, *, most: int | None = None) -> str:
    """Words that must be there: of a note, an answer, a reason. Raises Refused."""
    plain = _printable(words)
    limit = most or policy.current().most_answer_words
    if not plain:
        raise Refused(_("还没有写内容，对方看不到任何话。请写一句，再交上来。"))
    if len(plain) > limit:
        raise Refused(
            _("写了 %(length)s 字，最多 %(most)s 字。请删短一些，你写的都还在。")
            % {"length": len(plain), "most": limit}
        )
    return plain


def must_wait(*, anonymous: bool, served: int) -> bool:
    """Whether a rating is held back from the body: when it is anonymous, and few were served there of late."""
    return anonymous and served < policy.current().few_served


def may_be_rated(closes_on: date | None, today: date) -> bool:
    """Whether the days for rating still run."""
    return closes_on is None or today <= closes_on


def month_of(day: date) -> date:
    """The first of the month: what is counted together."""
    return day.replace(day=1)


def _printable(words: str) -> str:
    """Without what is no sign at all; a database refuses the sign zero."""
    return "".join(sign for sign in words if sign.isprintable() or sign in "\n\t").strip()
