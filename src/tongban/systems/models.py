"""Tables of systems: clients and their keys, kept answers, subscriptions, deliveries."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.identity.models import Account, Organ, Organisation
from tongban.systems.rules import State


class Client(models.Model):
    """A program that acts for an organisation, or at the desk of an organ. Its key is kept as a digest only."""

    tag = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")  # as whom it acts: identity.hats decides
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    scopes = ArrayField(models.CharField(max_length=8))
    items = ArrayField(models.CharField(max_length=12), default=list)  # item codes; empty: all
    digest = models.BinaryField(max_length=32, unique=True)  # SHA-256 of the key; queries.client_of
    hint = models.CharField(max_length=12)  # how the key begins, to tell keys apart
    until = models.DateField()  # the last day on which it may be used
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # to the hour
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "systems_client"
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, organ=None) | Q(organisation=None, organ__isnull=False),
                name="systems_client_of_one",
            ),
        )


class Kept(models.Model):
    """The answer to a request that came with an idempotency key: the same request again gets it again."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    asked = models.BinaryField(max_length=32)  # digest of method, address and body
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "systems_kept"
        constraints = (models.UniqueConstraint(fields=["client", "key"], name="systems_kept_once"),)  # actions.once
        indexes = (models.Index(fields=["at"], name="systems_kept_old"),)  # actions.sweep


class Subscription(models.Model):
    """That an organ's system wants to hear of steps of the organ's cases."""

    tag = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)
    address = models.CharField(max_length=400)
    steps = ArrayField(models.CharField(max_length=20), default=list)  # empty: all
    secret_sealed = models.BinaryField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    faults = models.SmallIntegerField(default=0)  # in a row
    rests_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "systems_subscription"


class Delivery(models.Model):
    """One piece of news for one subscription: what was sent, how often, what came back."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="deliveries", db_index=False)
    line = models.BigIntegerField()  # the journal line it tells of
    subject = models.BigIntegerField()  # the case: order is kept within it
    case_number = models.CharField(max_length=40)
    body = models.TextField()  # ids and codes only, exactly as it is signed
    state = models.CharField(max_length=8, choices=[(state, state) for state in State], default=State.WAITING)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)  # HTTP status, or the word of a fault
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "systems_delivery"
        constraints = (
            # One delivery per subscription and line, however often the reaction runs.
            models.UniqueConstraint(fields=["subscription", "line"], name="systems_delivery_once"),
        )
        indexes = (
            # queries.due: the next of one subscription
            models.Index(fields=["subscription", "id"], name="systems_to_send", condition=Q(state=State.WAITING)),
            # queries.due: what goes before in the same case
            models.Index(
                fields=["subscription", "subject", "id"], name="systems_before", condition=~Q(state=State.DONE)
            ),
            models.Index(fields=["subscription", "-id"], name="systems_log"),  # queries.log
            models.Index(fields=["made_at"], name="systems_done_old", condition=Q(state=State.DONE)),  # actions.sweep
        )
