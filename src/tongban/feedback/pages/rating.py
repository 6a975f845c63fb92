"""What the page of one occasion prints: the five levels, the tags of the level chosen, what was said, the addition."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tongban.feedback import rules, tags
from tongban.feedback.models import Addition, Occasion, Rating
from tongban.feedback.pages import words
from tongban.feedback.pages.orders import labels
from tongban.ui import parts
from tongban.ui.templatetags.tongban import day


def levels(chosen: int | None) -> list[dict[str, object]]:
    """The five levels, best first."""
    return [{"value": int(each), "label": rules.LABELS[each], "is_chosen": int(each) == chosen} for each in rules.Level]


def head(occasion: Occasion) -> dict[str, Any]:
    """What was done, by whom, under which number."""
    title = occasion.item_name or _(words.OCCASIONS[occasion.kind])
    number = occasion.case_number or occasion.reference
    about = (title, _(words.OCCASIONS[occasion.kind]), occasion.organ.name, number)
    return {
        "title": title,
        "about": " · ".join(dict.fromkeys(part for part in about if part)),
        "address": f"/rate/{occasion.code}/",
        "back": f"/cases/{occasion.case_number}/" if occasion.case_number else "",
    }


def empty(occasion: Occasion, today: date, typed: "Typed") -> dict[str, Any]:
    """The form, with what was typed."""
    known = tags.of(typed.level) if typed.level else ()
    return {
        **head(occasion),
        "is_over": not rules.may_be_rated(occasion.closes_on, today),
        "closes_on": occasion.closes_on,
        "levels": levels(typed.level),
        "tags": [{"code": tag.code, "text": tag.text, "is_chosen": tag.code in typed.tags} for tag in known],
        "is_bad": typed.level is not None and rules.is_bad(rules.Level(typed.level)),
        "words": typed.words,
        "anonymous": typed.anonymous,
    }


def used(occasion: Occasion) -> dict[str, Any]:
    """A slip that was rated before: whoever finds it later learns nothing else."""
    return {**head(occasion), "is_rated": True}


def given(occasion: Occasion, rating: Rating, said: str, addition: Addition | None, typed: "Typed") -> dict[str, Any]:
    """The rating as its giver reads it, and what may follow."""
    order = getattr(rating, "order", None)
    return {
        **head(occasion),
        "is_rated": True,
        "is_anonymous": rating.anonymous,
        "mine": mine(rating, said),
        "order": f"/me/ratings/{order.code}/" if order else "",
        "addition": _addition(addition) if addition else [],
        "can_add": addition is None,
        "levels": levels(typed.level),
        "words": typed.words,
    }


def mine(rating: Rating, said: str) -> list[parts.Fact]:
    """What I said."""
    rows = [
        (_("满意度"), str(rules.LABELS[rules.Level(rating.level)])),
        (_("标签"), labels(rating.level, rating.tags)),
        (_("想说的话"), said),
        (_("哪天评的"), day(rating.given_on)),
    ]
    return [parts.Fact(label, value) for label, value in rows if value]


def _addition(addition: Addition) -> list[parts.Fact]:
    rows = [(_("满意度"), str(rules.LABELS[rules.Level(addition.level)])), (_("想说的话"), addition.public_words)]
    return [parts.Fact(label, value) for label, value in rows if value]


class Typed:
    """What stands in the form: level, tags, words, whether anonymous. Never fails, whatever is sent."""

    def __init__(self, sent: Any, *, is_first: bool) -> None:
        level = str(sent.get("level", ""))
        self.level: int | None = int(level) if level in {"1", "2", "3", "4", "5"} else None
        self.tags: Sequence[str] = [str(each) for each in sent.getlist("tag")]
        self.words = str(sent.get("words", ""))
        # Anonymous is what a page begins with; once the form was sent, it is what was chosen.
        self.anonymous = is_first or sent.get("anonymous", "") == "yes"
