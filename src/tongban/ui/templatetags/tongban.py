"""Tags and filters that every template has. They print plain values; no query, no permission, no trade."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from tongban.ui import dates, display

register = template.Library()


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _language() -> display.Language:
    return display.language(get_language())


def _both(value: object) -> tuple[str, str]:
    """Chinese and English of a text: {"zh", "en"}, an object with zh and en, or plain words (of any language)."""
    if value is None:
        return "", ""
    if isinstance(value, Mapping):
        return str(value.get("zh", "")), str(value.get("en", ""))
    if hasattr(value, "zh"):
        return str(value.zh), str(getattr(value, "en", ""))
    return str(value), str(value)


@register.filter
def text(value: object) -> SafeString:
    """The text in the reader's language. Where English is missing: the Chinese, marked as such for screen readers."""
    chinese, english = _both(value)
    if _language() is display.Language.CHINESE:
        return conditional_escape(chinese)
    if english:
        return conditional_escape(english)
    return format_html('<span lang="zh-CN">{}</span>', chinese) if chinese else SafeString("")


@register.filter
def plain(value: object) -> str:
    """Like text, for attributes and titles: without the mark of a fallback."""
    chinese, english = _both(value)
    return chinese if _language() is display.Language.CHINESE else english or chinese


# ── dates, numbers, money ────────────────────────────────────────────────────────────────────────


def _local(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _speech(now: datetime | None) -> dates.Speech:
    return dates.Speech(_language(), _local(now) if now else None)


@register.filter
def day(value: date | datetime | None, now: datetime | None = None) -> str:
    """11 月 24 日 周二. With `:frame.now` also 今天, 明天, 昨天, and the year where it is another."""
    return _speech(now).day(_local(value)) if value else ""


@register.filter
def moment(value: datetime | None, now: datetime | None = None) -> str:
    """11 月 20 日 周五 08:30; with `:frame.now` 今天 08:30."""
    return _speech(now).moment(timezone.localtime(value)) if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """2028 年 3 月."""
    return _speech(None).month(_local(value)) if value else ""


@register.filter
def short(value: date | datetime | None) -> str:
    """11-24, for the desk."""
    return dates.short(_local(value)) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """10:32."""
    return f"{timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def number(value: float | None) -> str:
    """12,604; an unknown number is a dash, never 0."""
    return "—" if value is None else f"{value:,}"


@register.filter
def yuan(cents: int | None) -> str:
    """Money given in cents: 12.50 元."""
    return "" if cents is None else _speech(None).yuan(cents)


@register.filter
def term(value: object) -> str:
    """A term with n and unit (object or mapping): 5 个工作日."""
    if not value:
        return ""
    count, unit = (value["n"], value["unit"]) if isinstance(value, Mapping) else (value.n, value.unit)  # type: ignore[attr-defined]  # duck-typed: documents and kernel terms both have n and unit
    return _speech(None).term(int(count), str(unit))


@register.filter
def bytes(count: int | None) -> str:  # noqa: A001 - the word in a template
    """1.2 MB."""
    return "" if count is None else dates.size(count)


# ── marks printed once per row: constants, so that a list costs nothing ──────────────────────────

_LIGHTS = {
    "ok": (gettext_noop("正常"), '<circle class="ok" cx="6" cy="6" r="5"/>'),
    "soon": (gettext_noop("临近"), '<path class="soon" d="M6 .5 12 11.5H0z"/>'),
    "alarm": (gettext_noop("超期"), '<rect class="alarm" x=".5" y=".5" width="11" height="11"/>'),
    "held": (gettext_noop("暂停"), '<path class="held" d="M3.5 1v10M8.5 1v10"/>'),
}


@register.simple_tag
def light(kind: str) -> SafeString:
    """Deadline light: ok circle, soon triangle, alarm square, held bars. Shape and word say the same."""
    word, shape = _LIGHTS[kind]
    return mark_safe(f'<svg class="light" viewBox="0 0 12 12" role="img" aria-label="{_(word)}">{shape}</svg>')  # noqa: S308 - constants and our own catalogue


@register.simple_tag
def level(letter: str) -> SafeString:
    """Evidence level A to D, how far a piece of evidence may be trusted."""
    name = _("可信等级 %(letter)s") % {"letter": letter.upper()}
    return format_html(
        '<span class="level {}" role="img" aria-label="{}">{}</span>', letter.lower(), name, letter.upper()
    )


@register.simple_tag
def seal(word: str, small: str = "") -> SafeString:
    """The vermilion seal: a truth of the record, one per thing. `{% seal "办结" %}`, `{% seal "有效" "small" %}`."""
    return format_html('<span class="{}">{}</span>', f"seal {small}".strip(), word)


@register.simple_tag
def tag(word: object, kind: str = "") -> SafeString:
    """A fact about a thing: done, soon, alarm, ink, or plain."""
    return format_html('<span class="{}">{}</span>', f"tag {kind}".strip(), word)


# ── parts: a template each, under ui/parts/ ──────────────────────────────────────────────────────


def _part(name: str, value_name: str) -> None:
    """Register `{% name value %}`: prints ui/parts/name.html with the value, and the frame for words of time."""

    def part(context: template.Context, value: object, **more: object) -> dict[str, object]:
        frame = context.get("frame")
        return {value_name: value, "frame": frame, "csrf_token": context.get("csrf_token"), **more}

    register.inclusion_tag(f"ui/parts/{name}.html", takes_context=True, name=name)(part)


PARTS: Iterable[tuple[str, str]] = (
    ("four", "four"),
    ("steps", "steps"),
    ("flow", "rows"),
    ("field", "field"),
    ("fields", "fields"),
    ("errors", "errors"),
    ("source", "source"),
    ("autosave", "address"),
    ("upload", "upload"),
    ("file_rows", "files"),
    ("materials", "groups"),
    ("track", "rows"),
    ("strip", "strip"),
    ("clock_key", "strip"),
    ("facts", "rows"),
    ("docs", "rows"),
    ("talk", "rows"),
    ("rate", "levels"),
    ("jobs", "rows"),
    ("pager", "pager"),
    ("empty", "empty"),
    ("progress", "bar"),
    ("crumbs", "links"),
    ("figures", "rows"),
)
for _name, _value in PARTS:
    _part(_name, _value)
