"""Tables of the ground: journal lines, counters, calendars."""

from django.db import models


class Line(models.Model):
    """One journal line: a fact that happened. Inserted, never changed (see the migration's grants)."""

    package = models.CharField(max_length=32)
    step = models.CharField(max_length=32)
    subject = models.BigIntegerField()
    actor_kind = models.CharField(max_length=16)
    actor = models.BigIntegerField(null=True)
    organ = models.CharField(max_length=32, blank=True)
    item = models.CharField(max_length=12, blank=True)
    district = models.CharField(max_length=12, blank=True)
    version = models.IntegerField(null=True)
    document = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "journal"
        indexes = (
            models.Index(fields=["package", "subject", "id"], name="journal_of_subject"),  # journal.of
        )


class Counter(models.Model):
    """The last number given out in a series: numbering.next_number."""

    series = models.CharField(max_length=80, primary_key=True)
    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = "counter"


class Tally(models.Model):
    """A kept count, in several rows so that writers do not wait for each other: tallies.add, tallies.total."""

    name = models.CharField(max_length=64)
    shard = models.SmallIntegerField()
    value = models.BigIntegerField(default=0)

    class Meta:
        db_table = "tally"
        constraints = (models.UniqueConstraint(fields=["name", "shard"], name="tally_shard"),)
