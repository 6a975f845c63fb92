"""Tables of feedback: occasions to rate, and ratings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tongban.identity.models import Organ, Person


class Occasion(models.Model):
    """One service that somebody was given and may rate once (一事一评)."""

    class Kind(models.TextChoices):
        CLOSED = "closed"
        REFUSED = "refused"

    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    case = models.BigIntegerField()  # a row of cases, which stands below: kept as a plain id with its number
    case_number = models.CharField(max_length=40)
    item = models.CharField(max_length=12)
    item_name = models.CharField(max_length=200)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    district = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    rated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "feedback_occasion"
        constraints = (
            # A case's closing (or refusal) is one occasion, however often its reaction runs.
            models.UniqueConstraint(fields=["case", "kind"], name="feedback_one_occasion"),
        )
        indexes = (
            models.Index(fields=["person", "-id"], name="feedback_of_person"),  # queries.of_person
        )


class Rating(models.Model):
    """One rating. An anonymous one is not linked to its occasion, bears no person, and only the day it was given."""

    occasion = models.OneToOneField(Occasion, models.PROTECT, null=True, related_name="rating")
    level = models.SmallIntegerField()
    tags = ArrayField(models.CharField(max_length=3), default=list)
    tag_version = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    anonymous = models.BooleanField(default=False)
    item = models.CharField(max_length=12)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    district = models.CharField(max_length=12, blank=True)
    given_on = models.DateField()

    class Meta:
        db_table = "feedback_rating"
        constraints = (
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="feedback_level"),
            models.CheckConstraint(
                condition=models.Q(anonymous=True, occasion__isnull=True)
                | models.Q(anonymous=False, occasion__isnull=False),
                name="feedback_anonymous_is_unlinked",
            ),
        )
        indexes = (
            models.Index(fields=["organ", "given_on"], name="feedback_of_organ"),  # figures by body and month
        )
