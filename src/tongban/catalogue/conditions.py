"""Conditions of scenarios as bounded CEL expressions. Missing data is an error, never silently false. Pure.

Names in a condition: `a` the answers, `f` the values of the form, `p` the facts about the applicant (`p["kind"]`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import cel

LONGEST = 500  # characters
DEEPEST = 12  # brackets within brackets
MOST_LOOPS = 2  # comprehensions (.all, .exists, .map …) in one expression
LONGEST_LIST = 200  # elements of a value looped over

_LOOP = re.compile(r"\.\s*(?:all|exists|exists_one|filter|map)\s*\(")
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


class Unsound(ValueError):
    """The expression is not one we run: it does not compile, or exceeds a bound. The message says which."""


class Missing(LookupError):
    """The expression asks for something that is not there yet, such as a question not answered."""


class Wrong(ValueError):
    """The expression does not yield yes or no for this data."""


def check(expression: str) -> None:
    """Raise Unsound unless *expression* may be run. An empty one means always."""
    if expression:
        _compiled(expression)


def holds(expression: str, *, a: Mapping[str, Any], f: Mapping[str, Any], p: Mapping[str, Any]) -> bool:
    """Whether *expression* is true of the data. Raises Missing, Wrong or Unsound."""
    if not expression:
        return True
    program, data = _compiled(expression), {"a": _bounded(a), "f": _bounded(f), "p": _bounded(p)}
    try:
        found = program.execute(data)
    except KeyError as fault:
        raise Missing(expression) from fault
    except (RuntimeError, ValueError, TypeError, ArithmeticError, IndexError) as fault:
        raise Wrong(f"{expression}: {fault}") from fault
    if not isinstance(found, bool):
        raise Wrong(f"{expression}: {found!r} is neither true nor false")
    return found


@lru_cache(maxsize=20_000)
def _compiled(expression: str) -> cel.Program:
    if len(expression) > LONGEST:
        raise Unsound(f"longer than {LONGEST} characters")
    bare = _TEXT.sub('""', expression)
    if _depth(bare) > DEEPEST:
        raise Unsound(f"more than {DEEPEST} brackets within brackets")
    if len(_LOOP.findall(bare)) > MOST_LOOPS:
        raise Unsound(f"more than {MOST_LOOPS} loops")
    try:
        return cel.compile(expression)
    except (ValueError, RuntimeError) as fault:
        raise Unsound(str(fault)) from fault


def _depth(bare: str) -> int:
    deepest = depth = 0
    for character in bare:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _bounded(data: Mapping[str, Any]) -> dict[str, Any]:
    if any(isinstance(value, list) and len(value) > LONGEST_LIST for value in data.values()):
        raise Wrong(f"a list of more than {LONGEST_LIST} elements")
    return dict(data)
