"""What the officers' list prints."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tongban.cases import words
from tongban.cases.desk import MOST_COUNTED, DeskPage, Job, View
from tongban.ui import parts

NEAR = 1  # working days left from which a deadline is near


def of(page: DeskPage, view: View, *, find: str, after: str, current: str) -> dict[str, Any]:
    """The list with its tabs and the way to the next page."""
    here = f"?{urlencode({'view': view.value})}"
    more = f"?{urlencode({'view': view.value, 'find': find, 'after': page.after})}" if page.after else ""
    return {
        "tabs": [
            {
                "address": f"/desk/?view={each.value}",
                "label": _view(each),
                "count": _count(page.counts.get(each.value, 0)),
                "is_current": each is view,
            }
            for each in View
        ],
        "view": view.value,
        "jobs": [_row(job, view, current) for job in page.jobs],
        "pager": parts.Pager(f"/desk/{more}" if more else "", f"/desk/{here}" if after else ""),
        "find": find,
        "nothing": parts.Empty(
            _("没有找到") if find else _("这里没有等着办的"),
            _("核对一下编号的最后几位。") if find else _("新的办件会按到期日排在这里。"),
        ),
    }


def _row(job: Job, view: View, current: str) -> parts.Job:
    state, _advice = words.STATES[job.state]
    light = _light(job)
    return parts.Job(
        address=f"/desk/cases/{job.number}/?view={view.value}",
        title=job.item_name,
        small=" · ".join(part for part in (job.applicant, _(state), job.number[-7:]) if part),
        light=light,
        left=_left(job),
        clock=_clock(job.clock) + (_("（暂定）") if job.is_provisional else ""),
        is_current=job.number == current,
    )


def _view(view: View) -> str:
    """What a tab is called."""
    return {
        View.TODO: pgettext("a view", "待我办"),
        View.TODAY: pgettext("a view", "今天到期"),
        View.HELD: pgettext("a view", "暂停"),
        View.WAITING: pgettext("a view", "等补正"),
    }[view]


def _clock(name: str) -> str:
    """What the deadline is of, in a word or two."""
    return {
        "accept": pgettext("a clock", "受理"),
        "promised": pgettext("a clock", "承诺"),
        "legal": pgettext("a clock", "法定"),
        "deliver": pgettext("a clock", "送达"),
        "answer": pgettext("a clock", "申请人"),
        "procedure": pgettext("a clock", "特别程序"),
    }[name]


def _light(job: Job) -> str:
    if job.clock in {"procedure", "answer"}:
        return "held"
    if job.left is None:
        return "ok"
    if job.left < 0:
        return "alarm"
    return "soon" if job.left <= NEAR else "ok"


def _left(job: Job) -> str:
    if job.left is None:
        return _("不限期")
    if job.left < 0:
        return ngettext("超 %(count)s 天", "超 %(count)s 天", -job.left) % {"count": -job.left}
    if job.left == 0:
        return _("今天")
    return ngettext("剩 %(count)s 天", "剩 %(count)s 天", job.left) % {"count": job.left}


def _count(n: int) -> str:
    return f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n)
