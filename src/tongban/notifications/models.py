"""Tables of notifications: messages in a person's inbox, and what goes out by SMS."""

from django.db import models

from tongban.identity.models import Person


class Message(models.Model):
    """One message in the inbox of one person. The words come from texts.py; here are only key and facts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    address = models.CharField(max_length=200, blank=True)  # the page that the message is about
    line = models.BigIntegerField()  # the journal line that caused it
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_message"
        constraints = (
            # One message per person and journal line, however often the reaction runs.
            models.UniqueConstraint(fields=["person", "line"], name="notifications_once"),
        )
        indexes = (
            models.Index(fields=["person", "-id"], name="notifications_of_person"),  # queries.inbox
            models.Index(fields=["person"], name="notifications_unread", condition=models.Q(read_at=None)),  # unread
        )


class Outgoing(models.Model):
    """One SMS to be sent for a message: state moves by compare-and-swap, so that it goes once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    message = models.OneToOneField(Message, models.CASCADE, related_name="sms")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.SmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_outgoing"
