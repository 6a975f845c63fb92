"""Every published row is there, known or not, and says what it rests on."""

import pytest

from tongban.config import figures


@pytest.mark.django_db
def test_every_row_is_there_in_order():
    rows = figures.collect()
    assert tuple(rows) == figures.ROWS
    assert all(row is None or row["basis"] in figures.BASES for row in rows.values())


def test_a_bare_value_was_counted_and_a_marked_one_says_for_itself():
    assert figures.row("items", 3) == {"value": 3, "basis": "counted"}
    assert figures.row("items", {"value": 3, "basis": "baseline"}) == {"value": 3, "basis": "baseline"}
    assert figures.row("items", None) is None


def test_a_basis_that_nobody_knows_is_refused():
    with pytest.raises(figures.Unknown):
        figures.row("items", {"value": 3, "basis": "guessed"})
