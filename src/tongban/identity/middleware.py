"""Two sites in one process, each with its own addresses and session; and the actor of each request."""

from collections.abc import Callable

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tongban.identity import hats, second_factor
from tongban.identity.actors import ANONYMOUS, Actor
from tongban.identity.models import Account
from tongban.ui.views import too_many

Answer = Callable[[HttpRequest], HttpResponse]
DESK_PATH = "/desk/"
SOON = 60  # seconds until a code may be asked for again
KIND_AT = {"portal": Account.Kind.PERSON, "desk": Account.Kind.OFFICER}


class TwoSites:
    """Sets `request.site_name` and, for the desk, its addresses."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site_name = "desk" if request.path.startswith(DESK_PATH) else "portal"  # type: ignore[attr-defined]  # ours
        if site_of(request) == "desk":
            request.urlconf = settings.DESK_URLCONF  # read by Django's resolver
        return self.get_response(request)


class Sessions(SessionMiddleware):
    """Django's sessions, in a cookie per site: signing in at one says nothing at the other."""

    def process_request(self, request: HttpRequest) -> None:
        name, _ = _cookie(request)
        request.session = self.SessionStore(request.COOKIES.get(name))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        name, path = _cookie(request)
        if name == settings.SESSION_COOKIE_NAME:
            return super().process_response(request, response)
        return self._at_desk(request, response, name, path)

    def _at_desk(self, request: HttpRequest, response: HttpResponse, name: str, path: str) -> HttpResponse:
        """What Django does for its one cookie, done for the desk's: Django knows one name and one path only."""
        portal = request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if name in request.COOKIES:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = request.COOKIES[name]
        response = super().process_response(request, response)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        if portal is not None:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = portal
        if morsel := response.cookies.pop(settings.SESSION_COOKIE_NAME, None):
            response.cookies[name] = morsel.value
            response.cookies[name].update({key: value for key, value in morsel.items() if value})
            response.cookies[name]["path"] = path
        return response


class Hats:
    """Sets `request.actor`, found when first asked; keeps officers without a second factor from everything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = request.user
        request.user = SimpleLazyObject(lambda: _fitting(request, found))  # type: ignore[assignment]  # as Django does
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # ours
        if site_of(request) == "desk" and second_factor.is_missing(request):
            return HttpResponseRedirect(reverse(second_factor.ENROL, urlconf=settings.DESK_URLCONF))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The library raises when a code is asked for too soon again: that is a page, not a fault of ours."""
        return too_many(request, seconds=SOON) if isinstance(fault, RateLimited) else None


def site_of(request: HttpRequest) -> str:
    """Portal or desk."""
    return getattr(request, "site_name", "portal")


def _cookie(request: HttpRequest) -> tuple[str, str]:
    if site_of(request) == "desk":
        return settings.DESK_SESSION_COOKIE_NAME, DESK_PATH
    return settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_PATH


def _fitting(request: HttpRequest, found: object) -> object:
    """The account signed in, if its kind belongs to this site; a session carried across opens nothing."""
    if getattr(found, "kind", None) == KIND_AT[site_of(request)]:
        return found
    return AnonymousUser()


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return hats.actor_of(request.user, request.session.get(hats.SESSION_KEY, hats.SELF), at=timezone.now())
