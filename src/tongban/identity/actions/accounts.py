"""Accounts of citizens: made with a telephone, in force when its code came back."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from tongban.identity import vault
from tongban.identity.actors import Actor
from tongban.identity.errors import PhoneTaken
from tongban.identity.models import Account, Person
from tongban.kernel import journal, tallies

TAKEN = gettext_noop("这个手机号刚刚有了另一个账号，所以没有绑定。请直接用它登录，或者换一个手机号。")


@transaction.atomic
def register(phone: str, *, password: str = "") -> Account:
    """A new account with its person, level 1. It cannot be found by its telephone until confirm_phone."""
    account = Account(login=f"p-{secrets.token_hex(12)}", kind=Account.Kind.PERSON, person=Person.objects.create())
    account.phone_sealed = vault.seal("account.phone", account.login, phone)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save(force_insert=True)
    return account


@transaction.atomic
def confirm_phone(account: Account, phone: str, *, at: datetime) -> None:
    """The code came back from *phone*: it signs in this account from now on. The first time, the account counts.

    Of two accounts that both got its code, the first keeps it; the second gets PhoneTaken.
    """
    is_new = not account.phone_verified
    account.phone_sealed = vault.seal("account.phone", account.login, phone)
    account.phone_index = vault.phone_index(phone)
    account.phone_verified = True
    try:
        with transaction.atomic():
            account.save(update_fields=["phone_sealed", "phone_index", "phone_verified"])
    except IntegrityError:  # the unique index of telephones
        raise PhoneTaken(TAKEN) from None
    if is_new:
        tallies.add("identity.users")
        person = account.person_id or 0
        journal.write("identity", "register", subject=person, actor=Actor("person", person_id=person), at=at)


@transaction.atomic
def drop_unconfirmed(*, before: datetime) -> int:
    """Delete the accounts whose telephone was never confirmed, with their empty persons; how many."""
    rows = Account.objects.filter(phone_verified=False, kind=Account.Kind.PERSON, created_at__lt=before)
    found = list(rows.filter(person__level=1).values_list("pk", "person_id")[:1000])
    Account.objects.filter(pk__in=[account for account, _ in found]).delete()
    Person.objects.filter(pk__in=[person for _, person in found]).delete()
    return len(found)
