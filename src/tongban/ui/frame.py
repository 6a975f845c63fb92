"""What stands around every page: menus, region name, who sits here, unread count. Filled by config; knows no trade.

Everything is asked lazily and at most once a request, so a page that does not show it pays nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import Promise

from tongban.ui import display

PORTAL, DESK, FOOT, PERSON = "portal", "desk", "foot", "person"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a menu. *covers* are further path prefixes where the entry is the current one."""

    label: str | Promise
    route: str  # a path, or the name of one; an entry whose address does not exist (yet) is not shown
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A menu entry as the template prints it."""

    label: str | Promise
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits before the page: the name, and the hat worn (empty: for oneself)."""

    name: str
    hat: str = ""


def _nobody(_request: HttpRequest) -> Sitter | None:
    return None


def _none(_request: HttpRequest) -> int:
    return 0


def _no_name(_request: HttpRequest) -> str:
    return ""


@dataclass
class Registry:
    """The hooks that the composition root fills once, at start."""

    menus: dict[str, list[Place]] = field(default_factory=dict)
    region: Callable[[HttpRequest], str] = _no_name
    sitter: Callable[[HttpRequest], Sitter | None] = _nobody
    unread: Callable[[HttpRequest], int] = _none

    def place(self, menu: str, label: str | Promise, route: str, covers: tuple[str, ...] = ()) -> None:
        """Add an entry to *menu* (portal, desk, foot, person); adding it twice adds it once."""
        entry = Place(label, route, covers)
        places = self.menus.setdefault(menu, [])
        if all(known.route != route for known in places):
            places.append(entry)


REGISTRY = Registry()


@cache
def address(route: str, urlconf: str) -> str:
    """The address of *route* (a name, or a path) under *urlconf*, or "" when there is none.

    Kept per process: addresses do not move.
    """
    try:
        if not route.startswith("/"):
            return reverse(route, urlconf=urlconf)
        resolve(route, urlconf=urlconf)
    except (NoReverseMatch, Resolver404):
        return ""
    return route


class Frame:
    """The frame of one page. Templates read it as `frame`."""

    def __init__(self, request: HttpRequest, registry: Registry) -> None:
        self._request = request
        self._registry = registry
        self.site = getattr(request, "site_name", PORTAL)
        self.display = display.of(request.COOKIES)
        self.lang = display.HTML_LANGUAGE[self.display.language]
        self.demo = bool(settings.DEMO)

    @property
    def brand(self) -> str:
        """What the site is called."""
        return settings.BRAND[self.display.language]

    @cached_property
    def region(self) -> str:
        return self._registry.region(self._request)

    @cached_property
    def sitter(self) -> Sitter | None:
        return self._registry.sitter(self._request)

    @cached_property
    def unread(self) -> int:
        return self._registry.unread(self._request) if self.sitter else 0

    @cached_property
    def now(self) -> object:
        """The moment the page is drawn: one for the whole page."""
        return timezone.now()

    @property
    def home(self) -> str:
        return "/desk/" if self.site == DESK else "/"

    @property
    def back(self) -> str:
        """Where to come back to after a change of language or display: this page, with its query."""
        return self._request.get_full_path()

    @property
    def menu(self) -> list[Link]:
        return self._links(self.site)

    @property
    def foot(self) -> list[Link]:
        return self._links(FOOT) if self.site == PORTAL else []

    @property
    def person_menu(self) -> list[Link]:
        return self._links(PERSON) if self.site == PORTAL else []

    @property
    def inbox(self) -> str:
        return self._address("notifications:inbox") if self.site == PORTAL else ""

    @property
    def sign_in(self) -> str:
        """Sign-in that comes back here; from a sign-in page itself, and from what was posted, it does not."""
        where = self._address("account_login")
        if not where or self._request.method != "GET" or self.back.startswith(where):
            return where
        return f"{where}?{urlencode({'next': self.back})}"

    @property
    def sign_out(self) -> str:
        return self._address("account_logout")

    @property
    def language_address(self) -> str:
        return address("ui:language", settings.ROOT_URLCONF)

    @property
    def display_address(self) -> str:
        return address("ui:display", settings.ROOT_URLCONF)

    def _address(self, route: str) -> str:
        return address(route, settings.DESK_URLCONF if self.site == DESK else settings.ROOT_URLCONF)

    def _links(self, menu: str) -> list[Link]:
        path = self._request.path
        links = []
        for place in self._registry.menus.get(menu, ()):
            where = self._address(place.route)
            if where:
                links.append(Link(place.label, where, _is_current(path, where, place.covers)))
        return links


def _is_current(path: str, where: str, covers: tuple[str, ...]) -> bool:
    return path == where or any(path.startswith(prefix) for prefix in covers)
