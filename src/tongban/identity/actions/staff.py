"""Staff: hired by an organ, given roles, dismissed. Roles end; nothing is deleted."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from tongban.identity import kinds
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Organ, Role, Staff
from tongban.kernel import journal


@transaction.atomic
def hire(login: str, name: str, organ: Organ, *, password: str, phone: str = "", actor: Actor, at: datetime) -> Staff:
    """An officer with an account of the desk. Hired again under the same login he is at work again, at *organ*."""
    account, _ = Account.objects.get_or_create(login=login, defaults={"kind": Account.Kind.OFFICER})
    account.is_active = True
    account.set_password(password)
    account.save()
    facts = {"name": name, "organ": organ, "phone": phone, "active": True}
    staff, _ = Staff.objects.update_or_create(account=account, defaults=facts)
    journal.write("identity", "hire", subject=staff.pk, actor=actor, at=at, organ=organ.code)
    return staff


@transaction.atomic
def dismiss(staff: Staff, *, actor: Actor, at: datetime) -> None:
    """Close the account: signed out from the next request on; roles end. Twice is once."""
    if Staff.objects.filter(pk=staff.pk, active=True).update(active=False):
        Account.objects.filter(pk=staff.account_id).update(is_active=False)
        Role.objects.filter(staff=staff, until=None).update(until=at)
        journal.write("identity", "dismiss", subject=staff.pk, actor=actor, at=at, organ=staff.organ.code)


@transaction.atomic
def give_role(staff: Staff, name: kinds.RoleName, organ: Organ, *, actor: Actor, at: datetime) -> Role:
    """Let the officer act in this role at *organ*. Given twice it is the same role."""
    role, is_new = Role.objects.get_or_create(
        staff=staff, name=name.value, organ=organ, until=None, defaults={"since": at}
    )
    if is_new:
        journal.write("identity", "give_role", subject=staff.pk, actor=actor, at=at, organ=organ.code, role=name.value)
    return role


@transaction.atomic
def end_role(role: Role, *, actor: Actor, at: datetime) -> None:
    """Take the role back, from the next request on. Twice is once."""
    if Role.objects.filter(pk=role.pk, until=None).update(until=at):
        organ = role.organ.code
        journal.write("identity", "end_role", subject=role.staff_id, actor=actor, at=at, organ=organ, role=role.name)


def enrol(staff: Staff, secret: str) -> None:
    """Set the officer's second factor (TOTP, base32 *secret*): for the demo and for tests; officers enrol themselves."""
    Authenticator.objects.filter(user_id=staff.account_id, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(staff.account, secret)
