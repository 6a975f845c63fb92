"""Tables of identity: accounts, persons, organisations, organs of government, staff and roles, powers, limits.

Numbers and telephones lie here sealed, with a blind index for look-up; the keys lie outside the database (vault.py).
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tongban.identity import kinds


class Person(models.Model):
    """A human being. Without a number until her real name is verified."""

    tag = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100, blank=True)
    document_kind = models.CharField(max_length=3, blank=True)
    number_sealed = models.BinaryField(null=True)
    number_index = models.BinaryField(max_length=32, null=True)
    phone_sealed = models.BinaryField(null=True)  # for persons known from a counter; an account's own phone goes first
    level = models.SmallIntegerField(default=kinds.RealName.PHONE)
    verified_at = models.DateTimeField(null=True)
    verified_how = models.CharField(max_length=16, blank=True)  # phone, counter

    class Meta:
        db_table = "identity_person"
        constraints = (
            # One person per document: queries.of_document. Persons without a number are many.
            models.UniqueConstraint(fields=["number_index", "document_kind"], name="identity_one_per_number"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 3)), name="identity_level"),
            models.CheckConstraint(
                condition=models.Q(level=1) | models.Q(number_index__isnull=False, number_sealed__isnull=False),
                name="identity_verified_has_number",
            ),
        )


class Accounts(BaseUserManager["Account"]):
    """Django's way of finding an account by its login. No other logic."""


class Account(AbstractBaseUser):
    """What signs in: of a person at the portal, or of an officer at the desk; never both."""

    class Kind(models.TextChoices):
        PERSON = "person"
        OFFICER = "officer"

    login = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=32, null=True, unique=True)  # queries.account_of_phone
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "identity_account"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="person", person__isnull=False)
                | models.Q(kind="officer", person__isnull=True, phone_index__isnull=True),
                name="identity_person_or_officer",
            ),
        )


class Organ(models.Model):
    """A body of government, as the region pack lists it."""

    class Level(models.TextChoices):
        CITY = "city"
        DISTRICT = "district"
        STREET = "street"

    code = models.CharField(max_length=32, unique=True)  # <district code>-<family>
    uscc = models.CharField(max_length=18, blank=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=160, blank=True)
    family = models.CharField(max_length=32)  # the department at all its levels: market, police …
    level = models.CharField(max_length=8, choices=Level)
    district = models.CharField(max_length=12, blank=True)  # code of the jurisdiction; of a street its district
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "identity_organ"
        indexes = (
            models.Index(fields=["family", "district"], name="identity_organ_of"),  # queries.organs_of
        )


class Staff(models.Model):
    """An officer: an account at work for an organ."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="staff")
    name = models.CharField(max_length=100)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=40, blank=True)  # of the office, shown to applicants
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "identity_staff"


class Role(models.Model):
    """What an officer may do, and at which organ; it ends, it is not deleted."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=16, choices=[(name.value, name.value) for name in kinds.RoleName])
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_role"
        constraints = (
            # Given twice is given once; also the index of backends.Accounts.
            models.UniqueConstraint(
                fields=["staff", "name", "organ"], condition=models.Q(until=None), name="identity_one_role"
            ),
        )


class Organisation(models.Model):
    """A company, sole trader or other body that is not government, as its register last said."""

    tag = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in kinds.OrganisationKind])
    representative = models.ForeignKey(Person, models.PROTECT, null=True, related_name="represents")
    representative_index = models.BinaryField(max_length=32, null=True)  # number index of whom the register names
    representative_checked_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    district = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "identity_organisation"
        indexes = (
            models.Index(fields=["representative_checked_at"], name="identity_to_check"),  # queries.to_check
        )


class Power(models.Model):
    """That *agent* may act for an organisation, or for another person, for named items until a date."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="powers")
    principal = models.ForeignKey(Person, models.PROTECT, null=True, related_name="powers_given")
    agent = models.ForeignKey(Person, models.PROTECT, related_name="powers")
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    items = ArrayField(models.CharField(max_length=12))
    until = models.DateField()  # the last day on which it may be used
    granted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=32, blank=True)  # revoked, declined, representative_changed, reclaimed

    class Meta:
        db_table = "identity_power"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, principal__isnull=True)
                | models.Q(organisation__isnull=True, principal__isnull=False),
                name="identity_power_for_one",
            ),
            models.CheckConstraint(condition=~models.Q(items=[]), name="identity_power_names_items"),
            models.CheckConstraint(condition=~models.Q(principal=models.F("agent")), name="identity_power_for_another"),
        )


class Verification(models.Model):
    """A check of a real name under way: who she says she is, and the code that went to the register's telephone.

    Without a person found there is no code (code_hash is null): the row and the pages are the same all the same.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    document_kind = models.CharField(max_length=3)
    number_sealed = models.BinaryField()
    number_index = models.BinaryField(max_length=32)
    code_hash = models.BinaryField(max_length=32, null=True)
    tries = models.SmallIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "identity_verification"


class Attempt(models.Model):
    """How often something was tried in one window: limits.allow. Keys are blind; old rows are swept."""

    key = models.BinaryField(max_length=32, primary_key=True)
    count = models.IntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "identity_attempt"
        indexes = (
            models.Index(fields=["expires_at"], name="identity_attempt_old"),  # limits.sweep
        )
