"""Reports of flaws: who may, what is refused, similar ones, the clock, what becomes of them, campaigns, photos."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from tongban.feedback import actions, photos, queries, rules
from tongban.feedback.actions import flaws
from tongban.feedback.models import Flaw
from tongban.feedback.states.flaws import IllegalStep, State
from tongban.feedback.tests import city as small
from tongban.feedback.tests.city import AT
from tongban.identity.actors import ANONYMOUS
from tongban.kernel.models import Line

DAY = timedelta(days=1)
REPORT = rules.Report(
    "flaw", "guide", "指南里写要交租赁合同，表单里没有地方传", small.ITEM, 7, "/items/310112345001/?at=1"
)


@pytest.fixture
def routed(city):
    actions.install_routes(
        [actions.RouteRow("flaw", "310000-office"), actions.RouteRow("flaw", "310101-market", item=small.ITEM)]
    )
    return city


def report(given=REPORT, actor=ANONYMOUS, **more):
    return flaws.report(given, actor=actor, at=AT, **more)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, "JPEG")
    out.seek(0)
    return out


def test_a_report_goes_to_the_body_of_its_item_with_the_version_and_a_clock(routed):
    found = report(actor=routed.wang)
    assert (found.organ, found.version, found.page) == (routed.market, 7, "/items/310112345001/")
    assert (found.contact_by, found.due_on) == (date(2026, 11, 10), date(2026, 11, 10))
    assert queries.flaws_at(routed.chen) == [found]
    assert queries.flaws_of(routed.wang) == [found]
    assert queries.flaws_of(routed.sun) == []
    assert queries.figures()["flaw_reports"] == 1


def test_what_no_item_says_goes_where_everything_goes(routed):
    assert report(rules.Report("suggestion", "other", "窗口能不能开晚一点")).organ == routed.office


def test_without_any_route_nobody_pretends_to_have_taken_it(city):
    with pytest.raises(flaws.Nowhere):
        report()


@pytest.mark.parametrize(
    "bad",
    [
        rules.Report("flaw", "guide", ""),
        rules.Report("flaw", "guide", " \n\u200b\x00 "),
        rules.Report("flaw", "guide", "写" * 50_000),
        rules.Report("flaw", "nothing", "哪里都不对"),
        rules.Report("praise", "guide", "哪里都不对"),
    ],
)
def test_a_bad_report_gets_a_sentence_and_nothing_is_kept(routed, bad):
    with pytest.raises(rules.Refused) as fault:
        report(bad)
    assert str(fault.value.args[0]).endswith("。")
    assert Flaw.objects.count() == 0


@pytest.mark.parametrize("page", ["//evil.example/x", "javascript:alert(1)", "https://evil.example/"])
def test_a_page_that_is_not_ours_is_not_linked(routed, page):
    assert report(rules.Report("flaw", "page", "这页打不开了", page=page)).page == ""


def test_a_number_in_the_words_is_masked_before_anybody_reads_it(routed):
    found = report(rules.Report("flaw", "form", "填 310199199001011234 报错", small.ITEM))
    assert found.public_words == "填 **** 报错"
    assert b"310199199001011234" not in bytes(found.words_sealed)


def test_a_photo_is_cleaned_sealed_and_opens_again(routed):
    found = report(photo=picture())
    assert b"".join(photos.pieces(found.photo)).startswith(b"\xff\xd8")
    assert not [path for path in photos._path(found.photo).parent.iterdir() if b"JFIF" in path.read_bytes()]


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.4 %%EOF", b"x" * (11 * 1024 * 1024)])
def test_a_bad_photo_gets_a_sentence_and_the_report_may_be_sent_again(routed, content):
    with pytest.raises(photos.BadFile) as fault:
        report(photo=io.BytesIO(content))
    assert fault.value.fault.sentence.endswith("。")
    assert Flaw.objects.count() == 0


def test_similar_open_reports_are_offered_and_joined_once(routed):
    first = report()
    assert queries.similar("租赁合同表单里没有地方传", item=small.ITEM) == [first]
    assert queries.similar("地铁", item=small.ITEM) == []
    assert queries.similar("传") == []
    assert flaws.join_in(first, actor=routed.wang, at=AT) == 1
    assert flaws.join_in(first, actor=routed.wang, at=AT) == 1


def test_a_report_is_contacted_adopted_and_fixed_with_a_link(routed):
    found = report(actor=routed.wang)
    flaws.contact(found, actor=routed.chen, at=AT + DAY)
    assert found.due_on == date(2026, 11, 16)
    flaws.adopt(found, "下一版改。", actor=routed.chen, at=AT + DAY)
    assert found.due_on == date(2026, 11, 30)
    flaws.fix(found, rules.Remedy("指南改了。", 8, "/items/310112345001/"), actor=routed.chen, at=AT + 2 * DAY)
    assert (found.state, found.fixed_version, found.reason) == (State.FIXED, 8, "指南改了。")
    counts = queries.flaw_counts()
    assert (counts["reports"], counts["contacted_in_time"], counts["adopted"], counts["fixed"]) == (1, 1, 1, 1)


def test_a_suggestion_is_declined_with_a_reason_only(routed):
    found = report(rules.Report("suggestion", "guide", "把这一步去掉吧", small.ITEM))
    with pytest.raises(IllegalStep):
        flaws.decline(found, "法律有要求。", actor=routed.chen, at=AT)
    flaws.contact(found, actor=routed.chen, at=AT)
    with pytest.raises(rules.Refused):
        flaws.decline(found, "  ", actor=routed.chen, at=AT)
    flaws.decline(found, "法律有要求。", actor=routed.chen, at=AT)
    assert queries.flaw(found.code).reason == "法律有要求。"


@pytest.mark.parametrize("who", ["wang", "sun", "other"])
def test_only_the_body_that_has_a_report_acts_on_it(routed, who):
    found, actor = report(), getattr(routed, who)
    assert queries.flaw_at(found.code, actor) is None
    with pytest.raises(rules.NotAllowed):
        flaws.contact(found, actor=actor, at=AT)


def test_a_report_is_handed_over_once_within_a_day(routed):
    found = report()
    flaws.hand_over(found, routed.water, actor=routed.chen, at=AT)
    assert found.contact_by == date(2026, 11, 10)
    with pytest.raises(rules.Refused):
        flaws.hand_over(found, routed.market, actor=routed.other, at=AT)


def test_the_reporter_of_a_merged_report_hears_of_the_other(routed):
    first, second = report(), report(actor=routed.wang)
    flaws.merge(second, first, actor=routed.chen, at=AT)
    assert second.state == State.MERGED
    assert queries.flaw(first.code).backers == 1
    assert queries.public_flaws() == [first]
    assert queries.told_of(queries.flaw(first.code)) == [routed.wang.person_id]
    with pytest.raises(rules.Refused):
        flaws.merge(first, first, actor=routed.chen, at=AT)


def test_a_campaign_counts_live(routed):
    call = actions.Call("leases", {"zh": "租赁合同"}, {"zh": "找找看"}, date(2026, 11, 1), date(2026, 11, 30))
    with pytest.raises(rules.NotAllowed):
        actions.open_campaign(call, actor=routed.wang, at=AT)
    campaign = actions.open_campaign(call, actor=routed.reviewer, at=AT)
    assert actions.open_campaign(call, actor=routed.reviewer, at=AT) == campaign
    flaws.contact(report(campaign=campaign), actor=routed.chen, at=AT)
    counts = queries.campaign_counts(campaign)
    assert (counts["reports"], counts["contacted"], counts["fixed"]) == (1, 1, 0)
    assert list(queries.campaigns(on=AT.date())) == [campaign]


def test_a_body_is_reminded_of_a_report_on_its_day_and_once_after_it(routed):
    found = report()
    seen = [actions.remind_of_flaws(at=AT + days * DAY) for days in (0, 1, 1, 2, 2, 3)]
    assert seen == [0, 1, 0, 1, 0, 0]
    flaws.contact(queries.flaw_at(found.code, routed.chen), actor=routed.chen, at=AT + 3 * DAY)
    assert [actions.remind_of_flaws(at=AT + days * DAY) for days in (4, 7, 8, 9)] == [0, 1, 1, 0]


def test_a_report_handed_over_on_its_day_is_reminded_of_all_the_same(routed):
    found = report()
    flaws.hand_over(found, routed.water, actor=routed.chen, at=AT + DAY)
    assert actions.remind_of_flaws(at=AT + 2 * DAY) == 1
    assert Line.objects.get(step="remind_of_flaws").subject == routed.water.pk
