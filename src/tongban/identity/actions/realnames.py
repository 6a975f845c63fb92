"""Real names: the register's telephone or a counter proves who somebody is; whoever took her name before is cut off.

A name and a number alone open nothing, they are leaked everywhere. The page answers the same, and as quickly, whether
the register knows the person or not: it is asked by a job, and the code goes to the telephone that the register holds.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from tongban.identity import access, kinds, names, tasks, vault
from tongban.identity.actors import Actor
from tongban.identity.errors import NotAllowed, Refused
from tongban.identity.models import Account, Person, Power, Verification
from tongban.identity.ports import CodeSender, PersonRegister
from tongban.kernel import journal, ports

LASTS = timedelta(minutes=15)
MOST_TRIES = 5


@dataclass(frozen=True)
class Claim:
    """Who somebody says she is. *number* has been read by papers.read."""

    name: str
    kind: kinds.DocumentKind
    number: str


@transaction.atomic
def begin_verification(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Take down who the person says she is, and have the register asked. Nothing tells whether it knows her."""
    account = Account.objects.select_related("person").get(pk=actor.account_id or 0)
    row, _ = Verification.objects.update_or_create(
        account=account,
        defaults={
            "name": names.normal(claim.name),
            "document_kind": claim.kind.value,
            "number_sealed": vault.seal("verification.number", account.login, claim.number),
            "number_index": vault.number_index(claim.kind, claim.number),
            "code_hash": None,
            "tries": 0,
            "expires_at": at + LASTS,
        },
    )
    tasks.look_up.defer(verification=row.pk, begun=row.expires_at.isoformat())


def look_up(verification: int, begun: str) -> None:
    """Ask the register; if it knows the person, send a code to the telephone it holds. Raises RegisterDown."""
    row = Verification.objects.select_related("account").filter(pk=verification, code_hash=None).first()
    if row is None or row.expires_at.isoformat() != begun:
        return  # done already, or begun anew with other words
    number = vault.unseal("verification.number", row.account.login, row.number_sealed)
    entry = ports.get(PersonRegister).check(row.name, row.document_kind, number)
    if entry is None or not entry.phone or not names.same(entry.name, row.name):
        return
    code = f"{secrets.randbelow(10**6):06}"
    with translation.override("zh-hans"):
        words = gettext("实名核验码 %(code)s，15 分钟内有效。不是你本人操作，请不要告诉任何人。") % {"code": code}
    ports.get(CodeSender).send(entry.phone, f"【{settings.BRAND['zh-hans']}】{words}")
    rows = Verification.objects.filter(pk=row.pk, expires_at=row.expires_at)
    rows.update(code_hash=_hash(row, code), name=names.normal(entry.name))


def finish_verification(code: str, *, actor: Actor, at: datetime) -> bool:
    """Whether *code* is the one sent: then the real name is hers, level 2. A wrong code is counted, whatever else."""
    row = Verification.objects.select_related("account").filter(account_id=actor.account_id or 0).first()
    # Compare and swap: the try is counted before it is judged, so that tries at once cannot outrun the count.
    counted = row is not None and Verification.objects.filter(
        pk=row.pk, tries__lt=MOST_TRIES, expires_at__gt=at, expires_at=row.expires_at
    ).update(tries=F("tries") + 1)
    if row is None or not counted or not row.code_hash:
        return False
    if not hmac.compare_digest(bytes(row.code_hash), _hash(row, code.strip())):
        return False
    number = vault.unseal("verification.number", row.account.login, row.number_sealed)
    claim = Claim(row.name, kinds.DocumentKind(row.document_kind), number)
    with transaction.atomic():
        if not Verification.objects.filter(pk=row.pk, expires_at=row.expires_at).delete()[0]:
            return False
        _give_name(row.account_id, claim, kinds.RealName.VERIFIED, "phone", actor=actor, at=at)
    return True


@transaction.atomic
def verify_at_counter(phone: str, claim: Claim, *, actor: Actor, at: datetime) -> None:
    """A registrar saw the document and the person: the account of *phone* bears her real name, level 3.

    Raises NotAllowed, and Refused when no account signs in with this telephone.
    """
    if not access.holds(actor, kinds.RoleName.REGISTRAR, actor.organ_id):
        raise NotAllowed
    account = Account.objects.filter(phone_index=vault.phone_index(phone), is_active=True).first()
    if account is None:
        raise Refused(gettext_noop("没有用这个手机号登录的账号，无法核验。请先让本人用手机号注册，再来核验。"))
    _give_name(account.pk, claim, kinds.RealName.COUNTER, "counter", actor=actor, at=at)


def _give_name(account_id: int, claim: Claim, level: kinds.RealName, how: str, *, actor: Actor, at: datetime) -> None:
    """The account bears the name and number of *claim*: in its own person, or in the person who has them already."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account_id)
    own = account.person
    index = vault.number_index(claim.kind, claim.number)
    bearer = Person.objects.select_for_update().filter(number_index=index, document_kind=claim.kind.value).first()
    if own is None or (own.number_index is not None and (bearer is None or bearer.pk != own.pk)):
        raise Refused(gettext_noop("这个账号已经实名为另一个证件，不能再换。请用另一个手机号注册，或到窗口办理。"))
    if bearer is not None and bearer.pk != own.pk:
        _move_to(account, own, bearer, actor=actor, at=at)
    person = bearer or own
    person.name, person.document_kind = names.normal(claim.name), claim.kind.value
    person.number_sealed = vault.seal("person.number", person.tag, claim.number)
    person.number_index = index
    person.level, person.verified_at, person.verified_how = max(level, person.level), at, how
    person.save()
    journal.write("identity", "verify", subject=person.pk, actor=actor, at=at, level=int(level), how=how)


def _move_to(account: Account, own: Person, bearer: Person, *, actor: Actor, at: datetime) -> None:
    """Join *account* to the person who bears the number; an account that held it so far is cut off and told."""
    other = Account.objects.select_for_update().filter(person=bearer).first()
    if other is not None:
        spare = Person.objects.create()  # the other one's inbox hangs on a person; this one has no name
        other.person, other.is_active = spare, False
        other.save(update_fields=["person", "is_active"])
        Power.objects.filter(granted_by=bearer, ended_at=None).update(
            ended_at=at, ended_why=kinds.Ended.RECLAIMED.value
        )
        journal.write("identity", "reclaim", subject=spare.pk, actor=actor, at=at, bearer=bearer.pk)
    account.person = bearer
    account.save(update_fields=["person"])
    # What she had begun under the telephone alone can be found again by those who listen.
    journal.write("identity", "merge", subject=bearer.pk, actor=actor, at=at, formerly=own.pk)


def _hash(row: Verification, code: str) -> bytes:
    return vault.blind(f"{row.pk}:{row.expires_at.isoformat()}:{code}", "code")
