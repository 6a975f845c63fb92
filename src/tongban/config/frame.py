"""What stands around every page, joined from the packages: menus, the region's name, who sits here, unread messages."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tongban.identity.actors import ANONYMOUS, Actor
from tongban.notifications import queries as notifications
from tongban.regions import pack
from tongban.ui.frame import DESK, FOOT, PERSON, PORTAL, REGISTRY, Sitter


def register() -> None:
    """Called once per process, when Django is ready. An entry appears when its page exists."""
    REGISTRY.place(PORTAL, _("办事"), "/", covers=("/search/", "/items/", "/apply/"))
    REGISTRY.place(PORTAL, _("我的办件"), "/cases/", covers=("/cases/", "/rate/"))
    REGISTRY.place(PORTAL, _("好差评"), "/ratings/", covers=("/ratings/",))
    REGISTRY.place(DESK, _("办件"), "/desk/", covers=("/desk/cases/",))
    REGISTRY.place(DESK, _("好差评"), "/desk/ratings/", covers=("/desk/ratings/", "/desk/flaws/"))
    REGISTRY.place(DESK, _("核实身份"), "/desk/people/verify/", covers=("/desk/people/",))
    REGISTRY.place(DESK, _("系统对接"), "/desk/systems/", covers=("/desk/systems/",))
    REGISTRY.place(PERSON, _("我的页面"), "/me/")
    REGISTRY.place(PERSON, _("换身份，管授权"), "/me/powers/", covers=("/me/powers/",))
    REGISTRY.place(PERSON, _("单位的系统"), "/me/systems/")
    REGISTRY.place(PERSON, _("账号和密码"), "/accounts/")
    REGISTRY.place(PERSON, _("我的评价"), "/me/ratings/", covers=("/me/ratings/",))
    REGISTRY.place(PERSON, _("谁看过我的材料"), "/me/looks/")
    REGISTRY.place(FOOT, _("谁看过我的材料"), "/me/looks/")
    REGISTRY.place(FOOT, _("给我们找茬"), "/flaws/")
    REGISTRY.place(FOOT, _("无障碍声明"), "/accessibility/")
    REGISTRY.region = region
    REGISTRY.sitter = sitter
    REGISTRY.unread = unread


def actor_of(request: HttpRequest) -> Actor:
    """The actor, or nobody where the request never came so far (a refusal on the way in)."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return actor


def region(request: HttpRequest) -> str:
    """Beside the brand: the officer's organ at the desk, the region's name at the portal."""
    if actor_of(request).kind == "officer":
        return str(request.user.staff.organ.name)  # type: ignore[union-attr]  # an officer's account has a staff row, fetched with it
    chinese, english = region_names()
    return english if get_language() == "en" else chinese


@cache
def region_names() -> tuple[str, str]:
    """The region's name in Chinese and English, read once per process."""
    here = pack.open_pack(settings.REGION).region
    return here.zh, here.en


def sitter(request: HttpRequest) -> Sitter | None:
    """The person, and for whom she acts."""
    actor = actor_of(request)
    name = actor.name or gettext("未实名")
    return Sitter(name, actor.hat_name) if actor.is_citizen or actor.kind == "officer" else None


def unread(request: HttpRequest) -> int:
    """Messages that wait: one statement, for citizens only."""
    actor = actor_of(request)
    return notifications.unread(actor) if actor.is_citizen else 0
