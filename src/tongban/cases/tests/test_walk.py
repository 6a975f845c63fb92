"""A case from draft to its end, step by step, as the cast takes them; and each door tried by whoever may not."""

import uuid
from datetime import date, timedelta

import msgspec
import pytest

from tongban.cases import actions, attachments, desk, papers, queries, sealing, versions
from tongban.cases.actions import IllegalStep, Incomplete, NotAllowed, Overtaken, Unfit
from tongban.cases.models import Case, Document
from tongban.cases.states import State
from tongban.cases.tests import city as small
from tongban.catalogue.documents import Fee, Text
from tongban.identity.models import Role, Staff
from tongban.kernel import journal, numbering
from tongban.kernel.terms import Term, Unit

AT = small.AT
DAY = timedelta(days=1)


def reread(case):
    return Case.objects.select_related(*queries.BODIES).get(pk=case.pk)


def steps(case):
    return journal.steps(journal.of("cases", case.pk))


def test_the_whole_walk_leaves_a_line_and_a_document_for_each_formal_step(city):
    case = small.examined(city)
    actions.decide(case, granted=True, opinion="符合条件，准予许可。", actor=city.zhao, at=AT + DAY)
    actions.issue(case, "JY23101010001234", actor=city.zhao, at=AT + DAY, until=date(2031, 11, 9))
    actions.deliver(case, "online", actor=city.chen, at=AT + DAY)
    actions.close(case, actor=city.chen, at=AT + DAY)
    assert steps(case) == ["start", "file", "accept", "examine", "decide", "issue", "deliver", "close"]
    kinds = list(Document.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["receipt", "acceptance", "permit", "delivery"]
    assert (case.state, case.desk, case.outcome) == (State.CLOSED, "", "granted")
    assert (case.result_name, case.result_number) == ("食品经营许可证", "JY23101010001234")


def test_the_number_has_its_check_character_and_the_receipt_bears_it(city):
    case = small.filed(city)
    assert numbering.is_valid_case_number(case.number)
    assert Document.objects.get(case=case).number == case.number


def test_pressing_twice_files_once_and_shows_the_same_receipt(city):
    case = small.draft(city)
    twin = small.ready(case, city.wang)
    first = actions.file(case, actor=city.wang, at=AT)
    again = actions.file(small.ready(case, city.wang), actor=city.wang, at=AT)
    assert first == again
    with pytest.raises(Overtaken):  # a page that was fetched before the first press
        actions.file(twin, actor=city.wang, at=AT)
    assert steps(case).count("file") == 1


def test_a_draft_that_lacks_something_says_everything_at_once(city):
    case = actions.start(small.DOCUMENT.code, "01", district="310101", answers={}, actor=city.wang, at=AT)
    actions.save_form(case, {"area": "很大"}, actor=city.wang, at=AT)
    with pytest.raises(Incomplete) as refused:
        actions.file(small.ready(case, city.wang), actor=city.wang, at=AT)
    assert refused.value.gaps.questions == ("premises",)
    assert set(refused.value.gaps.fields) == {"shop", "area"}
    assert sealing.form_of(reread(case))["area"] == "很大"


def test_answers_select_the_materials(city):
    case = small.draft(city)
    assert [each.id for each in queries.asked(case)] == ["application", "plan", "health", "photo"]
    actions.save_answers(case, {"premises": "rent"}, actor=city.wang, at=AT)
    assert queries.gaps(case, at=AT).materials == ("lease",)


def test_starting_again_takes_up_the_open_draft(city):
    assert small.draft(city).pk == small.draft(city).pk


def test_what_is_known_is_filled_in_with_its_source_until_it_is_typed_over(city):
    case = small.draft(city)
    assert sealing.form_of(case)["owner"] == "王芳"
    assert case.provenance["owner"]["from"] == "person.name"
    actions.save_form(case, {"owner": "王 芳", "shop": "小满面馆"}, actor=city.wang, at=AT)
    assert case.provenance["owner"]["from"] == "typed"


def test_the_form_lies_sealed_in_its_row(city):
    case = small.draft(city)
    assert "小满".encode() not in bytes(reread(case).form_sealed)


def test_a_supplement_request_tells_all_points_and_its_answer_restarts_the_five_days(city):
    case = small.filed(city)
    points = [{"material": "plan", "text": "第二页不清楚"}, {"field": "area", "text": "只算用餐区"}]
    paper = actions.ask_supplement(case, points, actor=city.chen, at=AT + DAY)
    assert paper.facts["items"] == ["第二页不清楚", "只算用餐区"]
    assert (case.state, case.desk) == (State.SUPPLEMENT, "waiting")
    mine = small.ready(case, city.wang)
    actions.attach(mine, "plan", "新图.png", small.picture(), actor=city.wang, at=AT + 3 * DAY)
    receipt = actions.answer(small.ready(mine, city.wang), actor=city.wang, at=AT + 3 * DAY)
    again = reread(case)
    assert (again.state, again.accept_by) == (State.FILED, date(2026, 11, 19))
    assert receipt.slug == "receipt-2"
    assert actions.answer(again, actor=city.wang, at=AT + 3 * DAY) == receipt


def test_what_was_filed_cannot_be_taken_out_again(city):
    case = small.filed(city)
    actions.ask_supplement(case, [{"material": "plan", "text": "不清楚"}], actor=city.chen, at=AT)
    filed = queries.attachment(city.wang, case.number, case.attachments.get().pk)
    with pytest.raises(NotAllowed):
        actions.detach(filed, actor=city.wang, at=AT)
    mine = small.ready(case, city.wang)
    new = actions.attach(mine, "plan", "新图.png", small.picture(), actor=city.wang, at=AT)
    actions.detach(queries.attachment(city.wang, case.number, new.pk), actor=city.wang, at=AT)
    assert case.attachments.count() == 1


@pytest.mark.parametrize(
    ("points", "field"),
    [([], "points"), ([{"text": " "}], "points"), ([{"material": "passport", "text": "要护照"}], "points")],
)
def test_a_supplement_request_without_substance_is_not_sent(city, points, field):
    case = small.filed(city)
    with pytest.raises(Unfit) as refused:
        actions.ask_supplement(case, points, actor=city.chen, at=AT)
    assert refused.value.field == field
    assert reread(case).state == State.FILED


def test_a_refusal_names_ground_reason_and_right_body(city):
    case = small.filed(city)
    with pytest.raises(Unfit, match="right_body"):
        actions.refuse(case, "not_ours", "不在本区", "", actor=city.chen, at=AT)
    paper = actions.refuse(case, "not_ours", "不在本区", "徐汇区市场监督管理局", actor=city.chen, at=AT)
    text = "".join(paper.facts["text"])
    assert "徐汇区市场监督管理局" in text
    assert "行政复议" in text
    assert case.outcome == "refused"


def test_a_denial_gives_reasons_and_remedies_and_no_result(city):
    case = small.examined(city)
    paper = actions.decide(case, granted=False, opinion="面积不符", actor=city.zhao, at=AT)
    assert paper.kind == papers.Kind.DENIAL
    assert "六十日内" in paper.facts["text"][-1]
    assert "六个月内" in paper.facts["text"][-1]
    actions.deliver(case, "post", actor=city.chen, at=AT)
    actions.close(case, actor=city.chen, at=AT)
    assert case.outcome == "denied"


def test_a_fee_is_paid_at_the_counter_and_the_decision_says_so(city):
    fee = Fee(Text("工本费"), 1050, Text("每本"))
    case = small.examined(city)
    paper = papers.decision(
        reread(case), "准予。", granted=True, item=msgspec.structs.replace(small.DOCUMENT, fees=[fee]), at=AT
    )
    assert "工本费 10.50 元。请到窗口缴费" in "".join(paper.facts["text"])


def test_a_decision_without_an_opinion_is_none(city):
    case = small.examined(city)
    with pytest.raises(Unfit, match="opinion"):
        actions.decide(case, granted=True, opinion="  ", actor=city.zhao, at=AT)


def test_an_approver_may_send_back(city):
    case = small.examined(city)
    actions.send_back(case, "再看一下水质。", actor=city.zhao, at=AT)
    assert (case.state, case.desk) == (State.ACCEPTED, "examine")


def test_a_pause_stops_both_clocks_and_resumption_moves_the_due_dates(city):
    case = small.accepted(city)
    before = case.promised_due
    paper = actions.pause(
        case, "measurement", "二次供水要测水质。", expected=date(2026, 11, 20), actor=city.zhao, at=AT + 3 * DAY
    )
    assert "第四十五条" in paper.facts["text"][0]
    assert (case.desk, case.due_on) == ("held", date(2026, 11, 20))
    actions.resume(case, "合格", actor=city.zhao, at=AT + 10 * DAY)
    assert before == date(2026, 11, 16)
    assert case.promised_due == date(2026, 11, 23)
    assert case.legal_due == date(2026, 12, 14)


def test_a_term_is_extended_once_and_no_further_than_the_law_allows(city):
    case = small.accepted(city)
    with pytest.raises(Unfit, match="by"):
        actions.extend(case, Term(11, Unit.WORKDAY), "复杂", actor=city.zhao, at=AT)
    actions.extend(case, Term(3, Unit.WORKDAY), "案情复杂", actor=city.zhao, at=AT)
    assert case.promised_due == date(2026, 11, 19)
    with pytest.raises(Unfit, match="by"):
        actions.extend(case, Term(3, Unit.WORKDAY), "还是复杂", actor=city.zhao, at=AT)


def test_five_working_days_without_a_word_are_an_acceptance_from_the_day_of_receipt(city):
    case = small.filed(city)
    late = AT + 8 * DAY  # Tuesday the 17th
    assert queries.is_deemed(case, at=late)
    assert actions.deem_waiting(at=late) == 1
    again = reread(case)
    assert (again.state, again.accepted_on) == (State.ACCEPTED, date(2026, 11, 9))
    assert steps(case)[-1] == "deem_accepted"
    assert actions.deem_waiting(at=late) == 0


def test_nothing_is_deemed_on_the_fifth_day(city):
    small.filed(city)
    assert actions.deem_waiting(at=AT + 7 * DAY) == 0


def test_a_clerk_who_comes_late_can_neither_refuse_nor_ask(city):
    case = small.filed(city)
    with pytest.raises(IllegalStep):
        actions.refuse(case, "not_needed", "不需要", actor=city.chen, at=AT + 8 * DAY)
    assert reread(case).state == State.ACCEPTED


def test_filing_after_closing_counts_from_the_next_working_day(city):
    evening = AT.replace(hour=12)  # 20:00 in Shanghai
    case = small.filed(city, at=evening)
    assert (case.received_on, case.accept_by) == (date(2026, 11, 10), date(2026, 11, 17))


def test_withdrawing_ends_it_before_the_decision_and_not_after(city):
    case = small.examined(city)
    twin = reread(case)
    actions.withdraw(case, "不开了", actor=city.wang, at=AT)
    assert case.outcome == "withdrawn"
    with pytest.raises(Overtaken):
        actions.decide(twin, granted=True, opinion="准予", actor=city.zhao, at=AT)
    with pytest.raises(IllegalStep):
        actions.decide(case, granted=True, opinion="准予", actor=city.zhao, at=AT)


def test_the_second_of_two_clerks_is_overtaken_and_changes_nothing(city):
    case = small.filed(city)
    twin = reread(case)
    actions.accept(case, actor=city.chen, at=AT)
    with pytest.raises(Overtaken):
        actions.ask_supplement(twin, [{"material": "plan", "text": "不清楚"}], actor=city.chen, at=AT)
    assert steps(case).count("ask_supplement") == 0
    assert Document.objects.filter(case=case, kind="supplement").count() == 0


def test_an_opening_is_recorded_before_display_and_shown_to_the_applicant(city):
    case = small.filed(city)
    assert queries.opening(case, city.chen, AT) is None
    line = actions.open_file(case, "accept", actor=city.chen, at=AT)
    assert actions.open_file(case, "accept", actor=city.chen, at=AT + timedelta(hours=1)) == line
    look = queries.looks(city.wang)[0]
    assert (look.staff, look.purpose, look.number) == ("陈静", "accept", case.number)
    assert queries.looks(city.sun) == []
    with pytest.raises(Unfit, match="purpose"):
        actions.open_file(case, "curiosity", actor=city.chen, at=AT)


def test_seeing_the_original_raises_the_evidence_from_c_to_b(city):
    case = small.accepted(city)
    actions.check_original(case, "plan", actor=city.chen, at=AT)
    assert case.materials.get(material="plan").level == "B"
    actions.check_original(case, "health", actor=city.chen, at=AT)
    assert case.materials.get(material="health").level == ""


def test_handing_over_to_another_body_moves_the_case_to_its_desk(city):
    case = small.filed(city)
    actions.hand_over(case, organ=city.other, why="住所在徐汇", actor=city.chen, at=AT)
    assert desk.page(city.chen, desk.View.TODO, at=AT).jobs == []
    assert len(desk.page(city.stranger_clerk, desk.View.TODO, at=AT).jobs) == 1


def test_a_case_is_handed_to_a_colleague_of_the_same_desk_only(city):
    case = small.filed(city)
    for who, organ, role in ((city.chen, city.market, "intake"), (city.zhao, city.market, "approver")):
        Role.objects.create(staff_id=who.staff_id, name=role, organ=organ, since=AT)
    assert [one.name for one in queries.colleagues(case)] == ["陈静"]
    assert queries.colleague(case, str(city.zhao.staff_id)) is None
    assert queries.colleague(case, "'; drop table") is None
    with pytest.raises(Unfit, match="staff"):
        actions.hand_over(case, staff=Staff.objects.get(pk=city.zhao.staff_id), why="忙", actor=city.chen, at=AT)
    actions.hand_over(case, staff=queries.colleagues(case)[0], why="忙", actor=city.chen, at=AT)
    assert case.handler_id == city.chen.staff_id


def test_a_new_version_keeps_what_fits_tells_the_rest_and_then_files(city):
    case = small.draft(city)
    small.publish(city.item, small.changed_document())
    fresh = small.ready(case, city.wang)
    assert queries.is_replaced(fresh)
    with pytest.raises(versions.Replaced):
        actions.file(fresh, actor=city.wang, at=AT)
    changes = actions.move_to_version(fresh, actor=city.wang, at=AT)
    assert {change.kind for change in changes} == {"question", "value", "field", "material", "dropped"}
    assert sealing.form_of(fresh)["shop"] == "小满面馆"
    assert "kind" not in sealing.form_of(fresh)


def test_a_draft_nobody_touches_is_warned_of_and_then_cleared_with_its_files(city):
    case = small.draft(city)
    path = attachments._path(case.attachments.select_related("case").get())
    assert actions.warn_lapsing(at=AT + 54 * DAY) == 1
    assert actions.warn_lapsing(at=AT + 54 * DAY) == 0
    assert actions.end_lapsed(at=AT + 60 * DAY) == 0
    assert actions.end_lapsed(at=AT + 61 * DAY) == 1
    again = reread(case)
    assert (again.state, bytes(again.form_sealed), again.attachments.count()) == (State.DISCARDED, b"", 0)
    assert steps(case)[-2:] == ["lapse_soon", "discard"]
    assert path.parent.exists()


def test_an_unanswered_supplement_request_ends_the_case(city):
    case = small.filed(city)
    actions.ask_supplement(case, [{"text": "缺签名"}], actor=city.chen, at=AT)
    assert actions.end_lapsed(at=AT + 31 * DAY) == 1
    assert (reread(case).state, reread(case).outcome) == (State.LAPSED, "lapsed")


def test_an_amended_calendar_moves_due_dates_and_tells_once(city):
    from tongban.cases.tests.conftest import publish_year

    case = small.accepted(city)
    waiting = small.filed(city, actor=city.li)
    publish_year(2026, off="2026-11-12")
    assert actions.recompute_open(from_day=date(2026, 11, 12), at=AT + DAY) == 2
    again = reread(case)
    assert (again.promised_due, again.due_on) == (date(2026, 11, 17), date(2026, 11, 17))
    assert reread(waiting).accept_by == date(2026, 11, 17)
    assert case.entries.filter(kind="recompute").count() == 1
    actions.recompute_open(from_day=date(2026, 11, 12), at=AT + DAY)
    assert steps(case).count("recompute") == 1


# Doors


APPLICANT_STEPS = {
    "save_answers": lambda case, who: actions.save_answers(case, {"premises": "rent"}, actor=who, at=AT),
    "save_form": lambda case, who: actions.save_form(case, {"shop": "x"}, actor=who, at=AT),
    "attach": lambda case, who: actions.attach(case, "plan", "a.png", small.picture(), actor=who, at=AT),
    "discard": lambda case, who: actions.discard(case, actor=who, at=AT),
    "file": lambda case, who: actions.file(case, actor=who, at=AT),
    "move_to_version": lambda case, who: actions.move_to_version(case, actor=who, at=AT),
}


@pytest.mark.parametrize("step", APPLICANT_STEPS)
@pytest.mark.parametrize("who", ["sun", "chen", "li"])
def test_nobody_else_touches_a_draft(city, step, who):
    case = small.draft(city)
    with pytest.raises(NotAllowed):
        APPLICANT_STEPS[step](case, getattr(city, who))
    again = reread(case)
    assert (again.state, again.revision) == (State.DRAFT, case.revision)


OFFICER_STEPS = {
    "open_file": lambda case, who: actions.open_file(case, "accept", actor=who, at=AT),
    "accept": lambda case, who: actions.accept(case, actor=who, at=AT),
    "refuse": lambda case, who: actions.refuse(case, "not_needed", "不需要", actor=who, at=AT),
    "ask": lambda case, who: actions.ask_supplement(case, [{"text": "缺"}], actor=who, at=AT),
    "hand_over": lambda case, who: actions.hand_over(case, organ=None, staff=None, why="", actor=who, at=AT),
    "check_original": lambda case, who: actions.check_original(case, "plan", actor=who, at=AT),
}


@pytest.mark.parametrize("step", OFFICER_STEPS)
@pytest.mark.parametrize("who", ["sun", "wang", "li", "stranger_clerk"])
def test_nobody_but_the_body_s_own_officer_works_on_a_case(city, step, who):
    case = small.filed(city)
    with pytest.raises((NotAllowed, Unfit)):
        OFFICER_STEPS[step](case, getattr(city, who))
    assert reread(case).state == State.FILED


def test_an_intake_clerk_cannot_decide_and_an_examiner_cannot_accept(city):
    case = small.filed(city)
    with pytest.raises(NotAllowed):
        actions.accept(case, actor=city.zhao, at=AT)
    case = small.examined(city)
    with pytest.raises(NotAllowed):
        actions.decide(case, granted=True, opinion="好", actor=city.chen, at=AT)


def test_the_stranger_finds_nothing_by_any_query(city):
    case = small.accepted(city)
    file = case.attachments.get()
    for who in (city.sun, city.li, city.stranger_clerk):
        assert queries.by_key(who, case.key) is None
        assert queries.by_number(who, case.number) is None
        assert queries.whole(who, case.number) is None
        assert queries.attachment(who, case.number, file.pk) is None
        assert queries.attachment(who, case.key, file.pk) is None
        assert queries.document(who, case.number, "receipt-1") is None
        assert queries.my_cases(who) == []
        assert queries.looks(who) == []
        assert desk.page(who, desk.View.TODO, at=AT).jobs == []
    assert queries.by_key(city.wang, uuid.uuid4()) is None


def test_an_agent_sees_the_company_s_case_and_nothing_once_the_power_is_gone(city):
    case = small.filed(city, actor=city.li)
    assert case.power_id == city.li.power_id
    assert queries.by_number(city.li, case.number)
    without = type(city.li)("person", person_id=city.li.person_id, level=2)
    assert queries.by_number(without, case.number) is None
