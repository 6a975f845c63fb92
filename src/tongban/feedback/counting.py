"""What one journal line of feedback adds to the figures. Pure: the counts are kept by it, and recounted by it.

Not here: the keeping (actions/counts.py) and the recount from the journal (queries.recount).
"""

from collections.abc import Mapping

BAD = 2
ALWAYS = {
    "open": {"served": 1},
    "order_dispatch": {"orders": 1},
    "order_appeal": {"appeals": 1},
    "order_uphold": {"upheld": 1},
    "order_exclude": {"excluded": 1},
    "order_call_back": {"content": 1},
}


def of(step: str, facts: Mapping[str, object]) -> dict[str, int]:
    """Column of the counts -> how much *step* with these *facts* adds.

    What is held back counts when it is released: a live figure that moves would tell of it.
    """
    match step:
        case "rate" | "release":
            return {} if facts.get("held") else {"reviews": 1, "bad" if _number(facts, "level") <= BAD else "good": 1}
        case "order_contact":
            return _first(facts, contacted=1, contacted_in_time=_number(facts, "in_time"))
        case "order_settle":
            return _settled(facts)
        case "order_answer":
            return _first(facts, answered=1, answered_in_time=_number(facts, "in_time"))
        case "order_call_back" | "order_reopen":
            return ALWAYS.get(step, {}) | _first(facts, called_back=1)
    return ALWAYS.get(step, {})


def _settled(facts: Mapping[str, object]) -> dict[str, int]:
    in_time = _number(facts, "contact_in_time")
    return {
        "contacted": 1,
        "contacted_in_time": in_time,
        "answered": 1,
        "answered_in_time": _number(facts, "in_time"),
    }


def _first(facts: Mapping[str, object], **more: int) -> dict[str, int]:
    """An order that is reopened or appealed is contacted and answered again; it counts once."""
    return more if facts.get("first") else {}


def _number(facts: Mapping[str, object], name: str) -> int:
    value = facts[name]
    return int(value) if isinstance(value, bool | int) else 0
