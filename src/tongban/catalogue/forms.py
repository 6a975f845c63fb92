"""Forms as JSON Schema with a few words of our own: fields to draw, values from a POST, sentences for what is wrong.

The dialect: a root object whose properties are string, integer, number, boolean or array of enum; `x-sections`,
`x-section`, `x-when`, `x-from`, `x-widget`, `x-labels`, `x-unit`, `x-en`; formats date, mobile, identity-number, uscc,
email, postcode. Pure: nothing is fetched; a schema that refers elsewhere is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import jsonschema_rs
import msgspec

from tongban.catalogue import conditions, sentences
from tongban.catalogue.conditions import Missing

Schema = Mapping[str, Any]
MOST_FIELDS = 80
LARGEST = 64_000  # bytes of a schema
LONGEST_PATTERN = 120
LONGEST_TEXT = 2_000  # characters of a value, where the schema says nothing


class Unsound(ValueError):
    """Not a schema we draw or run; the message says why."""


@dataclass(frozen=True)
class Choice:
    """One value of an enum with its words {"zh", "en"}."""

    value: str
    label: dict[str, str]


@dataclass(frozen=True)
class Field:
    """One field to draw: words are {"zh", "en"}; `ui.fields.of` takes it as it is."""

    name: str
    label: dict[str, str]
    hint: dict[str, str] | str
    widget: str
    options: tuple[Choice, ...]
    is_required: bool
    value: Any
    section: str
    unit: dict[str, str] | str = ""
    longest: int | None = None
    source: str = ""  # x-from


@dataclass(frozen=True)
class Section:
    """Fields under one heading."""

    title: dict[str, str]
    fields: tuple[Field, ...]


def check(schema: Schema) -> None:
    """Raise Unsound unless the schema keeps to the dialect and its bounds."""
    if not schema:
        return
    if len(msgspec.json.encode(schema)) > LARGEST or len(_properties(schema)) > MOST_FIELDS:
        raise Unsound("too large")
    if _refers(schema):
        raise Unsound("refers to something outside itself")
    for name, spec in _properties(schema).items():
        _check_property(name, spec)
    for name in schema.get("required", []):
        if name not in _properties(schema):
            raise Unsound(f"requires {name}, which is no property")
    _validator(msgspec.json.encode(schema))


def sections(schema: Schema, answers: Mapping[str, str], values: Mapping[str, Any]) -> list[Section]:
    """The fields that this scenario shows, under their headings, with the values they hold."""
    shown = fields(schema, answers, values)
    heads = schema.get("x-sections") or [{"id": "", "title": {"zh": "申请内容", "en": "Application"}}]
    known = {head["id"] for head in heads}
    first = heads[0]["id"]
    found = [
        Section(head["title"], tuple(f for f in shown if (f.section if f.section in known else first) == head["id"]))
        for head in heads
    ]
    return [section for section in found if section.fields]


def fields(schema: Schema, answers: Mapping[str, str], values: Mapping[str, Any]) -> list[Field]:
    """The fields that this scenario shows, in the order of the schema."""
    required = set(schema.get("required", []))
    return [
        _field(name, spec, values.get(name), is_required=name in required)
        for name, spec in _properties(schema).items()
        if is_shown(spec, answers, values)
    ]


def is_shown(spec: Mapping[str, Any], answers: Mapping[str, str], values: Mapping[str, Any]) -> bool:
    """Whether the field is asked for; one that hangs on something not yet given is not."""
    try:
        return conditions.holds(spec.get("x-when", ""), a=answers, f=values, p={})
    except Missing:
        return False


def coerce(schema: Schema, post: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Values by name from what was typed (each name with its list of strings). What does not fit its type stays as
    typed, so that nothing is lost; `validate` will say what is wrong. Names that are no field are dropped.
    """
    return {
        name: _coerced(spec, [text[: LONGEST_TEXT * 2] for text in post[name]])
        for name, spec in _properties(schema).items()
        if name in post
    }


def validate(
    schema: Schema, answers: Mapping[str, str], values: Mapping[str, Any], *, today: date, demo: bool = False
) -> dict[str, sentences.Sentence]:
    """Field name → what is wrong, why, and what to do; empty when all is well. Fields not shown are not looked at."""
    shown = {n: s for n, s in _properties(schema).items() if is_shown(s, answers, values)}
    present = {name: values[name] for name in shown if values.get(name) not in (None, "", [])}
    asked = {**schema, "properties": shown, "required": [n for n in schema.get("required", []) if n in shown]}
    wrong: dict[str, sentences.Sentence] = {}
    for fault in _validator(msgspec.json.encode(asked)).iter_errors(present):
        name = _name_of(fault)
        if name in shown and name not in wrong:
            wrong[name] = sentences.of(fault, shown[name])
    for name, value in present.items():
        if name not in wrong and (sentence := sentences.of_format(shown[name], value, today=today, demo=demo)):
            wrong[name] = sentence
    return {name: wrong[name] for name in shown if name in wrong}


def _properties(schema: Schema) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema.get("properties", {})
    return found


def _name_of(fault: jsonschema_rs.ValidationError) -> str:
    if fault.instance_path:
        return str(fault.instance_path[0])
    return str(getattr(fault.kind, "property", ""))


@lru_cache(maxsize=5_000)
def _validator(schema: bytes) -> jsonschema_rs.Validator:
    """Compiled once; our own formats are checked by `sentences`, references are never followed."""
    try:
        return jsonschema_rs.Draft202012Validator(
            _plain(msgspec.json.decode(schema)), validate_formats=False, retriever=_nothing
        )
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as fault:
        raise Unsound(str(fault)) from fault


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without our own words and with a bound on every text."""
    properties = {}
    for name, spec in schema.get("properties", {}).items():
        bare = {key: value for key, value in spec.items() if not key.startswith("x-")}
        if bare.get("type") == "string" and "enum" not in bare:
            bare.setdefault("maxLength", LONGEST_TEXT)
        properties[name] = bare
    return {"type": "object", "properties": properties, "required": schema.get("required", [])}


def _nothing(uri: str) -> Any:
    raise ValueError(f"nothing is fetched: {uri}")


def _refers(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(key in {"$ref", "$dynamicRef", "$recursiveRef"} or _refers(each) for key, each in value.items())
    return isinstance(value, list) and any(_refers(each) for each in value)


def _check_property(name: str, spec: Mapping[str, Any]) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        raise Unsound(f"{name} is not a name of small letters, digits and _")
    if spec.get("type") not in {"string", "integer", "number", "boolean", "array"}:
        raise Unsound(f"{name} has no type that we draw")
    if len(spec.get("pattern", "")) > LONGEST_PATTERN:
        raise Unsound(f"{name} has too long a pattern")
    if spec["type"] == "array" and "enum" not in spec.get("items", {}):
        raise Unsound(f"{name} is a list of something other than choices")
    if not spec.get("title"):
        raise Unsound(f"{name} has no title")
    conditions.check(spec.get("x-when", ""))


def _field(name: str, spec: Mapping[str, Any], value: Any, *, is_required: bool) -> Field:
    english = spec.get("x-en", {})
    hint = spec.get("description", "")
    return Field(
        name=name,
        label={"zh": spec["title"], "en": english.get("title", "")},
        hint={"zh": hint, "en": english.get("description", "")} if hint else "",
        widget=_widget(spec),
        options=tuple(_options(spec)),
        is_required=is_required,
        value=_shown(spec, value),
        section=spec.get("x-section", ""),
        unit=spec.get("x-unit", ""),
        longest=spec.get("maxLength"),
        source=spec.get("x-from", ""),
    )


_FORMAT_WIDGETS = {"date": "date", "mobile": "tel", "email": "email"}
_TYPE_WIDGETS = {"integer": "integer", "number": "number", "boolean": "radio", "array": "checks"}


def _widget(spec: Mapping[str, Any]) -> str:
    if widget := spec.get("x-widget"):
        return str(widget)
    if "enum" in spec:
        return "radio"
    return _FORMAT_WIDGETS.get(spec.get("format", "")) or _TYPE_WIDGETS.get(spec["type"], "text")


_YES_NO = ({"value": "true", "zh": "是", "en": "Yes"}, {"value": "false", "zh": "否", "en": "No"})


def _options(spec: Mapping[str, Any]) -> Iterable[Choice]:
    if spec["type"] == "boolean":
        yield from (Choice(each["value"], {"zh": each["zh"], "en": each["en"]}) for each in _YES_NO)
        return
    labels = spec.get("x-labels", {})
    for value in spec.get("enum") or spec.get("items", {}).get("enum", []):
        yield Choice(str(value), labels.get(str(value), {"zh": str(value)}))


def _shown(spec: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return [] if spec["type"] == "array" else ""
    return value


def _coerced(spec: Mapping[str, Any], texts: list[str]) -> Any:
    if spec["type"] == "array":
        return [text for text in texts if text]
    text = texts[-1].strip() if texts else ""
    match spec["type"]:
        case "integer" if re.fullmatch(r"[+-]?\d{1,15}", _half_width(text)):
            return int(_half_width(text))
        case "number" if re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,6})?", _half_width(text)):
            return float(_half_width(text))
        case "boolean" if text in {"true", "false"}:
            return text == "true"
    return text


_FULL = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")


def _half_width(text: str) -> str:
    """Digits as a Chinese keyboard types them, without thousands separators and spaces."""
    return text.translate(_FULL).replace(",", "").replace(" ", "")
