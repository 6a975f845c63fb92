"""Orders of rectification: steps, who takes them, clock and hand-over, appeal, call back, thread; every stranger outside."""

from datetime import date, timedelta

import pytest

from tongban.feedback import actions, queries, rules
from tongban.feedback.actions import orders
from tongban.feedback.models import Order, Rating
from tongban.feedback.states.orders import IllegalStep, State, Step
from tongban.feedback.tests import city as small
from tongban.feedback.tests.city import AT
from tongban.kernel import journal

DAY = timedelta(days=1)
SECRET = rules.Opinion(rules.Level.BAD, (), "不好", anonymous=True)


def steps(order):
    return journal.steps(queries.timeline(order))


def test_a_bad_rating_opens_an_order_at_the_body_in_the_same_transaction(city):
    order = small.opened(city)
    assert (order.state, order.organ, order.started_on) == (State.DISPATCHED, city.market, date(2026, 11, 9))
    assert (order.contact_by, order.due_on, order.answer_by) == (
        date(2026, 11, 10),
        date(2026, 11, 10),
        date(2026, 11, 16),
    )
    assert [each.order for each in queries.orders_at(city.chen, at=AT)] == [order]


def test_an_order_goes_its_way_and_the_rater_sees_every_step(city):
    order = small.answered(city)
    orders.call_back(order, rules.Level.GOOD, actor=city.wang, at=AT + 2 * DAY)
    assert order.state == State.CLOSED
    mine = queries.order_of(order.code, city.wang)
    assert steps(mine) == [
        "order_open", "order_dispatch", "order_contact", "order_answer", "order_call_back", "order_close",
    ]  # fmt: skip


def test_settled_on_the_spot_counts_as_contacted_and_answered(city):
    order = small.opened(city)
    orders.settle(order, "当场补办好了。", actor=city.chen, at=AT)
    assert order.state == State.ANSWERED
    row = queries.totals(since=order.month, until=order.month, today=AT.date())
    assert row.is_small  # one review is too few to be shown


@pytest.mark.parametrize(
    ("step", "words"),
    [(orders.contact, ("x",)), (orders.settle, ("x",)), (orders.appeal, (rules.Ground.MISTAKEN, "x"))],
)
@pytest.mark.parametrize("who", ["wang", "sun", "other", "reviewer"])
def test_only_the_body_acts_for_the_body(city, who, step, words):
    order = small.opened(city)
    with pytest.raises(rules.NotAllowed):
        step(order, *words, actor=getattr(city, who), at=AT)
    assert Order.objects.get().state == State.DISPATCHED


def test_a_foreign_order_is_not_there(city):
    order = small.opened(city)
    assert queries.order_at(order.code, city.other) is None
    assert queries.order_at(order.code, city.wang) is None
    assert queries.order_at(order.code, city.chen) == order


def test_nobody_answers_before_the_contact(city):
    order = small.opened(city)
    with pytest.raises(IllegalStep):
        orders.answer(order, "改好了", actor=city.zhao, at=AT)


def test_of_two_who_act_at_once_the_second_is_told(city):
    first = small.opened(city)
    second = queries.order_at(first.code, city.zhao)
    orders.contact(first, "您好", actor=city.chen, at=AT)
    with pytest.raises(rules.Overtaken):
        orders.contact(second, "您好", actor=city.zhao, at=AT)


def test_handed_over_once_within_a_day_and_the_clock_goes_on(city):
    order = small.opened(city)
    before = (order.contact_by, order.answer_by, order.remind_on)
    orders.hand_over(order, city.water, actor=city.manager, at=AT + DAY)
    assert (order.contact_by, order.answer_by, order.remind_on) == before
    assert queries.orders_at(city.chen, at=AT) == []
    taken = queries.order_at(order.code, city.other)
    with pytest.raises(rules.Refused) as fault:
        orders.hand_over(taken, city.market, actor=city.other, at=AT + DAY)
    assert str(fault.value.args[0]) == str(rules.HANDED_ONCE)


def test_after_the_working_day_nobody_hands_over(city):
    with pytest.raises(rules.Refused):
        orders.hand_over(small.opened(city), city.water, actor=city.chen, at=AT + 2 * DAY)


def test_complex_gets_fifteen_days_if_another_agrees(city):
    order = small.contacted(city)
    orders.ask_time(order, "要改系统。", actor=city.manager, at=AT)
    with pytest.raises(rules.NotAllowed):
        orders.grant_time(order, actor=city.manager, at=AT)
    another = small.officer("副主任", city.market, "supervisor")
    assert Step.GRANT_TIME in queries.steps_for(order, another)
    assert Step.GRANT_TIME not in queries.steps_for(order, city.manager)
    orders.grant_time(order, actor=another, at=AT)
    assert (order.complex, order.answer_by) == (True, date(2026, 11, 30))


def test_more_time_in_a_second_round_counts_from_the_second_round(city):
    order = small.answered(city)
    orders.call_back(order, rules.Level.BAD, actor=city.wang, at=AT + 14 * DAY)  # Monday 23 November
    orders.ask_time(order, "要改系统。", actor=city.zhao, at=AT + 14 * DAY)
    orders.grant_time(order, actor=city.manager, at=AT + 14 * DAY)
    assert order.answer_by == date(2026, 12, 14)


def test_more_time_refused_leaves_the_five_days(city):
    order = small.contacted(city)
    orders.ask_time(order, "要改系统。", actor=city.zhao, at=AT)
    orders.deny_time(order, actor=city.manager, at=AT)
    assert order.answer_by == date(2026, 11, 16)
    with pytest.raises(rules.Refused):
        orders.ask_time(order, "再申请。", actor=city.zhao, at=AT)


def test_a_reviewer_who_sits_elsewhere_decides_the_appeal(city):
    order = small.contacted(city)
    orders.appeal(order, rules.Ground.MISTAKEN, "评的是别的窗口。", actor=city.zhao, at=AT)
    for who in (city.manager, city.zhao, city.wang):
        with pytest.raises(rules.NotAllowed):
            orders.exclude(order, "同意", actor=who, at=AT)
    assert [each.order for each in queries.to_review(city.reviewer, at=AT)] == [order]
    assert queries.to_review(city.manager, at=AT) == []
    orders.exclude(queries.order_at(order.code, city.reviewer), "经查评错了窗口。", actor=city.reviewer, at=AT)
    kept = Rating.objects.get()
    assert kept.excluded
    assert kept.level == 1
    assert queries.figures()["bad_reviews"] == 0
    assert queries.order_of(order.code, city.wang).verdict == "经查评错了窗口。"


def test_who_sat_where_it_was_handed_from_is_no_independent_reviewer(city):
    order = small.opened(city)
    orders.hand_over(order, city.water, actor=city.chen, at=AT)
    orders.appeal(order, rules.Ground.MISTAKEN, "不是我们。", actor=city.other, at=AT)
    assert queries.to_review(city.manager, at=AT) == []
    with pytest.raises(rules.NotAllowed):
        orders.uphold(order, "维持", actor=city.manager, at=AT)


def test_where_routes_name_a_reviewer_no_other_supervisor_decides_an_appeal(city):
    order = small.contacted(city)
    orders.appeal(order, rules.Ground.MISTAKEN, "评的是别的窗口。", actor=city.zhao, at=AT)
    actions.install_routes(
        [actions.RouteRow("review", "310104-water"), actions.RouteRow("board", "310000-office", district="310101")]
    )
    assert queries.to_review(city.reviewer, at=AT) == []
    with pytest.raises(rules.NotAllowed):
        orders.exclude(queries.order_at(order.code, city.reviewer), "同意", actor=city.reviewer, at=AT)


def test_an_appeal_that_fails_gives_back_what_was_left_and_cannot_be_repeated(city):
    order = small.opened(city)
    orders.appeal(order, rules.Ground.MALICIOUS, "恶意。", actor=city.chen, at=AT + DAY)  # 4 of 5 days left
    assert order.remind_on is None
    orders.uphold(order, "不成立。", actor=city.reviewer, at=AT + 7 * DAY)  # Monday the 16th
    assert (order.state, order.contact_by, order.answer_by) == (State.UPHELD, date(2026, 11, 17), date(2026, 11, 20))
    assert order.remind_on == date(2026, 11, 17)
    orders.contact(order, "评价有效，我们来改。", actor=city.chen, at=AT + 7 * DAY)
    with pytest.raises(rules.Refused):
        orders.appeal(order, rules.Ground.MISTAKEN, "再申诉。", actor=city.chen, at=AT + 7 * DAY)


def test_unhappy_with_the_remedy_reopens_with_a_new_term(city):
    order = small.answered(city)
    orders.call_back(order, rules.Level.VERY_BAD, "还是老样子", actor=city.wang, at=AT + 2 * DAY)
    assert (order.state, order.round, order.answer_by) == (State.IMPROVING, 2, date(2026, 11, 18))
    assert order.remind_on == date(2026, 11, 16)
    orders.answer(order, "这次真改了。", actor=city.zhao, at=AT + 3 * DAY)
    orders.call_back(order, rules.Level.GOOD, actor=city.wang, at=AT + 4 * DAY)
    assert order.state == State.CLOSED


def test_the_body_does_not_call_its_own_rater(city):
    order = small.answered(city)
    for who in (city.zhao, city.manager, city.sun):
        with pytest.raises(rules.NotAllowed):
            orders.call_back(order, rules.Level.VERY_GOOD, actor=who, at=AT + DAY)
    assert [each.order for each in queries.to_call(city.reviewer, at=AT)] == [order]
    orders.call_back(order, rules.Level.GOOD, actor=city.reviewer, at=AT + DAY)
    assert order.state == State.CLOSED


def test_the_thread_carries_words_and_no_names(city):
    order = small.contacted(city)
    orders.say(order, "我电话 13812345678，下午方便。", actor=city.wang, at=AT)
    orders.say(order, "收到。", actor=city.chen, at=AT)
    assert [(each.side, each.words) for each in queries.thread(order)] == [
        ("body", "您好，正在查。"),
        ("rater", "我电话 ****，下午方便。"),
        ("body", "收到。"),
    ]
    with pytest.raises(rules.NotAllowed):
        orders.say(order, "插一句", actor=city.sun, at=AT)


def test_a_rater_who_is_anonymous_stays_so_in_the_journal_of_her_order(city):
    small.busy(city)
    order = small.opened(city, SECRET)
    orders.contact(order, "您好", actor=city.chen, at=AT)
    orders.say(order, "谢谢", actor=city.wang, at=AT)
    orders.answer(order, "改好了", actor=city.chen, at=AT)
    orders.call_back(order, rules.Level.GOOD, actor=city.wang, at=AT)
    by = {line.step: (line.actor_kind, line.actor) for line in queries.timeline(order)}
    assert by["order_say"] == by["order_call_back"] == ("anonymous", None)


def test_an_anonymous_rater_is_told_in_one_batch_that_names_no_rating(city):
    small.busy(city)
    order = small.opened(city, SECRET)
    orders.contact(order, "您好", actor=city.chen, at=AT)
    told = []
    tell = lambda person, text, **facts: told.append((person, text, facts))  # noqa: E731 - a fake in one line
    assert queries.news(queries.timeline(order)[-1]) is None
    assert actions.digest(tell, at=AT) == 1
    assert actions.digest(tell, at=AT) == 0
    assert [(person, text, facts["address"]) for person, text, facts in told] == [
        (city.wang.person_id, "feedback.news", "/me/ratings/")
    ]


def test_a_rater_who_gave_her_name_is_told_at_once(city):
    order = small.contacted(city)
    told = queries.news(queries.timeline(order)[-1])
    assert (told.person, told.address) == (city.wang.person_id, f"/me/ratings/{order.code}/")


def test_a_route_sends_an_order_elsewhere_than_where_it_arose(city):
    actions.install_routes([actions.RouteRow("rating", "310104-water", item=small.ITEM)])
    assert small.opened(city).organ == city.water


def test_the_manager_with_the_board_sees_the_whole_district_and_others_do_not(city):
    order = small.opened(city)
    actions.install_routes([actions.RouteRow("board", "310000-office", district="310101")])
    assert [each.order for each in queries.board(queries.boards_of(city.reviewer), at=AT)] == [order]
    assert queries.board(queries.boards_of(city.manager), at=AT) == []
    assert queries.order_at(order.code, city.reviewer) == order


def test_filing_a_bad_rating_takes_few_statements(city, django_assert_max_num_queries):
    given = small.occasion(city)
    with django_assert_max_num_queries(23):
        actions.rate(given, small.VERY_BAD, actor=city.wang, at=AT)
