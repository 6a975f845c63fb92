"""Everything that changes messages. Telling writes a row; sending is a job of its own, outside any transaction."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from procrastinate.contrib.django import app

from tongban.identity import queries as identity
from tongban.identity.actors import Actor
from tongban.kernel import ports
from tongban.notifications import queries, texts
from tongban.notifications.models import Message, Outgoing
from tongban.notifications.ports import NotSent, Sms

MOST_SMS_A_DAY = 5  # a person's phone is not a log; the rest waits in her inbox


@transaction.atomic
def tell(person: int, text: str, *, line: int, at: datetime, address: str = "", **facts: str) -> Message:
    """Put one message into *person*'s inbox, and queue an SMS if the text is worth one. Once per journal line."""
    message, created = Message.objects.get_or_create(
        person_id=person, line=line, defaults={"text": text, "facts": facts, "address": address, "at": at}
    )
    if created and texts.ALL[text].sms and _phone_is_quiet(person, at):
        Outgoing.objects.create(message=message)
        send_sms.defer(message=message.pk)
    return message


def read(actor: Actor, *, at: datetime) -> None:
    """Mark what is in the inbox as read."""
    queries.of(actor).filter(read_at=None).update(read_at=at)


@app.task(name="tongban.notifications.send_sms", queue="outgoing", retry=5)
def send_sms(message: int) -> None:
    """Send the SMS of *message*, unless it went already."""
    outgoing = Outgoing.objects.select_related("message").filter(message=message, state=Outgoing.State.WAITING).first()
    number = identity.phone_of(outgoing.message.person_id) if outgoing else ""
    if outgoing is None or not number:
        return
    title, body = queries.fill(outgoing.message.text, outgoing.message.facts)
    try:
        ports.get(Sms).send(number, f"【{settings.BRAND['zh-hans']}】{title}。{body}")
    except NotSent:
        Outgoing.objects.filter(pk=outgoing.pk).update(tries=F("tries") + 1)
        raise
    Outgoing.objects.filter(pk=outgoing.pk, state=Outgoing.State.WAITING).update(state=Outgoing.State.SENT)


def _phone_is_quiet(person: int, at: datetime) -> bool:
    since = at - timedelta(days=1)
    sent = Outgoing.objects.filter(message__person_id=person, message__at__gt=since)
    return sent.count() < MOST_SMS_A_DAY
