"""Tables of cases: the case, its ledger, materials, attachments, supplement requests, official documents, opinions."""

import uuid

from django.db import models
from django.db.models import Q

from tongban.cases.clock import Kind
from tongban.cases.states import Desk, State
from tongban.catalogue.models import Implementation, Version
from tongban.identity.models import Organ, Organisation, Person, Power, Staff


class Case(models.Model):
    """办件: one application and what government makes of it. Keys are unindexed: a large table pays for every index."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)  # names the draft, and its folder of attachments
    number = models.CharField(max_length=40, null=True, unique=True)  # given when filed
    applicant_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    applicant_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    subject_person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_index=False
    )  # whom it concerns, where that is not the applicant
    subject_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    agent_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    power = models.ForeignKey(
        Power, models.PROTECT, null=True, related_name="+", db_index=False
    )  # by which the agent acts
    item_code = models.CharField(max_length=12)
    item_name = models.CharField(max_length=200)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", db_index=False)
    implementation = models.ForeignKey(Implementation, models.PROTECT, related_name="+", db_index=False)
    handling = models.CharField(max_length=2)
    district = models.CharField(max_length=12)
    receive_organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    accept_organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)
    decide_organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", db_index=False)

    state = models.CharField(max_length=12, choices=[(state, state) for state in State], default=State.DRAFT)
    desk = models.CharField(max_length=8, blank=True, default=Desk.NONE)  # follows from the state: states.DESK
    desk_organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+", db_index=False)  # who has it now
    due_on = models.DateField(null=True)  # the next deadline of whoever has it; rules.NO_DEADLINE when there is none
    handler = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="+", db_index=False
    )  # who last had it in hand

    answers = models.JSONField(default=dict)
    form_sealed = models.BinaryField(default=b"")  # what was filled in: sealing.form_of reads it
    provenance = models.JSONField(default=dict)  # field -> where its value came from, and when
    revision = models.IntegerField(default=0)  # moves with every change of the draft

    terms = models.JSONField(default=dict)  # frozen at filing: clock -> [n, unit]
    received_on = models.DateField(null=True)  # legal day of receipt; of the last supplement, if there was one
    accept_by = models.DateField(null=True)
    accepted_on = models.DateField(null=True)  # the day from which the clocks run
    promised_due = models.DateField(null=True)
    legal_due = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)

    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lapses_on = models.DateField(null=True)  # a draft, or an unanswered supplement request, ends on this day
    lapse_told = models.BooleanField(default=False)

    outcome = models.CharField(max_length=12, blank=True)  # 办结类型: rules.Outcome
    result_name = models.CharField(max_length=200, blank=True)
    result_number = models.CharField(max_length=100, blank=True)
    result_until = models.DateField(null=True)  # None: without end
    delivered_how = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "case_file"
        constraints = (
            models.CheckConstraint(
                condition=Q(applicant_person=None, applicant_organisation__isnull=False)
                | Q(applicant_person__isnull=False, applicant_organisation=None),
                name="case_one_applicant",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.DISCARDED]) | Q(number__isnull=False, filed_at__isnull=False),
                name="case_filed_has_number",
            ),
            models.CheckConstraint(
                condition=Q(desk="") | Q(due_on__isnull=False, desk_organ__isnull=False), name="case_on_a_desk_has_due"
            ),
        )
        indexes = (
            models.Index(
                fields=["applicant_person", "-id"], name="case_of_person", condition=Q(applicant_person__isnull=False)
            ),  # queries.of
            models.Index(
                fields=["applicant_organisation", "-id"],
                name="case_of_organisation",
                condition=Q(applicant_organisation__isnull=False),
            ),  # queries.of
            # queries.desk_list: one body's desk, nearest deadline first
            models.Index(fields=["desk_organ", "desk", "due_on", "id"], name="case_desk", condition=~Q(desk="")),
            # actions.deem_waiting: filed cases whose five days have passed
            models.Index(fields=["accept_by"], name="case_to_deem", condition=Q(state=State.FILED)),
            # actions.end_lapsed: drafts and unanswered requests whose time is over
            models.Index(
                fields=["lapses_on"], name="case_to_lapse", condition=Q(state__in=[State.DRAFT, State.SUPPLEMENT])
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.key)


class ClockEntry(models.Model):
    """One entry of a case's clock ledger. Written once, never changed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    day = models.DateField()  # local legal day
    n = models.SmallIntegerField(null=True)  # extensions: how much
    unit = models.CharField(max_length=8, blank=True)
    procedure = models.CharField(max_length=16, blank=True)  # pauses: words.PROCEDURES
    reason = models.TextField(blank=True)
    expected = models.DateField(null=True)  # pauses: when it should end
    promised_due = models.DateField(null=True)  # what the entry led to
    legal_due = models.DateField(null=True)
    calendar = models.CharField(max_length=60, blank=True)  # calendar versions it was reckoned with
    at = models.DateTimeField()

    class Meta:
        db_table = "case_clock"


class CaseMaterial(models.Model):
    """One material as the case has it: how it was satisfied, and how far it can be trusted."""

    class Level(models.TextChoices):
        A = "A"  # from the issuing body
        B = "B"  # original seen at a counter
        C = "C"  # uploaded
        D = "D"  # promised
        NONE = ""  # not there

    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    material = models.CharField(max_length=64)  # id in the item's document
    name = models.JSONField()  # {"zh": …, "en": …} as it was asked for
    need = models.CharField(max_length=8)
    how = models.CharField(max_length=12)  # words.SATISFIED
    level = models.CharField(max_length=1, choices=Level, blank=True)
    evidence = models.CharField(max_length=100, blank=True)  # number of the certificate, receipt or promise behind it
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_material"
        constraints = (models.UniqueConstraint(fields=["case", "material"], name="case_material_once"),)


class Supplement(models.Model):
    """补正告知: everything that is missing, told at once."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="supplements")
    round = models.SmallIntegerField()
    points = models.JSONField()  # [{"material": id or "", "field": name or "", "text": what and why}]
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_supplement"
        constraints = (models.UniqueConstraint(fields=["case", "round"], name="case_supplement_round"),)


class Attachment(models.Model):
    """One uploaded file: its row; the sealed content lies in the case's folder under *key*."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    material = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5)  # pdf, jpg, png: what it is, not what its name says
    size = models.IntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of what is kept
    supplement = models.ForeignKey(Supplement, models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "case_attachment"


class Document(models.Model):
    """文书: what a formal step produced, as numbered facts; the PDF is drawn from them whenever it is asked for."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20)  # documents.Kind
    nth = models.SmallIntegerField(default=1)
    number = models.CharField(max_length=100, unique=True)
    facts = models.JSONField()
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "case_document"
        constraints = (models.UniqueConstraint(fields=["case", "kind", "nth"], name="case_document_nth"),)

    @property
    def slug(self) -> str:
        """How its address names it: kind and count."""
        return f"{self.kind}-{self.nth}"


class Opinion(models.Model):
    """What an officer wrote at a step. Free text, so not in the journal."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="opinions")
    step = models.CharField(max_length=16)
    text = models.TextField()
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "case_opinion"
