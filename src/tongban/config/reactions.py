"""Every "when this, then that" of the system, on one page. Not here: how it is done."""

from tongban.cases import queries as cases
from tongban.feedback import actions as feedback
from tongban.identity.actors import SYSTEM
from tongban.kernel import jobs
from tongban.kernel.models import Line
from tongban.notifications import actions as notifications

TOLD = (
    "file", "ask_supplement", "accept", "deem_accepted", "refuse", "examine", "pause", "resume", "extend",
    "recompute", "decide", "deliver", "close", "withdraw", "open_file", "lapse_soon",
)  # fmt: skip


def register() -> None:
    """Called once per process, when Django is ready."""
    for step in TOLD:
        jobs.on(f"cases.{step}", "tell the person", tell_about_case)
    jobs.on("cases.close", "open an occasion to rate", open_occasion)
    jobs.on("cases.refuse", "open an occasion to rate", open_occasion)


def tell_about_case(line: Line) -> None:
    """Who filed the case reads of each step in her inbox."""
    news = cases.news(line)
    notifications.tell(news.person, f"case.{line.step}", line=line.pk, at=line.at, address=news.address, **news.facts)


def open_occasion(line: Line) -> None:
    """Whoever was served may rate it, once."""
    news = cases.news(line)
    kind = "closed" if line.step == "close" else "refused"
    feedback.open_occasion(
        kind, case=line.subject, case_number=news.number, item=line.item, item_name=news.item_name,
        organ=news.organ, district=line.district, person=news.person, actor=SYSTEM, at=line.at,
    )  # fmt: skip
