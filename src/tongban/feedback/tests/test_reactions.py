"""What follows a line of feedback: raters and reporters are told, in words, once; packages are joined here only."""

from datetime import timedelta

import pytest

from tongban.cases.ports import Ratings
from tongban.feedback import actions, rules, tasks
from tongban.feedback.actions import flaws, orders
from tongban.feedback.tests import city as small
from tongban.feedback.tests.city import AT
from tongban.kernel import jobs, ports
from tongban.notifications import queries as inbox
from tongban.notifications import texts


def titles(actor):
    return [each.title for each in inbox.inbox(actor)]


def test_a_rater_who_gave_her_name_reads_each_step_in_her_inbox(city):
    order = small.answered(city)
    orders.say(order, "谢谢", actor=city.wang, at=AT)
    jobs.run_here()
    assert titles(city.wang) == [f"你的评价有结果了：{small.NAME}", f"你的评价有人联系了：{small.NAME}"]
    assert inbox.inbox(city.wang)[0].address == f"/me/ratings/{order.code}/"


def test_who_reported_and_who_found_the_same_are_told(city):
    actions.install_routes([actions.RouteRow("flaw", "310101-market")])
    given = rules.Report("flaw", "other", "门口的牌子写错了")
    found = flaws.report(given, actor=city.wang, at=AT)
    flaws.join_in(found, actor=city.sun, at=AT)
    flaws.contact(found, actor=city.chen, at=AT)
    jobs.run_here()
    assert titles(city.wang) == titles(city.sun) == ["你找的茬有人看了"]


@pytest.mark.parametrize("step", ["contact", "answer", "settle", "grant_time", "uphold", "exclude", "say"])
def test_every_step_that_is_told_has_words(step):
    assert texts.ALL[f"feedback.order_{step}"]
    assert "tell the rater" in jobs.listening(f"feedback.order_{step}")


def test_the_case_page_hears_whether_its_case_was_rated(city):
    given = small.occasion(city)
    port = ports.get(Ratings)
    assert port.of_case(1, city.wang).rated_at is None
    actions.rate(given, small.VERY_BAD, actor=city.wang, at=AT)
    assert port.of_case(1, city.wang).rated_at.date() == AT.date()
    assert port.of_case(1, city.sun) is None


def test_the_clockwork_runs_and_runs_again(city):
    small.busy(city)
    order = small.opened(city, rules.Opinion(rules.Level.BAD, (), "不好", anonymous=True))
    orders.contact(order, "您好", actor=city.chen, at=AT)
    later = int((AT + timedelta(days=30)).timestamp())
    for _ in range(2):
        for task in (tasks.release, tasks.hourly, tasks.digest, tasks.publish):
            task(timestamp=later)
    assert titles(city.wang) == ["你的评价有新进展"]
