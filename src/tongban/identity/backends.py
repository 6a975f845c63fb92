"""How an account is found at each request: one statement, with its person, or its staff, organ and seats."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from tongban.identity.models import Account, Role


class Accounts(AuthenticationBackend):
    """allauth's sign-in; the account comes with all that an actor is made of."""

    def get_user(self, user_id: int) -> Account | None:
        """The account, unless it was closed or its officer dismissed: then nobody, from this request on."""
        return whole().filter(pk=user_id).first()


def whole() -> QuerySet[Account]:
    """Accounts in force, each with its `person`, `staff`, organ, and `seats`: [{"role", "organ"}]."""
    open_roles = Role.objects.filter(staff__account=OuterRef("pk"), until=None)
    seats = open_roles.values(seat=JSONObject(role="name", organ="organ_id"))
    in_force = Q(is_active=True) & (Q(kind=Account.Kind.PERSON) | Q(staff__active=True))
    accounts = Account.objects.filter(in_force).select_related("person", "staff__organ")
    return accounts.annotate(seats=ArraySubquery(seats))
