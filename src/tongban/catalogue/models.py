"""Tables of the catalogue: items, versions, implementations, offers (what search and lists read), synonyms."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tongban.identity.models import Organ


class Item(models.Model):
    """事项: one thing that one can apply for, by its code of 12 characters (基本编码)."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "catalogue_item"


class Version(models.Model):
    """One document of an item. Once published it never changes: a trigger says so too."""

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    content = models.JSONField()  # documents.Document; queries.version parses it
    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")  # whose overlay is merged in, if any
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_version"
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="catalogue_version_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "review"]) | models.Q(published_at__isnull=False),
                name="catalogue_published_has_moment",
            ),
        )


class Implementation(models.Model):
    """实施清单: an item as one body carries it out. *overlay* holds only what a body may set."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="implementations")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    task_code = models.CharField(max_length=31, unique=True)  # 实施编码: 18 USCC + 1 level + 12 item code
    district = models.CharField(max_length=12, blank=True)  # empty: the whole city
    level = models.CharField(max_length=8)
    overlay = models.JSONField(default=dict)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "catalogue_implementation"
        constraints = (models.UniqueConstraint(fields=["item", "organ"], name="catalogue_one_per_organ"),)
        indexes = (
            models.Index(fields=["item", "district"], name="catalogue_where"),  # queries.implementation
        )


class Offer(models.Model):
    """One handling of one item, with the facets by which people find and narrow it. Filled by publication only."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="offers")
    code = models.CharField(max_length=12)
    handling = models.CharField(max_length=2)
    name = models.CharField(max_length=200)  # of the item
    name_en = models.CharField(max_length=300, blank=True)
    handling_name = models.CharField(max_length=60)
    handling_name_en = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=8)
    summary = models.CharField(max_length=400)
    summary_en = models.CharField(max_length=600, blank=True)
    department = models.CharField(max_length=32)
    themes = ArrayField(models.CharField(max_length=40), default=list)
    subjects = ArrayField(models.CharField(max_length=1), default=list)
    districts = ArrayField(models.CharField(max_length=12), default=list)  # empty: city bodies decide, everywhere
    materials = models.SmallIntegerField()  # to hand in at most
    visits = models.SmallIntegerField()
    is_online = models.BooleanField()
    legal = models.CharField(max_length=20, blank=True)  # "20 workday"
    promised = models.CharField(max_length=20, blank=True)
    fee = models.CharField(max_length=7, default="unknown")  # none, some, unknown: the document was not checked
    is_full = models.BooleanField(default=False)  # described in full, with the questions people ask: shown first
    link_out = models.BooleanField(default=False)
    initials = models.CharField(max_length=200)  # gtgshslddj
    pinyin = models.CharField(max_length=800)
    words = SearchVectorField(null=True)

    class Meta:
        db_table = "catalogue_offer"
        constraints = (models.UniqueConstraint(fields=["item", "handling"], name="catalogue_one_offer"),)
        indexes = (
            GinIndex(fields=["words"], name="catalogue_offer_words"),  # search by words
            GinIndex(fields=["initials"], opclasses=["gin_trgm_ops"], name="catalogue_offer_initials"),  # gtgsh
            GinIndex(fields=["themes"], name="catalogue_offer_themes"),  # narrowing
        )


class Synonym(models.Model):
    """What people say for an item: 开饭馆 → 食品经营许可（新办）."""

    said = models.CharField(max_length=60)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")

    class Meta:
        db_table = "catalogue_synonym"
        constraints = (models.UniqueConstraint(fields=["said", "item"], name="catalogue_synonym_once"),)
