"""The second factor of officers: whether this session has shown it, and which pages open before it has."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

ENROL = "mfa_activate_totp"
METHODS_KEY = "account_authentication_methods"  # where allauth keeps how this session signed in
RECENT = 5 * 60  # seconds
OPEN_BEFORE = (
    "/desk/accounts/logout/",
    "/desk/accounts/reauthenticate/",
    "/desk/accounts/2fa/totp/activate/",
    "/desk/accounts/2fa/reauthenticate/",
)


def is_missing(request: HttpRequest) -> bool:
    """Whether an officer is signed in without a second factor and asks for a page that needs it."""
    if request.path in OPEN_BEFORE or settings.DESK_SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_authenticated and not was_shown(request)


def was_shown(request: HttpRequest) -> bool:
    """Whether this session has signed in with a second factor."""
    return any(method.get("method") == "mfa" for method in request.session.get(METHODS_KEY, ()))


def is_recent(request: HttpRequest) -> bool:
    """Whether this session gave proof of who it is, of any kind, in the last five minutes."""
    now = timezone.now().timestamp()
    return any(now - method.get("at", 0) < RECENT for method in request.session.get(METHODS_KEY, ()))


def code_is_recent(request: HttpRequest) -> bool:
    """Whether whoever is signed in gave a code sent to her telephone in the last five minutes."""
    now = timezone.now().timestamp()
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "code" and now - each.get("at", 0) < RECENT for each in records)


def record_enrolment(request: HttpRequest) -> None:
    """Enrolling proves possession: the session counts as having shown the second factor."""
    record_authentication(request, request.user, "mfa", type="totp")
