"""`tongban figures`: one row per published figure, from the counters that the packages keep. Not here: counting.

A package's `queries.figures()` maps names to values; what is none of the rows below is for its own pages.
"""

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from tongban.config import progress

BASES = ("counted", "baseline", "illustrative")
ROWS = (
    "items", "handling_items", "implementations", "fully_online", "at_most_one_visit", "users", "certificate_types",
    "certificates", "nodes", "exchanges", "national_calls", "materials_cut", "time_cut", "zero_material_items",
    "restaurant", "construction", "reengineered", "citywide_items", "citywide_new", "citywide_personal", "windows",
    "reviews", "bad_reviews", "flaw_reports",
)  # fmt: skip

Row = dict[str, Any] | None


class Unknown(LookupError):
    """A package offers a figure on a basis that nobody knows."""


def show(*, as_json: bool) -> int:
    """Print every row."""
    rows = collect()
    if as_json:
        progress.console.out(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for name, row in rows.items():
        progress.say(f"{name:<20} " + (f"{row['value']}  ({row['basis']})" if row else "—"))
    return 0


def collect() -> dict[str, Row]:
    """Every row in order: its value with its basis, or None where no package offers it yet."""
    rows: dict[str, Row] = dict.fromkeys(ROWS)
    for config in apps.get_app_configs():
        if config.name.startswith("tongban.") and find_spec(f"{config.name}.queries"):
            offered: Mapping[str, object] = getattr(import_module(f"{config.name}.queries"), "figures", dict)()
            rows |= {name: row(name, value) for name, value in offered.items() if name in ROWS}
    return rows


def row(name: str, value: object) -> Row:
    """What a package offers, as a row: a bare value was counted; {"value": …, "basis": …} says for itself."""
    made = dict(value) if isinstance(value, Mapping) and value.keys() == {"value", "basis"} else None
    made = made or {"value": value, "basis": "counted"}
    if made["basis"] not in BASES:
        raise Unknown(f"{name}: {made}")
    return None if made["value"] is None else made
