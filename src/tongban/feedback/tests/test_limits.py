"""Limits per person and per address: one statement a try, whatever was rated before."""

from datetime import timedelta

import pytest

from tongban.feedback import limits, policy
from tongban.feedback.tests.city import AT


def test_ten_thousand_ratings_from_one_address_end_at_the_two_hundredth(city):
    for person in range(1, policy.current().ratings_per_address + 1):
        limits.rate(person, "203.0.113.9", at=AT)
    with pytest.raises(limits.TooMany) as fault:
        limits.rate(9999, "203.0.113.9", at=AT)
    assert fault.value.seconds == 3600
    limits.rate(9999, "203.0.113.9", at=AT + timedelta(hours=1))


def test_one_person_may_not_flood_from_many_addresses(city):
    for n in range(policy.current().reports_per_person):
        limits.report(7, f"203.0.113.{n}", at=AT)
    with pytest.raises(limits.TooMany):
        limits.report(7, "198.51.100.1", at=AT)


def test_whoever_guesses_codes_is_stopped(city):
    for _ in range(policy.current().misses_per_address):
        limits.miss("203.0.113.9", at=AT)
    with pytest.raises(limits.TooMany):
        limits.miss("203.0.113.9", at=AT)


def test_a_try_is_one_statement_each(city, django_assert_num_queries):
    with django_assert_num_queries(2):
        limits.rate(7, "203.0.113.9", at=AT)
