"""The pages over the real doors: what each of the cast sees and may do, how few statements it takes, both languages."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tongban.cases.tests.city import DOCUMENT, picture, publish
from tongban.catalogue.models import Item
from tongban.feedback import actions, queries, rules
from tongban.feedback.actions import Call, RouteRow
from tongban.feedback.models import Flaw, Order, Rating
from tongban.feedback.tests import city as small
from tongban.identity import actions as identity
from tongban.identity import kinds
from tongban.identity import queries as people
from tongban.identity.actors import SYSTEM, Actor
from tongban.identity.tests.conftest import totp_code
from tongban.kernel import identity_numbers

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORDS = "窗口让我跑了三次，每次说的都不一样。"


@pytest.fixture
def at():
    return timezone.now()


def citizen(name, sequence, at):
    """A verified person with a browser in which she is signed in, and the actor she is."""
    phone = f"1990000{sequence:04}"
    number = identity_numbers.synthetic_number(date(1990, 5, 17), sequence)
    identity.install_people([identity.PersonRow(name, "111", number, phone, has_account=True)], actor=SYSTEM, at=at)
    account = people.account_of_phone(phone)
    client = Client()
    client.force_login(account)
    client.actor = Actor("person", account_id=account.pk, person_id=account.person_id, name=name, level=2)
    return client


def officer(login, organ, *roles):
    """Somebody at the desk, with a browser in which the second factor was given."""
    at = timezone.now()
    staff = identity.hire(login, login, organ, password="long-enough-2026", actor=SYSTEM, at=at)
    for role in roles:
        identity.give_role(staff, kinds.RoleName(role), organ, actor=SYSTEM, at=at)
    identity.enrol(staff, SECRET)
    client = Client()
    client.post("/desk/accounts/login/", {"login": login, "password": "long-enough-2026"})
    client.post("/desk/accounts/2fa/authenticate/", {"code": totp_code(SECRET)})
    seats = frozenset((role, organ.pk) for role in roles)
    client.actor = Actor(
        "officer", account_id=staff.account_id, name=login, staff_id=staff.pk, organ_id=organ.pk,
        organ_code=organ.code, district=organ.district, roles=frozenset(roles), seats=seats,
    )  # fmt: skip
    return client


@pytest.fixture
def wang(city, at):
    return citizen("王芳", 2, at)


@pytest.fixture
def sun(city, at):
    return citizen("孙悦", 4, at)


@pytest.fixture
def chen(city):
    return officer("chen", city.market, "intake")


@pytest.fixture
def manager(city):
    return officer("manager", city.market, "supervisor")


@pytest.fixture
def reviewer(city):
    return officer("reviewer", city.office, "supervisor")


@pytest.fixture
def occasion(city, wang, at):
    return small.occasion(city, who=wang.actor, at=at)


@pytest.fixture
def order(city, wang, occasion, at):
    """The order of 王芳's bad rating, which names her to the platform alone."""
    actions.rate(occasion, rules.Opinion(rules.Level.VERY_BAD, ("113",), WORDS), actor=wang.actor, at=at)
    return queries.rating_of(occasion).order


@pytest.fixture
def flaw(city, wang, at):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    return actions.flaws.report(rules.Report("flaw", "guide", "指南里的电话打不通。"), actor=wang.actor, at=at)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def statements(client, address):
    page(client, address)  # what each process keeps is read once
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return [each["sql"][:120] for each in captured.captured_queries]


# Rating


def test_a_rating_is_taken_once_and_shown_to_who_gave_it(wang, occasion):
    address = f"/rate/{occasion.code}/"
    assert "这次办得怎么样" in page(wang, address)
    sent = {"level": "2", "tag": ["213"], "words": WORDS, "anonymous": "yes"}
    assert wang.post(address, sent).url == address
    assert wang.post(address, sent | {"level": "5", "tag": []}).status_code == 200
    shown = page(wang, address)
    assert "收到你的评价了" in shown
    assert WORDS in shown
    assert Rating.objects.get().level == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "还没有选满意度"),
        ({"level": "9"}, "还没有选满意度"),
        ({"level": "5", "tag": ["108"]}, "对不上"),
        ({"level": "1", "words": "字" * 501}, "最多 500 字"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(wang, occasion, sent, said):
    answer = wang.post(f"/rate/{occasion.code}/", {"words": "保留这句", **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sent.get("words", "保留这句") in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_stranger_finds_no_page_and_who_is_not_signed_in_is_asked_to(sun, occasion):
    assert sun.get(f"/rate/{occasion.code}/").status_code == 404
    assert Client().get(f"/rate/{occasion.code}/").url.startswith("/accounts/login/")
    assert Client().get("/rate/ABCDEFGHJKMN/").url.startswith("/accounts/login/")


def test_guessing_codes_is_stopped_after_a_while(sun):
    answers = [sun.get(f"/rate/GUESSED{n:05}/").status_code for n in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_whoever_holds_the_slip_rates_without_signing_in_and_later_finders_read_nothing(city, chen):
    slip = actions.open_served(actions.Served("counter", small.ITEM, small.NAME), actor=chen.actor, at=timezone.now())
    stranger = Client()
    assert stranger.post(f"/rate/{slip.code}/", {"level": "1", "words": WORDS}).status_code == 302
    shown = page(stranger, f"/rate/{slip.code}/")
    assert "已经评过了" in shown
    assert WORDS not in shown


def test_one_addition_may_follow(wang, occasion, order):
    address = f"/rate/{occasion.code}/"
    wang.post(f"{address}more/", {"level": "4", "words": "后来好了。"})
    wang.post(f"{address}more/", {"level": "1", "words": "又改主意。"})
    shown = page(wang, address)
    assert "后来好了。" in shown
    assert "又改主意。" not in shown


# My ratings and my order


def test_my_ratings_show_what_became_of_the_bad_one(wang, order):
    shown = page(wang, "/me/ratings/")
    assert f"/me/ratings/{order.code}/" in shown
    assert "已派" in shown


def test_the_rater_talks_with_the_body_without_being_known_and_closes_the_order(wang, chen, order):
    here, there = f"/me/ratings/{order.code}/", f"/desk/ratings/{order.code}/"
    assert chen.post(f"{there}contact/", {"words": "您好，我们在查。"}).status_code == 302
    wang.post(f"{here}write/", {"words": "请看三号窗口。"})
    desk = page(chen, there)
    assert "请看三号窗口。" in desk
    assert "王芳" not in desk
    assert chen.post(f"{there}improve/").status_code == 302
    assert chen.post(f"{there}answer/", {"words": "已经改为一次告知。"}).status_code == 302
    assert "已经改为一次告知。" in page(wang, here)
    assert wang.post(f"{here}judge/", {"level": "4"}).status_code == 302
    assert Order.objects.get().state == "closed"
    assert "已办结" in page(wang, here)


def test_an_unhappy_rater_reopens_the_order(wang, chen, order):
    there = f"/desk/ratings/{order.code}/"
    chen.post(f"{there}settle/", {"words": "当场退还了多收的材料。"})
    assert wang.post(f"/me/ratings/{order.code}/judge/", {}).status_code == 422
    wang.post(f"/me/ratings/{order.code}/judge/", {"level": "1", "words": "没有退。"})
    assert "没有退。" in page(chen, there)
    assert Order.objects.get().round == 2


# The desk


def test_the_manager_sees_orders_by_deadline_and_hands_one_over_once(city, manager, order):
    assert small.NAME in page(manager, "/desk/ratings/")
    answer = manager.post(f"/desk/ratings/{order.code}/hand_over/", {"organ": city.office.code})
    assert answer.url == "/desk/ratings/"
    assert Order.objects.get().organ == city.office
    assert manager.get(f"/desk/ratings/{order.code}/").status_code == 404


def test_what_was_typed_stays_when_a_step_is_not_taken(chen, order):
    answer = chen.post(f"/desk/ratings/{order.code}/appeal/", {"words": "评的是别的窗口。"})
    assert answer.status_code == 422
    assert "评的是别的窗口。" in answer.content.decode()
    assert "还没有选为什么申诉" in answer.content.decode()


def test_two_officers_at_once_the_second_is_told_and_keeps_her_words(chen, order):
    chen.post(f"/desk/ratings/{order.code}/settle/", {"words": "当场改好。"})
    answer = chen.post(f"/desk/ratings/{order.code}/contact/", {"words": "您好。"})
    assert answer.status_code == 409
    assert "您好。" in answer.content.decode()


def test_an_independent_reviewer_decides_the_appeal(chen, reviewer, order, wang):
    there = f"/desk/ratings/{order.code}/"
    chen.post(f"{there}appeal/", {"ground": "mistaken", "words": "评的是别的单位。"})
    assert "评的是别的单位。" in page(reviewer, there)
    assert order.code in page(reviewer, "/desk/ratings/reviews/")
    assert reviewer.post(f"{there}exclude/", {"words": "确实不是这个单位。"}).status_code == 302
    assert Rating.objects.get().excluded
    assert "确实不是这个单位。" in page(wang, f"/me/ratings/{order.code}/")


def test_more_time_is_granted_by_another_than_who_asked(chen, manager, order):
    there = f"/desk/ratings/{order.code}/"
    chen.post(f"{there}contact/", {"words": "您好，正在查。"})
    chen.post(f"{there}ask_time/", {"words": "要改系统。"})
    assert chen.post(f"{there}grant_time/").status_code == 404
    assert manager.post(f"{there}grant_time/").status_code == 302
    assert Order.objects.get().complex


def test_a_caller_of_another_body_notes_the_call(chen, reviewer, order):
    there = f"/desk/ratings/{order.code}/"
    chen.post(f"{there}settle/", {"words": "当场改好。"})
    assert order.code in page(reviewer, "/desk/ratings/calls/")
    assert reviewer.post(f"{there}call_back/", {}).status_code == 422
    assert reviewer.post(f"{there}call_back/", {"level": "5", "words": "很快。"}).status_code == 302
    assert Order.objects.get().state == "closed"


def test_staff_open_a_code_with_its_picture_once_for_each_number(chen):
    shown = chen.post("/desk/ratings/open/", {"kind": "counter", "reference": "A001"}).content.decode()
    again = chen.post("/desk/ratings/open/", {"kind": "counter", "reference": "A001"}).content.decode()
    code = queries.Occasion.objects.get().code
    assert code in shown
    assert code in again
    assert "<svg" in shown


def test_an_unknown_item_opens_no_code(chen):
    answer = chen.post("/desk/ratings/open/", {"kind": "telephone", "item": "999999999999"})
    assert answer.status_code == 422
    assert "没有这个编码的事项" in answer.content.decode()


def test_what_reached_the_body_is_read_without_a_name(chen, order, wang):
    shown = page(chen, "/desk/ratings/read/")
    assert WORDS in shown
    assert "王芳" not in shown


# Flaws


def test_anybody_reports_a_flaw_with_a_photo_and_follows_it(city, wang, chen, sun):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    sent = {
        "kind": "flaw",
        "category": "form",
        "words": "表格第三栏填不进去，我的电话 13800138000。",
        "photo": picture(),
    }
    address = wang.post("/flaws/report/", sent).url.split("?")[0]
    shown = page(wang, address)
    assert "13800138000" not in shown
    assert wang.get(f"{address}photo/").status_code == 200
    assert sun.get(f"{address}photo/").status_code == 404
    there = f"/desk{address}"
    assert "王芳" not in page(chen, there)
    assert chen.get(f"{there}photo/").status_code == 200
    assert sun.post(f"{address}back/").status_code == 302
    for step, typed in (
        ("contact", {}),
        ("adopt", {"words": "改表。"}),
        ("fix", {"words": "改好了。", "page": "/search/"}),
    ):
        assert chen.post(f"{there}{step}/", typed).status_code == 302
    shown = page(Client(), address)
    assert "改好了。" in shown
    assert 'href="/search/"' in shown


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "还没有选是什么问题"),
        ({"category": "page", "words": " "}, "还没有写哪里不对"),
        ({"category": "page", "words": "字" * 50_000}, "最多 2000 字"),
    ],
)
def test_a_report_that_cannot_be_taken_says_why(city, wang, sent, said):
    answer = wang.post("/flaws/report/", {"kind": "flaw", **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Flaw.objects.exists()


def test_a_broken_photo_is_said_and_the_words_stay(city, wang):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    broken = picture()
    broken.truncate(40)
    sent = {"kind": "flaw", "category": "page", "words": "按钮点不动", "photo": broken}
    answer = wang.post("/flaws/report/", sent)
    assert answer.status_code == 422
    assert "按钮点不动" in answer.content.decode()
    assert not Flaw.objects.exists()


def test_a_flood_of_reports_is_stopped(city, wang):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    sent = {"kind": "flaw", "category": "page", "words": "按钮点不动"}
    assert [wang.post("/flaws/report/", sent).status_code for _ in range(11)][-1] == 429


def test_what_is_reported_from_a_guide_is_linked_to_the_item_and_the_version_seen(city, wang):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    item = Item.objects.create(code=small.ITEM, name=small.NAME)
    version = publish(item, DOCUMENT)
    shown = page(wang, f"/flaws/report/?item={small.ITEM}&page=/items/{small.ITEM}/")
    assert small.NAME in shown
    assert f'name="version" value="{version.pk}"' in shown
    sent = {"kind": "flaw", "category": "guide", "words": "样本链接打不开", "item": small.ITEM, "version": version.pk}
    wang.post("/flaws/report/", sent)
    assert Flaw.objects.get().version == version.pk


def test_similar_open_reports_are_offered_while_typing(wang, flaw):
    answer = wang.post("/flaws/similar/", {"words": "指南里的电话打不通"}).content.decode()
    assert f"/flaws/{flaw.code}/" in answer


def test_a_campaign_has_a_page_with_live_counts(wang, city, at):
    actions.install_routes([RouteRow("flaw", city.market.code)])
    today = timezone.localdate()
    call = Call(
        "forms", {"zh": "表格好不好填", "en": "Are the forms easy?"}, {"zh": "填表时哪里卡住了？"}, today, today
    )
    actions.open_campaign(call, actor=SYSTEM, at=at)
    sent = {"kind": "suggestion", "category": "form", "words": "能不能少填一遍地址", "campaign": "forms"}
    wang.post("/flaws/report/", sent)
    shown = page(Client(), "/flaws/campaigns/forms/")
    assert "能不能少填一遍地址" in shown
    assert "表格好不好填" in page(Client(), "/flaws/")


def test_a_supervisor_opens_a_campaign_and_what_is_wrong_is_said(manager, chen):
    today = timezone.localdate().isoformat()
    sent = {"title_zh": "表格好不好填", "words_zh": "卡在哪一栏？", "slug": "forms", "since": today, "until": today}
    assert chen.post("/desk/flaws/campaigns/", sent).status_code == 404
    for wrong in ({"title_zh": ""}, {"words_zh": ""}, {"slug": "A b"}, {"since": "明天"}, {"until": "2019-01-01"}):
        answer = manager.post("/desk/flaws/campaigns/", sent | wrong)
        assert answer.status_code == 422
        assert "所以没有发布" in answer.content.decode()
    assert manager.post("/desk/flaws/campaigns/", sent).url == "/flaws/campaigns/forms/"
    assert "卡在哪一栏？" in page(Client(), "/flaws/campaigns/forms/")


# Who may come in


def test_a_stranger_finds_nothing_behind_any_door(sun, order, flaw, reviewer, city):
    other = officer("other", city.water, "intake")
    for address in (f"/me/ratings/{order.code}/", f"/desk/ratings/{order.code}/", "/desk/ratings/"):
        assert sun.get(address).status_code in (302, 404), address
    for step in ("judge", "write"):
        assert sun.post(f"/me/ratings/{order.code}/{step}/", {"level": "5", "words": "x"}).status_code == 404
    for address in (f"/desk/ratings/{order.code}/", f"/desk/flaws/{flaw.code}/", f"/desk/flaws/{flaw.code}/photo/"):
        assert other.get(address).status_code == 404, address
    for address in ("/desk/ratings/reviews/", "/desk/ratings/calls/", "/desk/ratings/board/"):
        assert other.get(address).status_code == 404, address
    assert other.post(f"/desk/ratings/{order.code}/settle/", {"words": "x"}).status_code == 404
    assert other.post(f"/desk/flaws/{flaw.code}/contact/").status_code == 404
    assert reviewer.get(f"/desk/ratings/{order.code}/").status_code == 404


# The public figures


def test_the_figures_name_the_district_and_hide_what_few_stand_behind(city, wang, order):
    shown = page(Client(), "/ratings/")
    assert "人数太少，不显示" in shown
    for case in range(2, 8):
        actions.rate(
            small.occasion(city, case=case, who=wang.actor, at=timezone.now()),
            rules.Opinion(rules.Level.GOOD), actor=wang.actor, at=timezone.now(),
        )  # fmt: skip
    shown = page(Client(), "/ratings/")
    assert "人数太少，不显示" not in shown
    assert "85.7" in shown
    assert WORDS in shown
    assert "王芳" not in shown


@pytest.mark.parametrize("by", ["district", "department", "item", "nonsense"])
def test_each_table_is_a_page_and_a_file(order, by):
    page(Client(), f"/ratings/?by={by}")
    answer = Client().get(f"/ratings/table.csv?by={by}")
    assert answer.content.decode("utf-8-sig").startswith("key,name,reviews")


def test_a_published_month_is_drawn_from_its_file_and_proves_itself(order, city):
    month = timezone.localdate().replace(day=1)
    later = timezone.now() + timezone.timedelta(days=40)
    actions.publish(month, actor=SYSTEM, at=later)
    text = f"{month:%Y-%m}"
    assert "签名核对无误" in page(Client(), f"/ratings/{text}/")
    assert f"/ratings/{text}/" in page(Client(), "/ratings/")
    assert Client().get(f"/ratings/{text}/file.json")["X-Signature-Ed25519"]
    assert Client().get(f"/ratings/{text}/table.csv?by=item").status_code == 200
    for wrong in ("2019-01", "2026-13", "nonsense"):
        assert Client().get(f"/ratings/{wrong}/").status_code == 404


PUBLIC = ["/ratings/", "/ratings/?by=department", "/ratings/?by=item", "/ratings/bad/", "/flaws/", "/flaws/report/"]


PORTAL = [*PUBLIC, "/me/ratings/", "/flaws/{flaw}/", "/me/ratings/{order}/", "/rate/{code}/"]
DESK = ["/desk/ratings/", "/desk/ratings/reviews/", "/desk/ratings/calls/", "/desk/ratings/board/", "/desk/ratings/read/",
        "/desk/ratings/open/", "/desk/flaws/", "/desk/ratings/{order}/", "/desk/flaws/{flaw}/"]  # fmt: skip
FRAME = ("session", "identity_account", "identity_role", "notifications_")  # who sits here, and unread messages


def own_statements(client, address):
    return [sql for sql in statements(client, address) if not any(table in sql for table in FRAME)]


def test_each_page_of_the_portal_takes_six_statements_at_most_and_is_there_in_english(wang, occasion, order, flaw):
    addresses = [each.format(flaw=flaw.code, order=order.code, code=occasion.code) for each in PORTAL]
    taken = {address: own_statements(wang, address) for address in addresses}
    assert {address: found for address, found in taken.items() if len(found) > 6} == {}
    wang.cookies["language"] = "en"
    assert [address for address in addresses if 'lang="en"' not in page(wang, address)] == []


def test_each_page_of_the_desk_takes_six_statements_at_most_and_is_there_in_english(manager, order, flaw):
    addresses = [each.format(flaw=flaw.code, order=order.code) for each in DESK]
    taken = {address: own_statements(manager, address) for address in addresses}
    assert {address: found for address, found in taken.items() if len(found) > 6} == {}
    manager.cookies["language"] = "en"
    assert [address for address in addresses if 'lang="en"' not in page(manager, address)] == []
