"""The table of steps: every allowed and every forbidden pair, and what is derived from it."""

import itertools

import pytest

from tongban.cases import states, words
from tongban.cases.states import Desk, Hand, IllegalStep, State, Step

PAIRS = list(itertools.product(State, Step))


@pytest.mark.parametrize(("state", "step"), [pair for pair in PAIRS if pair in states.TABLE])
def test_an_allowed_step_leads_where_the_table_says(state, step):
    assert states.after(state, step) is states.TABLE[state, step]


@pytest.mark.parametrize(("state", "step"), [pair for pair in PAIRS if pair not in states.TABLE])
def test_a_forbidden_step_is_refused_by_name(state, step):
    with pytest.raises(IllegalStep, match=f"cannot {step} a case that is {state}"):
        states.after(state, step)


def test_every_state_can_be_reached_from_the_draft():
    reached, edge = {State.DRAFT}, [State.DRAFT]
    while edge:
        here = edge.pop()
        found = {end for (start, _), end in states.TABLE.items() if start == here} - reached
        reached |= found
        edge += found
    assert reached == set(State)


def test_what_has_ended_stays_ended():
    assert not [start for start, _ in states.TABLE if start in states.ENDED]


def test_every_open_state_leads_on():
    assert {start for start, _ in states.TABLE} == states.OPEN


def test_nobody_decides_before_somebody_examined():
    assert {start for start, step in states.TABLE if step in (Step.GRANT, Step.DENY)} == {State.EXAMINED}


def test_nothing_can_be_withdrawn_once_it_is_decided():
    decided = {State.GRANTED, State.DENIED, State.ISSUED, State.DELIVERED}
    assert not [start for start, step in states.TABLE if step is Step.WITHDRAW and start in decided]


@pytest.mark.parametrize("step", Step)
def test_every_step_has_hands_and_words(step):
    assert states.HANDS[step]
    assert states.word(step) in words.STEPS


@pytest.mark.parametrize("state", State)
def test_every_state_has_words_for_the_citizen(state):
    title, what_to_do = words.STATES[state]
    assert title
    assert what_to_do.endswith("。")


def test_whoever_must_act_sees_the_desk():
    for (state, step), hands in ((pair, states.HANDS[pair[1]]) for pair in states.TABLE):
        officers = hands - {Hand.APPLICANT, Hand.SYSTEM}
        if officers and step not in (Step.EXTEND, Step.HAND_OVER, Step.PAUSE):
            assert officers & states.WORKERS[states.DESK[state]], (state, step)


def test_an_intake_clerk_may_not_decide():
    assert Step.GRANT not in states.steps_from(State.EXAMINED, {"intake"})
    assert states.desks_of({"intake"}) == [Desk.INTAKE, Desk.WAITING, Desk.DELIVER]


def test_the_applicant_may_withdraw_but_not_accept():
    assert states.steps_from(State.FILED, {"applicant"}) == [Step.WITHDRAW]
