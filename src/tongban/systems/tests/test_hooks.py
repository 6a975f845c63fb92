"""Signed news to department systems: in order, tried again, never lost, never into the house."""

import json
import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from tongban.cases.tests import city as small
from tongban.config import reactions
from tongban.kernel import ports as joins
from tongban.kernel.models import Line
from tongban.systems import actions, addresses, ports, pushing, queries, rules, sending, signatures, tasks
from tongban.systems.actions import News, NotAllowed, Refused
from tongban.systems.models import Delivery
from tongban.systems.tests import fleet

AT = fleet.AT
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ADDRESS = "https://8.8.8.8/hooks"  # out in the world; never connected to


@pytest.fixture
def sender():
    with joins.joined(ports.Sender, ports.FakeSender()) as fake:
        yield fake


@pytest.fixture
def hook(city):
    """A subscription of the market office to everything, and its secret."""
    return actions.subscribe("业务系统", ADDRESS, [], actor=fleet.supervisor(city.market), at=AT)


def news(line, case=1, step="accept"):
    return News(line, case, f"N{case}", step, "310112345001", "310101", "310101-market", "", {}, AT)


def tell(one, *lines):
    for line, case in lines:
        actions.announce(news(line, case), [one.organ_id])


def told(sender):
    return [json.loads(body)["id"] for _, _, body in sender.sent]


def push(one, at=AT):
    return pushing.push(one.pk, now=lambda: at)


# What is told


def test_each_step_of_a_case_reaches_the_system_of_its_body(city, hook, sender):
    one, secret = hook
    case = small.accepted(city)
    for line in Line.objects.filter(package="cases", subject=case.pk, step__in=reactions.HEARD).order_by("pk"):
        reactions.tell_systems(line)
        reactions.tell_systems(line)
    assert push(one) == 2
    bodies = [json.loads(body) for _, _, body in sender.sent]
    assert [(body["type"], body["case"]) for body in bodies] == [
        ("case.file", case.number),
        ("case.accept", case.number),
    ]
    for _, headers, body in sender.sent:
        assert signatures.is_valid(secret, headers, body, at=AT)
        assert "王芳" not in body
        assert "小满" not in body


def test_another_body_hears_nothing_and_unwanted_steps_are_not_told(city, sender):
    actions.subscribe("别家", ADDRESS, [], actor=fleet.supervisor(city.other), at=AT)
    actions.subscribe("只听决定", ADDRESS, ["decide"], actor=small.officer("郑民", city.market, "supervisor"), at=AT)
    case = small.accepted(city)
    for line in Line.objects.filter(package="cases", subject=case.pk):
        reactions.tell_systems(line)
    assert not Delivery.objects.exists()


def test_a_changed_body_or_an_old_moment_fails_the_signature(hook):
    _, secret = hook
    headers = signatures.headers(secret, "1", "{}", at=AT)
    assert signatures.is_valid(secret, headers, "{}", at=AT)
    assert not signatures.is_valid(secret, headers, "{ }", at=AT)
    assert not signatures.is_valid(secret, headers, "{}", at=AT + HOUR)
    assert not signatures.is_valid(signatures.new_secret(), headers, "{}", at=AT)


def test_the_secret_lies_sealed(hook):
    one, secret = hook
    assert secret.encode() not in bytes(one.secret_sealed)


# Order and retries


def test_order_within_a_case_is_kept_while_others_go_on(hook, sender):
    one, _ = hook
    tell(one, (1, 1), (2, 1), (3, 2), (4, 2))
    sender.answer = lambda body: 500 if json.loads(body)["id"] == 1 else 200
    push(one)
    assert told(sender) == [1, 3, 4]
    sender.answer = lambda _body: 200
    push(one, AT + 2 * MINUTE)
    assert told(sender) == [1, 3, 4, 1, 2]


def test_a_receiver_that_answers_500_for_a_day_loses_nothing(hook, sender):
    one, _ = hook
    tell(one, *((line, line % 3) for line in range(1, 10)))
    sender.answer = lambda _body: 500
    for minute in range(0, 24 * 60, 10):
        push(one, AT + minute * MINUTE)
    assert Delivery.objects.filter(state="waiting").count() == 9
    sender.sent.clear()
    sender.answer = lambda _body: 200
    for hour in range(4):
        push(one, AT + DAY + hour * HOUR)
    by_case = {case: [line for line in told(sender) if line % 3 == case] for case in range(3)}
    assert by_case == {0: [3, 6, 9], 1: [1, 4, 7], 2: [2, 5, 8]}


def test_a_receiver_that_hangs_rests_at_once_so_that_others_do_not_wait(hook, sender):
    one, _ = hook
    tell(one, *((line, line) for line in range(1, 20)))
    sender.answer = lambda _body: "timeout"
    push(one)
    push(one, AT + MINUTE / 2)
    assert told(sender) == [1]
    assert queries.with_work(at=AT + MINUTE / 2) == []
    assert queries.with_work(at=AT + 2 * MINUTE) == [one.pk]


def test_what_was_tried_for_a_week_waits_for_a_human_and_holds_its_case(city, hook, sender):
    one, _ = hook
    tell(one, (1, 1), (2, 1))
    sender.answer = lambda _body: 500
    push(one, AT + 8 * DAY)
    assert Delivery.objects.get(line=1).state == "stuck"
    sender.answer = lambda _body: 200
    push(one, AT + 9 * DAY)
    assert told(sender) == [1]
    again = actions.resend(one, Delivery.objects.get(line=1).pk, actor=fleet.supervisor_again(city), at=AT + 9 * DAY)
    assert (again, push(one, AT + 9 * DAY), told(sender)) == (1, 2, [1, 1, 2])


def test_waiting_grows_to_an_hour_and_no_further():
    waits = [rules.wait_after(tries) for tries in range(1, 40)]
    assert waits[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert max(waits) == HOUR


def test_an_ended_subscription_hears_nothing(city, hook, sender):
    one, _ = hook
    tell(one, (1, 1))
    actions.end_subscription(one, actor=fleet.supervisor_again(city), at=AT)
    assert (push(one), sender.sent, queries.listening([one.organ_id], "accept")) == (0, [], [])


def test_waking_twice_queues_one_push(hook):
    one, _ = hook
    tasks.wake([one.pk])
    tasks.wake([one.pk])
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert ProcrastinateJob.objects.filter(task_name="tongban.systems.push").count() == 1


def test_a_long_line_goes_on_in_another_job_so_that_others_have_their_turn(hook, sender, monkeypatch):
    one, _ = hook
    tell(one, *((line, line) for line in range(1, 4)))
    monkeypatch.setattr(pushing, "LASTS", timedelta(seconds=-1))
    tasks.push(one.pk)
    assert told(sender) == [1]
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert ProcrastinateJob.objects.filter(task_name="tongban.systems.push").count() == 1


# Whose


def test_only_a_supervisor_subscribes_and_the_stranger_sees_none(city, hook):
    for who in (city.chen, city.zhao, city.wang, city.sun):
        with pytest.raises(NotAllowed):
            actions.subscribe("x", ADDRESS, [], actor=who, at=AT)
    for who in (city.stranger_clerk, city.sun, city.chen):
        assert queries.subscription(who, hook[0].tag) is None


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/", "https://localhost/", "https://10.0.0.8/", "https://192.168.1.1/", "https://172.16.0.1/",
        "https://169.254.169.254/latest/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1]/",
        "https://[fd00::1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://0.0.0.0/",
        "https://2130706433/", "https://0x7f.1/", "https://100.64.0.1/", "https://224.0.0.1/", "http://8.8.8.8/",
        "ftp://8.8.8.8/", "https://user:pw@8.8.8.8/", "https://8.8.8.8/#x", "https://8.8.8.8/\r\nX: y", "https://",
        "", "https://8.8.8.8:99999/", "https://8.8.8.8/" + "a" * 500,
    ],
)  # fmt: skip
def test_addresses_inside_the_house_and_odd_ones_are_refused(city, address):
    with pytest.raises(Refused) as refusal:
        actions.subscribe("x", address, [], actor=fleet.supervisor(city.market), at=AT)
    assert refusal.value.field == "address"


def test_a_name_that_leads_inside_by_one_of_its_addresses_is_refused(monkeypatch):
    found = [(0, 0, 0, "", (ip, 443)) for ip in ("8.8.8.8", "10.1.2.3")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(addresses.Barred):
        addresses.check("https://example.org/")


def test_a_name_that_leads_inside_later_is_not_sent_to(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", ("127.0.0.1", 443))])
    with pytest.raises(ports.Unreached, match="inside"):
        sending.Http().send("https://example.org/", {}, "{}")


# The real sender, over loopback, which the operator allowed


class Receiver:
    """Listens on loopback for one connection and does with it as told."""

    def __init__(self, deed):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/in?x=1"
        self.got = b""
        self.thread = threading.Thread(target=self._serve, args=(deed,))
        self.thread.start()

    def _serve(self, deed):
        line, _ = self.socket.accept()
        with line:
            self.got = line.recv(65536)
            while b"\r\n\r\n" not in self.got or not self.got.endswith(b"}"):
                self.got += line.recv(65536)
            deed(line)

    def close(self):
        self.thread.join(5)
        self.socket.close()


@pytest.fixture
def receiver(settings):
    settings.TONGBAN_HOOK_NETWORKS = ["127.0.0.0/8"]
    made = []

    def make(deed):
        made.append(Receiver(deed))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_the_real_sender_posts_and_reads_the_status(receiver):
    one = receiver(lambda line: line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert sending.Http().send(one.address, {"webhook-id": "7"}, "{}") == 204
    assert one.got.startswith(b"POST /in?x=1 HTTP/1.1\r\n")
    assert b"webhook-id: 7" in one.got


def test_a_redirect_is_an_answer_and_not_followed(receiver):
    one = receiver(lambda line: line.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n"))
    assert sending.Http().send(one.address, {}, "{}") == 302


def test_a_receiver_that_hangs_is_left_after_a_while(receiver, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.2)
    one = receiver(lambda line: line.recv(1))
    with pytest.raises(ports.Unreached, match="timeout"):
        sending.Http().send(one.address, {}, "{}")


def test_a_receiver_that_talks_nonsense_is_broken(receiver):
    one = receiver(lambda line: line.sendall(b"hello\r\n"))
    with pytest.raises(ports.Unreached, match="broken"):
        sending.Http().send(one.address, {}, "{}")


def test_nobody_listening_is_broken(settings):
    settings.TONGBAN_HOOK_NETWORKS = ["127.0.0.0/8"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ports.Unreached, match="broken"):
        sending.Http().send(f"http://127.0.0.1:{port}/", {}, "{}")


def test_the_fake_and_the_real_sender_answer_alike(receiver):
    one = receiver(lambda line: line.sendall(b"HTTP/1.1 500 Oops\r\n\r\n"))
    fake = ports.FakeSender(answer=lambda _body: 500)
    assert {sender.send(one.address, {}, "{}") for sender in (fake, sending.Http())} == {500}
    assert replace(fake).check_config() == sending.Http().check_config() == ""
