"""Everything that reads messages. A person reads her own inbox only, whichever hat she wears."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from tongban.identity.actors import Actor
from tongban.notifications import texts
from tongban.notifications.models import Message
from tongban.ui import dates, display

PAGE = 20


@dataclass(frozen=True)
class Letter:
    """A message as it is read: words filled in, in the reader's language."""

    id: int
    title: str
    body: str
    address: str
    at: datetime
    is_read: bool


def of(actor: Actor) -> QuerySet[Message]:
    """The messages of the person who asks, newest first."""
    return Message.objects.filter(person=actor.person_id).order_by("-pk")


def inbox(actor: Actor, before: int | None = None) -> list[Letter]:
    """One page of the inbox, and one message more if there is a next page; *before* is the last id of the page before."""
    messages = of(actor) if before is None else of(actor).filter(pk__lt=before)
    return [letter(message) for message in messages[: PAGE + 1]]


def unread(actor: Actor) -> int:
    """How many messages wait, up to 100: shown in the frame of each page, so it never counts far."""
    if actor.person_id is None:
        return 0
    return len(Message.objects.filter(person_id=actor.person_id, read_at=None).values_list("pk")[:100])


def letter(message: Message) -> Letter:
    """The words of *message* in the active language."""
    title, body = fill(message.text, message.facts)
    return Letter(message.pk, title, body, message.address, message.at, message.read_at is not None)


def fill(key: str, facts: dict[str, str]) -> tuple[str, str]:
    """Title and body of the text *key*, with *facts* in their places."""
    words = texts.ALL[key]
    body = words.undated if words.undated and not facts.get("due") else words.body
    said = {name: _said(name, value) for name, value in facts.items()}
    return gettext(words.title) % said, gettext(body) % said


def _said(name: str, value: str) -> str:
    """A fact in words: a due date as people say dates."""
    if name != "due" or not value:
        return value
    return dates.Speech(display.language(get_language())).day(date.fromisoformat(value))
