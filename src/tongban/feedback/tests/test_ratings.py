"""Rating an occasion: who may, once, anonymous and unlinked, held back when few were served."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tongban.feedback import actions, queries, rules, tokens
from tongban.feedback.models import Occasion, Order, Rating
from tongban.feedback.states.orders import State
from tongban.feedback.tests import city as small
from tongban.identity.actors import Actor
from tongban.kernel.models import Line

GOOD = rules.Opinion(rules.Level.GOOD, ("413",), "很好")
SECRET = rules.Opinion(rules.Level.BAD, ("213",), "电话 13812345678，我叫王小芳。", anonymous=True)


def lines(step=""):
    found = Line.objects.filter(package="feedback").order_by("pk")
    return list(found.filter(step=step) if step else found)


def test_a_rating_is_taken_once(city):
    given = small.occasion(city)
    assert actions.rate(given, GOOD, actor=city.wang, at=small.AT)
    assert not actions.rate(given, small.VERY_BAD, actor=city.wang, at=small.AT)
    assert queries.rating_of(given).level == rules.Level.GOOD
    assert len(lines("rate")) == 1
    assert queries.figures() == {"reviews": 1, "bad_reviews": 0, "flaw_reports": 0}


def test_an_anonymous_rating_is_taken_once_as_well(city):
    given = small.occasion(city)
    assert actions.rate(given, SECRET, actor=city.wang, at=small.AT)
    assert not actions.rate(given, SECRET, actor=city.wang, at=small.AT)
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("who", ["sun", "chen", "other"])
def test_whoever_was_not_served_and_whoever_works_there_may_not_rate(city, who):
    given, actor = small.occasion(city), getattr(city, who)
    assert queries.occasion_to_rate(given.code, actor) is None
    with pytest.raises(rules.NotAllowed):
        actions.rate(given, GOOD, actor=actor, at=small.AT)


def test_whoever_has_the_slip_rates_but_no_officer(city):
    given = small.slip(city)
    assert queries.occasion_to_rate(given.code.lower(), city.sun) == given
    assert queries.occasion_to_rate(given.code, city.chen) is None
    with pytest.raises(rules.NotAllowed):
        actions.rate(given, GOOD, actor=city.chen, at=small.AT)
    assert actions.rate(given, GOOD, actor=Actor("anonymous"), at=small.AT, channel=3)


def test_a_guessed_code_leads_nowhere(city):
    assert queries.occasion_to_rate("AAAAAAAAAAAA", city.wang) is None


def test_after_thirty_days_it_is_too_late(city):
    given = small.occasion(city)
    with pytest.raises(rules.Refused):
        actions.rate(given, GOOD, actor=city.wang, at=small.AT + timedelta(days=31))
    assert actions.rate(given, GOOD, actor=city.wang, at=small.AT + timedelta(days=30))


def test_the_closing_that_is_told_twice_is_one_occasion_and_each_request_to_supply_is_another(city):
    assert small.occasion(city) == small.occasion(city)
    first, second = (
        actions.open_occasion(
            "supplement", case=1, case_number="N1", item=small.ITEM, item_name=small.NAME, organ=city.market.pk,
            district="310101", person=city.wang.person_id, actor=Actor("system"), at=small.AT, line=line,
        )
        for line in (7, 9)
    )  # fmt: skip
    assert first != second
    assert Occasion.objects.count() == 3


def test_a_counter_opens_an_occasion_once_per_number_of_its_own(city):
    assert small.slip(city, reference="A001") == small.slip(city, reference="A001")
    with pytest.raises(rules.NotAllowed):
        actions.open_served(actions.Served("counter", small.ITEM, small.NAME), actor=city.wang, at=small.AT)


def test_nothing_in_the_database_leads_from_an_anonymous_rating_to_the_person(city):
    given = small.occasion(city)
    actions.rate(given, SECRET, actor=city.wang, at=small.AT)
    row = Rating.objects.values().get()
    assert row["occasion_id"] is None
    assert str(city.wang.person_id).encode() not in bytes(row["contact_sealed"])
    assert bytes(row["token"]) == tokens.of(given.code)
    assert row["given_on"] == date(2026, 11, 9)
    about = [line for line in lines() if line.step != "open" or line.subject != given.pk]
    assert {line.actor_kind for line in about} == {"anonymous", "system"}
    assert {line.actor for line in about} == {None}
    assert {line.at.minute for line in about} == {0}
    assert given.pk not in {line.subject for line in lines("rate")}


def test_another_key_gives_another_token(city, settings, tmp_path):
    token = tokens.of("ABCDEFGHJKMN")
    settings.HOME = type(settings.HOME)(tmp_path / "elsewhere")
    assert tokens.of("ABCDEFGHJKMN") != token


def test_words_are_screened_for_others_and_kept_as_written_sealed(city):
    given = small.occasion(city)
    actions.rate(given, SECRET, actor=city.wang, at=small.AT)
    rating = queries.rating_of(given)
    assert rating.public_words == "电话 ****，我叫王**。"
    assert tokens.unseal(rating.words_sealed, "rating", bytes(rating.token)) == SECRET.words


def test_an_anonymous_rating_waits_where_few_were_served(city):
    actions.rate(small.occasion(city), SECRET, actor=city.wang, at=small.AT)
    order = Order.objects.get()
    assert order.state == State.WAITING
    assert queries.ratings_at(city.zhao) == queries.orders_at(city.zhao, at=small.AT) == queries.latest_bad() == []
    assert queries.order_at(order.code, city.zhao) is None


def test_what_waited_is_released_after_two_working_days(city):
    actions.rate(small.occasion(city), SECRET, actor=city.wang, at=small.AT)
    assert actions.release_due(at=small.AT + timedelta(days=1)) == 0
    later = small.AT + timedelta(days=2)
    assert actions.release_due(at=later) == 1
    assert actions.release_due(at=later) == 0
    order = Order.objects.get()
    assert (order.state, order.started_on, order.contact_by) == (
        State.DISPATCHED,
        date(2026, 11, 11),
        date(2026, 11, 12),
    )
    assert len(queries.ratings_at(city.zhao)) == 1


def test_what_waited_is_released_once_enough_were_served(city):
    actions.rate(small.occasion(city), SECRET, actor=city.wang, at=small.AT)
    assert actions.release_served(at=small.AT) == 0
    small.busy(city, 4)
    assert actions.release_served(at=small.AT) == 1
    assert Order.objects.get().state == State.DISPATCHED


def test_an_anonymous_rating_is_sent_at_once_where_many_were_served(city):
    small.busy(city)
    actions.rate(small.occasion(city), SECRET, actor=city.wang, at=small.AT)
    assert Order.objects.get().state == State.DISPATCHED


def test_the_rater_finds_her_anonymous_rating_and_a_stranger_does_not(city):
    given = small.occasion(city)
    actions.rate(given, SECRET, actor=city.wang, at=small.AT)
    mine = queries.ratings_of(city.wang)
    assert [(each.occasion, each.rating.level) for each in mine] == [(given, 2)]
    code = mine[0].order.code
    assert queries.order_of(code, city.wang)
    assert queries.order_of(code, city.sun) is None
    assert queries.ratings_of(city.sun) == []


def test_one_later_addition_which_changes_no_figure(city):
    given = small.occasion(city)
    actions.rate(given, GOOD, actor=city.wang, at=small.AT)
    rating = queries.rating_of(given)
    assert actions.add(rating, small.VERY_BAD, actor=city.wang, at=small.AT + timedelta(days=3))
    assert not actions.add(rating, small.VERY_BAD, actor=city.wang, at=small.AT + timedelta(days=3))
    assert queries.figures()["reviews"] == 1
    assert queries.figures()["bad_reviews"] == 0
    assert Order.objects.get().state == State.DISPATCHED


def test_a_rating_made_up_by_a_system_cannot_be_kept(city):
    with pytest.raises(IntegrityError, match="feedback_given_by_somebody"):
        actions.rate(small.occasion(city), GOOD, actor=city.wang, at=small.AT, channel=7)
