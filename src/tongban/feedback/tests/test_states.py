"""The tables of steps: every allowed and every forbidden pair, and what is derived from them."""

import itertools

import pytest

from tongban.feedback.states import flaws, orders

TABLES = [orders, flaws]
PAIRS = [(life, *pair) for life in TABLES for pair in itertools.product(life.State, life.Step)]


def _name(value):
    return getattr(value, "value", value.__name__.rsplit(".", 1)[-1] if hasattr(value, "__name__") else str(value))


@pytest.mark.parametrize(("life", "state", "step"), [pair for pair in PAIRS if pair[1:] in pair[0].TABLE], ids=_name)
def test_an_allowed_step_leads_where_the_table_says(life, state, step):
    assert life.after(state, step) is life.TABLE[state, step]


@pytest.mark.parametrize(
    ("life", "state", "step"), [pair for pair in PAIRS if pair[1:] not in pair[0].TABLE], ids=_name
)
def test_a_forbidden_step_is_refused_by_name(life, state, step):
    with pytest.raises(life.IllegalStep, match=f"cannot {step} an? (order|report) that is {state}"):
        life.after(state, step)


@pytest.mark.parametrize(("life", "first"), [(orders, orders.State.WAITING), (flaws, flaws.State.REPORTED)], ids=_name)
def test_every_state_can_be_reached_from_the_first(life, first):
    reached, edge = {first}, [first]
    while edge:
        here = edge.pop()
        more = {end for (start, _), end in life.TABLE.items() if start == here} - reached
        reached |= more
        edge += more
    assert reached == set(life.State)


@pytest.mark.parametrize("life", TABLES, ids=_name)
def test_what_has_ended_stays_ended_and_what_is_open_leads_on(life):
    starts = {start for start, _ in life.TABLE}
    assert not starts & life.ENDED
    assert starts == life.OPEN


@pytest.mark.parametrize("step", orders.Step)
def test_every_step_has_hands(step):
    assert orders.HANDS[step]


def test_the_body_never_decides_its_own_appeal_nor_calls_its_own_rater():
    own = {orders.Hand.BODY, orders.Hand.MANAGER}
    for step in (orders.Step.UPHOLD, orders.Step.EXCLUDE, orders.Step.CALL_BACK, orders.Step.REOPEN):
        assert not own & orders.HANDS[step]


def test_nothing_is_answered_before_somebody_was_spoken_to():
    starts = {start for start, step in orders.TABLE if step is orders.Step.ANSWER}
    assert starts == {orders.State.CONTACTED, orders.State.IMPROVING}
