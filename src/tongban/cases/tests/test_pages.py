"""What pages read: the list, the tracked case, the draft; how few statements they take; what the news say."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tongban.cases import actions, desk, papers, queries
from tongban.cases.actions import Overtaken
from tongban.cases.models import Case, CaseMaterial, Document
from tongban.cases.pages import file, tracking
from tongban.cases.states import State
from tongban.cases.tests import city as small
from tongban.identity.models import Organisation, Power
from tongban.kernel import journal
from tongban.kernel.models import Line

AT = small.AT
DAY = timedelta(days=1)


def statements(captured):
    return [query["sql"] for query in captured.captured_queries]


def test_filing_takes_nine_statements_of_its_own_at_most(city):
    case = small.draft(city)
    with CaptureQueriesContext(connection) as captured:
        found = queries.by_key(city.wang, case.key)
        actions.file(found, actor=city.wang, at=AT)
    # The test's own transaction turns BEGIN and COMMIT into a savepoint and its release. With session and hat: eleven.
    assert len(captured) <= 9, statements(captured)


def test_a_tracked_case_comes_in_two_statements(city):
    case = small.accepted(city)
    with CaptureQueriesContext(connection) as captured:
        found = queries.whole(city.wang, case.number)
        queries.strips(found.case, found.ledger, at=AT)
    assert len(captured) == 2, statements(captured)


def test_the_officer_s_list_comes_in_two_statements_however_long(city):
    for _ in range(3):
        small.filed(city, actor=city.wang)
    with CaptureQueriesContext(connection) as captured:
        page = desk.page(city.chen, desk.View.TODO, at=AT)
    assert len(page.jobs) == 3
    assert len(captured) == 2, statements(captured)


def test_my_cases_come_in_one_statement(city):
    small.filed(city)
    small.draft(city)
    with CaptureQueriesContext(connection) as captured:
        mine = queries.my_cases(city.wang)
    assert [row.state for row in mine] == [State.DRAFT, State.FILED]
    assert len(captured) == 1


def test_the_tracked_case_has_everything_that_belongs_to_it(city):
    case = small.filed(city)
    actions.open_file(case, "accept", actor=city.chen, at=AT)
    actions.accept(case, actor=city.chen, at=AT)
    actions.examine(case, "布局合规。", actor=city.zhao, at=AT)
    found = queries.whole(city.wang, case.number)
    assert [event.step for event in found.events] == ["start", "file", "open_file", "accept", "examine"]
    assert [event.staff for event in found.events] == ["", "", "陈静", "陈静", "赵强"]
    assert found.events[3].document == "acceptance-1"
    assert found.events[4].opinion == ""
    assert found.events[3].at == AT
    assert [paper["slug"] for paper in found.documents] == ["receipt-1", "acceptance-1"]
    assert found.attachments[0]["name"] == "布局图.png"
    assert {row["material"]: row["level"] for row in found.materials}["plan"] == "C"
    assert queries.whole(city.zhao, case.number).events[4].opinion == "布局合规。"


def test_the_strips_show_the_acceptance_first_and_then_both_clocks(city):
    case = small.filed(city)
    before = queries.strips(case, None, at=AT)
    assert (before.acceptance.left, before.legal) == (5, None)
    actions.accept(case, actor=city.chen, at=AT)
    found = queries.whole(city.wang, case.number)
    after = queries.strips(found.case, found.ledger, at=AT + DAY)
    assert (after.promised.left, after.legal.left) == (4, 19)
    assert after.promised.cells[-1].day == after.legal.cells[-1].day


def test_the_list_masks_names_and_shows_the_nearest_deadline_first(city):
    later, first = small.filed(city, at=AT + DAY, actor=city.li), small.filed(city)
    page = desk.page(city.chen, desk.View.TODO, at=AT)
    assert [job.number for job in page.jobs] == [first.number, later.number]
    assert [job.applicant for job in page.jobs] == ["王*", "上海小满餐饮管理有限公司"]
    assert (page.jobs[0].left, page.jobs[0].clock) == (5, "accept")
    assert page.counts == {"todo": 2, "today": 0, "held": 0, "waiting": 0}


def test_the_list_is_paged_by_key_and_misses_nobody(city, monkeypatch):
    monkeypatch.setattr(desk, "PAGE", 2)
    numbers = [small.filed(city).number for _ in range(5)]
    found, after = [], ""
    while True:
        page = desk.page(city.chen, desk.View.TODO, at=AT, after=after)
        found += [job.number for job in page.jobs]
        after = page.after
        if not after:
            break
    assert found == numbers


def test_each_role_sees_its_own_desks(city):
    small.examined(city)
    small.filed(city)
    assert [job.state for job in desk.page(city.chen, desk.View.TODO, at=AT).jobs] == [State.FILED]
    assert [job.state for job in desk.page(city.zhao, desk.View.TODO, at=AT).jobs] == [State.EXAMINED]


@pytest.mark.parametrize("after", ["", "nonsense", "2026-13-40.1", "2026-11-16.x"])
def test_a_mangled_place_in_the_list_starts_from_the_top(city, after):
    small.filed(city)
    assert len(desk.page(city.chen, desk.View.TODO, at=AT, after=after).jobs) == 1


def test_paused_and_waiting_cases_have_views_of_their_own(city):
    held = small.accepted(city)
    actions.pause(held, "test", "要检验", expected=date(2026, 11, 20), actor=city.zhao, at=AT)
    waiting = small.filed(city)
    actions.ask_supplement(waiting, [{"text": "缺签名"}], actor=city.chen, at=AT)
    assert [job.number for job in desk.page(city.zhao, desk.View.HELD, at=AT).jobs] == [held.number]
    assert [job.number for job in desk.page(city.chen, desk.View.WAITING, at=AT).jobs] == [waiting.number]


def test_news_name_the_person_the_address_and_codes_only(city):
    case = small.filed(city)
    news = queries.news(journal.of("cases", case.pk).get(step="file"))
    assert (news.person, news.address) == (city.wang.person_id, f"/cases/{case.number}/")
    assert news.facts == {
        "item": "食品经营许可（新办）", "number": case.number, "due": "2026-11-16", "count": "", "result": "",
    }  # fmt: skip


def test_an_agent_hears_of_the_company_s_case(city):
    case = small.filed(city, actor=city.li)
    assert queries.news(journal.of("cases", case.pk).get(step="file")).person == city.li.person_id


def test_once_the_power_is_gone_the_news_go_to_the_representative(city):
    case = small.filed(city, actor=city.li)
    Power.objects.filter(pk=case.power_id).update(ended_at=AT)
    news = queries.news(journal.of("cases", case.pk).get(step="file"))
    assert news.person == Organisation.objects.get().representative_id


def test_the_journal_holds_no_name_and_no_free_text(city):
    case = small.filed(city)
    actions.refuse(case, "not_ours", "住所在徐汇区", "徐汇区市场监督管理局", actor=city.chen, at=AT)
    told = str(list(Line.objects.filter(package="cases").values_list("facts", "document", "organ")))
    assert "王芳" not in told
    assert "徐汇" not in told


def test_a_document_is_found_by_its_slug_by_those_who_may(city):
    case = small.accepted(city)
    assert queries.document(city.wang, case.number, "acceptance-1").number.endswith("号")
    assert queries.document(city.chen, case.number, "acceptance-1")
    for slug in ("acceptance-2", "acceptance", "", "-1", "acceptance-x", "acceptance-99999"):
        assert queries.document(city.wang, case.number, slug) is None


def test_figures_are_kept_counts(city):
    case = small.filed(city)
    actions.withdraw(case, actor=city.wang, at=AT)
    small.draft(city)
    assert queries.figures() == {"cases_filed": 1, "cases_ended": 1}


# All or nothing


def test_a_step_that_breaks_in_the_middle_leaves_nothing_half(city, monkeypatch):
    case = small.draft(city)

    def broken(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(papers, "receipt", broken)
    with pytest.raises(RuntimeError):
        actions.file(small.ready(case, city.wang), actor=city.wang, at=AT)
    again = Case.objects.get(pk=case.pk)
    assert (again.state, again.number) == (State.DRAFT, None)
    assert journal.steps(journal.of("cases", case.pk)) == ["start"]
    assert not CaseMaterial.objects.filter(case=case).exists()
    assert not Document.objects.filter(case=case).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_once_exactly_one_accepts(city):
    case = small.filed(city)
    together = threading.Barrier(2)
    ends = []

    def accept():
        mine = Case.objects.select_related(*queries.BODIES).get(pk=case.pk)
        together.wait(10)
        try:
            ends.append(actions.accept(mine, actor=city.chen, at=AT))
        except Overtaken:
            ends.append(None)
        finally:
            connections.close_all()

    clerks = [threading.Thread(target=accept) for _ in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(20)
    assert sorted(end is None for end in ends) == [False, True]
    assert Document.objects.filter(case=case, kind="acceptance").count() == 1
    assert journal.steps(journal.of("cases", case.pk)).count("accept") == 1


def test_a_decided_case_counts_no_more_days(city):
    case = small.accepted(city)
    assert len(tracking.running(case, queries.strips(case, queries.ledger(case), at=AT), AT.date())) == 2
    actions.examine(case, "合规。", actor=city.zhao, at=AT)
    actions.decide(case, granted=True, opinion="准予。", actor=city.zhao, at=AT)
    case.refresh_from_db()
    assert tracking.running(case, queries.strips(case, queries.ledger(case), at=AT), AT.date()) == []


def test_who_hands_over_chooses_among_the_others_at_this_stage(city):
    case = small.filed(city)
    page = file.hand_over(case, city.chen, {"why": "休假"}, ("staff", "没有选转给谁。"))
    staff, why = page["fields"]
    others = {str(one.pk) for one in queries.colleagues(case)} - {str(city.chen.staff_id)}
    assert {option.value for option in staff.options} == others
    assert staff.error == "没有选转给谁。"
    assert why.value == "休假"
    assert file.may_hand_over(case, city.chen)
    assert not file.may_hand_over(case, city.wang)
