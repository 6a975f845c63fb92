"""View-models of form fields, built from anything that has their names. It knows no form library and no trade."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tongban.ui.parts import Fault, Source

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
PICKS_MOST = 6  # more answers than this: a select instead of pills

WIDGETS = {  # widget: (input type, inputmode, autocomplete)
    "text": ("text", "", ""),
    "tel": ("tel", "tel", "tel"),
    "email": ("email", "email", "email"),
    "date": ("date", "", ""),
    "integer": ("text", "numeric", ""),
    "number": ("text", "decimal", ""),
    "money": ("text", "decimal", ""),
    "password": ("password", "", "current-password"),
    "code": ("text", "numeric", "one-time-code"),
    "search": ("search", "", "off"),
}
GROUPS = {"radio", "checks"}  # drawn as a fieldset with a legend
SHORT = {"date", "integer", "number", "money", "code"}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    label: object  # plain words, or a text with zh and en
    is_chosen: bool = False
    note: object = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the template prints it: label, hint, error, control, source, in this order."""

    name: str
    label: object
    widget: str = "text"
    value: str = ""
    hint: object = ""
    error: object = ""
    options: tuple[Option, ...] = ()
    is_required: bool = True
    is_readonly: bool = False
    unit: object = ""
    longest: int | None = None
    source: Source | None = None
    autocomplete: str = ""
    placeholder: object = ""

    @property
    def id(self) -> str:
        return f"f-{self.name}"

    @property
    def is_group(self) -> bool:
        return self.widget in GROUPS

    @property
    def type(self) -> str:
        """The input's type. A date that is none is shown as text: a date input would swallow what was typed."""
        if self.widget in ("radio", "checks"):
            return "radio" if self.widget == "radio" else "checkbox"
        if self.widget == "date" and self.value and not ISO_DATE.fullmatch(self.value):
            return "text"
        return WIDGETS.get(self.widget, WIDGETS["text"])[0]

    @property
    def inputmode(self) -> str:
        return WIDGETS.get(self.widget, WIDGETS["text"])[1]

    @property
    def completes(self) -> str:
        return self.autocomplete or WIDGETS.get(self.widget, WIDGETS["text"])[2]

    @property
    def is_short(self) -> bool:
        return self.widget in SHORT

    @property
    def described_by(self) -> str:
        """The ids of what explains the control, in reading order."""
        there = (("hint", self.hint), ("error", self.error), ("source", self.source))
        return " ".join(f"{self.id}-{part}" for part, value in there if value)


def of(thing: object, *, value: object = None, error: object = "", source: Source | None = None) -> Field:
    """The field of any object or mapping that names its parts: name, title or label, description or hint, widget …

    *value* and *error* overrule what the object itself holds. A long choice becomes a select.
    """
    chosen = _first(thing, "value") if value is None else value
    options = tuple(_options(_first(thing, "options", "choices"), chosen))
    field = Field(
        name=str(_first(thing, "name")),
        label=_first(thing, "label", "title") or "",
        widget=_widget(str(_first(thing, "widget") or "text"), options),
        value="" if chosen is None or isinstance(chosen, (list, tuple, set)) else str(chosen),
        hint=_first(thing, "hint", "description") or "",
        error=error or _first(thing, "error") or "",
        options=options,
        is_required=_first(thing, "is_required", "required") is not False,
        is_readonly=bool(_first(thing, "is_readonly", "readonly")),
        unit=_first(thing, "unit") or "",
        longest=_whole(_first(thing, "longest", "max_length")),
        autocomplete=str(_first(thing, "autocomplete") or ""),
    )
    own_source = _first(thing, "source")
    return replace(field, source=source or (own_source if isinstance(own_source, Source) else None))


def faults(fields: Iterable[Field]) -> list[Fault]:
    """The error summary of the fields: those with an error, in the order of the page."""
    return [_fault(field) for field in fields if field.error]


def _fault(field: Field) -> Fault:
    from tongban.ui.templatetags.tongban import plain  # the words of a text in the reader's language

    where = f"{field.id}-1" if field.is_group else field.id
    return Fault(where, plain(field.label).rstrip("？?：:"), plain(field.error))


def _widget(widget: str, options: tuple[Option, ...]) -> str:
    if widget == "radio" and len(options) > PICKS_MOST:
        return "select"
    return widget


def _options(given: object, chosen: object) -> Iterable[Option]:
    picked = {str(one) for one in chosen} if isinstance(chosen, (list, tuple, set)) else {str(chosen)}
    pairs = given.items() if isinstance(given, Mapping) else given
    if not isinstance(pairs, Iterable):
        return
    for one in pairs:
        if isinstance(one, tuple):
            yield Option(str(one[0]), one[1], str(one[0]) in picked)
        else:
            value = str(_first(one, "value"))
            yield Option(value, _first(one, "label"), value in picked, _first(one, "note") or "")


def _first(thing: object, *names: str) -> object:
    """The first of *names* that the object or mapping has."""
    for name in names:
        if isinstance(thing, Mapping):
            if name in thing:
                return thing[name]
        elif hasattr(thing, name):
            return getattr(thing, name)
    return None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
