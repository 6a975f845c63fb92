"""Tables of feedback: occasions and ratings, orders of rectification, reports of flaws, campaigns, counts, publications.

An anonymous rating is linked to nothing: neither occasion nor person nor case. Its token is a keyed hash of the
occasion's code, and the key lies outside the database (tokens.py).
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tongban.feedback.clock import Reminder
from tongban.feedback.states import flaws, orders
from tongban.identity.models import Organ, Person, Staff

_AT_WORK = sorted(str(state) for state in orders.OPEN - {orders.State.WAITING})
_OPEN_FLAWS = sorted(str(state) for state in flaws.OPEN)


class Occasion(models.Model):
    """One service that somebody was given and may rate once (一事一评, 一次一评)."""

    class Kind(models.TextChoices):
        CLOSED = "closed"
        REFUSED = "refused"
        SUPPLEMENT = "supplement"
        COUNTER = "counter"
        TELEPHONE = "telephone"

    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    case = models.BigIntegerField(null=True)  # a row of cases, which stands below: kept as a plain id with its number
    case_number = models.CharField(max_length=40, blank=True)
    line = models.BigIntegerField(default=0)  # which of several requests to supply: the journal line of it
    reference = models.CharField(max_length=40, blank=True)  # a counter's or hotline's own number of the service
    item = models.CharField(max_length=12, blank=True)
    item_name = models.CharField(max_length=200, blank=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    district = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)  # None: the slip
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)  # who opened it
    opened_at = models.DateTimeField()
    closes_on = models.DateField(null=True)  # the last day on which it may be rated

    class Meta:
        db_table = "feedback_occasion"
        constraints = (
            # A case's closing (or refusal) is one occasion, however often its reaction runs.
            models.UniqueConstraint(fields=["case", "kind", "line"], name="feedback_one_occasion"),
            models.UniqueConstraint(
                fields=["organ", "reference"], name="feedback_one_reference", condition=~Q(reference="")
            ),
        )
        indexes = (
            models.Index(fields=["person", "-id"], name="feedback_of_person", condition=Q(person__isnull=False)),
        )  # queries.occasions_of


class Rating(models.Model):
    """One rating. An anonymous one bears no occasion and no person, and only the day it was given."""

    token = models.BinaryField(max_length=32, unique=True)  # once per occasion: a second insert fails
    occasion = models.ForeignKey(Occasion, models.PROTECT, null=True, related_name="+", db_index=False)
    contact_sealed = models.BinaryField(default=b"")  # who is told of what follows; opens only with the key
    level = models.SmallIntegerField()
    tags = ArrayField(models.CharField(max_length=3), default=list)
    tag_version = models.CharField(max_length=10)
    words_sealed = models.BinaryField(default=b"")  # as written
    public_words = models.TextField(blank=True)  # as screened: all that bodies and the public read
    anonymous = models.BooleanField(default=False)
    channel = models.SmallIntegerField(default=1)
    item = models.CharField(max_length=12, blank=True)
    item_name = models.CharField(max_length=200, blank=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    district = models.CharField(max_length=12, blank=True)
    given_on = models.DateField()
    released_on = models.DateField(null=True)  # since when the body may read it; None: held back
    release_by = models.DateField(null=True)  # when it is released however few were served
    excluded = models.BooleanField(default=False)  # out of the figures after review; never out of the record

    class Meta:
        db_table = "feedback_rating"
        constraints = (
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="feedback_level"),
            # 7 and 8 are ratings that a system made up: there are none here.
            models.CheckConstraint(condition=Q(channel__range=(1, 6)), name="feedback_given_by_somebody"),
            models.CheckConstraint(
                condition=Q(anonymous=True, occasion__isnull=True) | Q(anonymous=False, occasion__isnull=False),
                name="feedback_anonymous_is_unlinked",
            ),
        )
        indexes = (
            models.Index(fields=["organ", "-id"], name="feedback_of_organ", condition=Q(released_on__isnull=False)),
            models.Index(fields=["-id"], name="feedback_bad", condition=Q(level__lte=2, released_on__isnull=False)),
            models.Index(fields=["release_by"], name="feedback_to_release", condition=Q(released_on=None)),
        )  # queries.ratings_at; queries.public_bad; actions.release_due


class Addition(models.Model):
    """追评: the one later addition to a rating. It changes no figure."""

    rating = models.OneToOneField(Rating, models.PROTECT, related_name="addition")
    level = models.SmallIntegerField()
    words_sealed = models.BinaryField(default=b"")
    public_words = models.TextField(blank=True)
    given_on = models.DateField()

    class Meta:
        db_table = "feedback_addition"
        constraints = (models.CheckConstraint(condition=Q(level__range=(1, 5)), name="feedback_addition_level"),)


class Order(models.Model):
    """整改单: what a body must do about one bad rating, and how far it is."""

    code = models.CharField(max_length=24, unique=True)
    rating = models.OneToOneField(Rating, models.PROTECT, related_name="order")
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in orders.State])
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)  # who has it
    handed_from = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="+", db_index=False
    )  # more time, appeal
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    item = models.CharField(max_length=12, blank=True)
    item_name = models.CharField(max_length=200, blank=True)
    district = models.CharField(max_length=12, blank=True)
    month = models.DateField()  # the first of the month in which the rating was given: where it counts
    opened_at = models.DateTimeField()
    started_on = models.DateField(null=True)  # the local day on which it reached the body
    contact_by = models.DateField(null=True)
    half_on = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    due_on = models.DateField(null=True)  # the next deadline of whoever has it
    provisional = models.BooleanField(default=False)
    complex = models.BooleanField(default=False)
    time_asked = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)  # the day of the appeal: the clock stands
    reminded_to = models.DateField(null=True)  # reminders up to this day were given; a return does not move it
    remind_on = models.DateField(null=True)  # the next one
    contacted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    round = models.SmallIntegerField(default=1)  # 2 and more: reopened
    remedy = models.SmallIntegerField(null=True)  # how she rates the remedy
    answer = models.TextField(blank=True)  # what was put right, screened: public
    appeal_ground = models.CharField(max_length=12, blank=True)
    appeal_words = models.TextField(blank=True)
    verdict = models.TextField(blank=True)  # the reviewer's reason
    has_news = models.BooleanField(default=False)  # for a rater whom only the digest may tell
    revision = models.IntegerField(default=0)

    class Meta:
        db_table = "feedback_order"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(started_on__isnull=False),
                name="feedback_order_has_start",
            ),
        )
        indexes = (
            models.Index(
                fields=["organ", "due_on", "id"], name="feedback_order_of_organ",
                condition=Q(state__in=_AT_WORK),
            ),  # queries.orders_at: one body's orders by deadline
            models.Index(
                fields=["district", "due_on", "id"], name="feedback_order_district",
                condition=Q(state__in=_AT_WORK),
            ),  # queries.board: one district's
            models.Index(fields=["remind_on"], name="feedback_to_remind", condition=Q(remind_on__isnull=False)),
            models.Index(fields=["due_on", "id"], name="feedback_at_review", condition=Q(state="appealed")),
            models.Index(fields=["due_on", "id"], name="feedback_to_call", condition=Q(state="answered")),
            models.Index(fields=["id"], name="feedback_with_news", condition=Q(has_news=True)),  # actions.digest
        )  # fmt: skip


class Note(models.Model):
    """One message of an order's relay thread: what body and rater write to each other without knowing each other."""

    class Side(models.TextChoices):
        RATER = "rater"
        BODY = "body"
        PLATFORM = "platform"

    order = models.ForeignKey(Order, models.PROTECT, related_name="notes")
    side = models.CharField(max_length=8, choices=Side)
    words_sealed = models.BinaryField()
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "feedback_note"


class Given(models.Model):
    """One reminder that was given about an order. Written once; a second of the same day and kind is none."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="reminders", db_index=False)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Reminder])
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "feedback_reminder"
        constraints = (models.UniqueConstraint(fields=["order", "kind", "day"], name="feedback_reminded_once"),)


class Flaw(models.Model):
    """找茬: one report of a flaw, or one suggestion."""

    class Kind(models.TextChoices):
        FLAW = "flaw"
        SUGGESTION = "suggestion"

    class Category(models.TextChoices):
        GUIDE = "guide"
        PAGE = "page"
        COUNTER = "counter"
        FORM = "form"
        OTHER = "other"

    code = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    category = models.CharField(max_length=8, choices=Category)
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in flaws.State])
    item = models.CharField(max_length=12, blank=True)
    version = models.BigIntegerField(null=True)  # of the item, when reported from its guide
    page = models.CharField(max_length=200, blank=True)  # the address without what follows the question mark
    words_sealed = models.BinaryField()
    public_words = models.TextField()
    photo = models.UUIDField(null=True)
    photo_kind = models.CharField(max_length=4, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    handed_from = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", db_index=False)
    handler = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    district = models.CharField(max_length=12, blank=True)
    campaign = models.ForeignKey("Campaign", models.PROTECT, null=True, related_name="+", db_index=False)
    reported_at = models.DateTimeField()
    started_on = models.DateField()
    contact_by = models.DateField()
    due_on = models.DateField(null=True)
    contacted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_to = models.DateField(null=True)  # the day of the last reminder
    reason = models.TextField(blank=True)  # public: why declined, or what was changed
    fixed_version = models.BigIntegerField(null=True)  # of the item, in which it is right
    fixed_page = models.CharField(max_length=200, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    backers = models.IntegerField(default=0)
    revision = models.IntegerField(default=0)

    class Meta:
        db_table = "feedback_flaw"
        indexes = (
            models.Index(fields=["organ", "due_on", "id"], name="feedback_flaw_of_organ",
                         condition=Q(state__in=_OPEN_FLAWS)),  # queries.flaws_at
            models.Index(fields=["campaign", "-id"], name="feedback_flaw_campaign",
                         condition=Q(campaign__isnull=False)),  # queries.public_flaws
            models.Index(fields=["item", "-id"], name="feedback_flaw_of_item"),  # queries.public_flaws
            models.Index(fields=["person", "-id"], name="feedback_flaw_of_person",
                         condition=Q(person__isnull=False)),  # queries.flaws_of
            GinIndex(fields=["public_words"], opclasses=["gin_trgm_ops"], name="feedback_flaw_similar",
                     condition=Q(state__in=_OPEN_FLAWS)),  # queries.similar
        )  # fmt: skip


class Backer(models.Model):
    """Somebody who found the same flaw: once each, told as its reporter is."""

    flaw = models.ForeignKey(Flaw, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "feedback_backer"
        constraints = (models.UniqueConstraint(fields=["flaw", "person"], name="feedback_backs_once"),)


class Campaign(models.Model):
    """A call to look for flaws of one kind for some days, with its own page."""

    slug = models.SlugField(max_length=40, unique=True)
    title = models.JSONField()  # {"zh": …, "en": …}
    words = models.JSONField()
    item = models.CharField(max_length=12, blank=True)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "feedback_campaign"


class Route(models.Model):
    """Which body has what: the most exact row counts (item and district, item, district, neither)."""

    class Purpose(models.TextChoices):
        RATING = "rating"
        FLAW = "flaw"
        REVIEW = "review"
        BOARD = "board"

    purpose = models.CharField(max_length=8, choices=Purpose)
    item = models.CharField(max_length=12, blank=True)
    district = models.CharField(max_length=12, blank=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "feedback_route"
        constraints = (models.UniqueConstraint(fields=["purpose", "item", "district"], name="feedback_one_route"),)


class Count(models.Model):
    """What is counted of one month: by body and district, by item, by body and item. 0 and "" stand for all."""

    month = models.DateField()
    organ = models.BigIntegerField(default=0)
    district = models.CharField(max_length=12, blank=True)
    item = models.CharField(max_length=12, blank=True)
    served = models.IntegerField(default=0)
    reviews = models.IntegerField(default=0)
    good = models.IntegerField(default=0)  # levels 5, 4 and 3
    bad = models.IntegerField(default=0)
    orders = models.IntegerField(default=0)  # that reached the body
    contacted = models.IntegerField(default=0)
    contacted_in_time = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    answered_in_time = models.IntegerField(default=0)
    called_back = models.IntegerField(default=0)
    content = models.IntegerField(default=0)  # rated the remedy 3 or better
    appeals = models.IntegerField(default=0)
    upheld = models.IntegerField(default=0)
    excluded = models.IntegerField(default=0)

    class Meta:
        db_table = "feedback_count"
        constraints = (
            models.UniqueConstraint(fields=["month", "organ", "district", "item"], name="feedback_one_count"),
        )
        indexes = (
            models.Index(fields=["month", "organ", "district"], name="feedback_count_organs", condition=Q(item="")),
            models.Index(fields=["month", "item"], name="feedback_count_items", condition=Q(organ=0)),
        )  # queries.statistics


class Publication(models.Model):
    """One month as it was published: bytes, digest, signature. Inserted, never changed (see the migration's trigger)."""

    month = models.DateField(unique=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    signature = models.BinaryField(max_length=64)
    public_key = models.BinaryField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "feedback_publication"
