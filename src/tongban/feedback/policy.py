"""The numbers that the rules leave to whoever runs this: policy.toml as a value. Not here: the rules."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Policy:
    """See policy.toml for what each number means."""

    few_served: int
    release_after: int
    small_count: int
    may_rate_for: int
    most_words: int
    most_report_words: int
    most_answer_words: int
    ratings_per_person: int
    ratings_per_address: int
    reports_per_person: int
    reports_per_address: int
    misses_per_address: int
    notes_per_person: int


@cache
def current() -> Policy:
    """The policy in force."""
    return Policy(**tomllib.loads(resources.files(__package__).joinpath("policy.toml").read_text("utf-8")))
