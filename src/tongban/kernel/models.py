"""Tables of the ground: journal lines, counters, calendars."""

from django.contrib.postgres.fields import ArrayField
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

    def __str__(self) -> str:
        return f"{self.series}={self.last}"


class Tally(models.Model):
    """A kept count, in several rows so that writers do not wait for each other: tallies.add, tallies.total."""

    name = models.CharField(max_length=64)
    shard = models.SmallIntegerField()
    value = models.BigIntegerField(default=0)

    class Meta:
        db_table = "tally"
        constraints = (models.UniqueConstraint(fields=["name", "shard"], name="tally_shard"),)


class CalendarYear(models.Model):
    """One version of one year's days in one region. Inserted, never changed: calendars.current, actions.amend_calendar."""

    region = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    published = models.BooleanField()
    days_off = ArrayField(models.DateField(), default=list)
    working_days = ArrayField(models.DateField(), default=list)
    closes_at = models.TimeField()
    source = models.CharField(max_length=200)
    effective_at = models.DateField()

    class Meta:
        db_table = "calendar_year"
        constraints = (
            models.UniqueConstraint(fields=["region", "year", "version"], name="calendar_year_version"),  # calendars
            models.CheckConstraint(condition=models.Q(version__gte=1), name="calendar_year_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.year}.{self.version}"
