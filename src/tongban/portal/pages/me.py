"""My page: who I am here, whom I act for, what is open, and where the rest of what is mine lies."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongban.cases import queries as cases
from tongban.cases.pages import tracking
from tongban.identity import kinds
from tongban.identity.actors import Actor
from tongban.notifications import queries as notifications

SHOWN = 5  # open cases; the rest are a click away


@dataclass(frozen=True)
class Standing:
    """How far the real name is proven: a word, its tag, what follows from it; *address* is the way on, if any."""

    word: str
    tone: str
    sentence: str
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class Door:
    """A way to something of one's own, with what one finds there."""

    address: str
    name: str
    note: str
    count: int = 0  # of what waits there


@dataclass(frozen=True)
class Me:
    """Everything my page prints. *hat_name* is for whom one acts; empty: for oneself."""

    name: str
    hat_name: str
    standing: Standing
    mine: list[tracking.Row]
    has_more: bool
    doors: list[Door]


def page(actor: Actor) -> Me:
    """My page: two statements, the open cases and the messages that wait."""
    found = cases.my_cases(actor, open_only="open", most=SHOWN)
    return Me(
        name=actor.name or _("未实名"),
        hat_name=actor.hat_name,
        standing=standing(actor.level),
        mine=[tracking.row(case) for case in found[:SHOWN]],
        has_more=len(found) > SHOWN,
        doors=_doors(notifications.unread(actor)),
    )


def standing(level: int) -> Standing:
    """What a real-name level means for the person, in words."""
    if level >= kinds.RealName.COUNTER:
        return Standing(_("实名，当面核过"), "done", _("工作人员当面核过你的证件。所有事都可以在网上申请。"))
    if level >= kinds.RealName.VERIFIED:
        return Standing(_("已实名"), "done", _("可以提交申请，也可以委托别人代办。"))
    return Standing(
        _("还没有实名"),
        "soon",
        _("提交申请之前要先实名一次。先看指南、填草稿都不用。"),
        "/register/verify/",
        _("现在核实"),
    )


def _doors(unread: int) -> list[Door]:
    return [
        Door("/me/inbox/", _("收件箱"), _("办件有变化，都写在这里。"), unread),
        Door("/cases/", _("我的办件"), _("办着的、办完的、填到一半的。")),
        Door("/hat/", _("切换身份"), _("以本人、以单位，或替别人办。")),
        Door("/me/powers/", _("授权与单位"), _("谁可以替我办，我可以替谁办。")),
        Door("/me/looks/", _("谁看过我的材料"), _("哪个工作人员、什么时候、为了什么。")),
        Door("/accounts/", _("账号和密码"), _("证件、手机号、密码。")),
    ]
