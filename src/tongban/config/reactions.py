"""Every "when this, then that" of the system, on one page. Not here: how it is done."""

from tongban.cases import actions as case_actions
from tongban.cases import queries as cases
from tongban.feedback import actions as feedback
from tongban.feedback import queries as ratings
from tongban.identity.actors import SYSTEM
from tongban.kernel import jobs
from tongban.kernel.models import Line
from tongban.notifications import actions as notifications
from tongban.systems import actions as system_actions
from tongban.systems import queries as systems
from tongban.systems import tasks as system_tasks

TOLD = (
    "file", "ask_supplement", "accept", "deem_accepted", "refuse", "examine", "pause", "resume", "extend",
    "recompute", "decide", "deliver", "close", "withdraw", "open_file", "lapse_soon", "lapse",
)  # fmt: skip

OF_ORDERS = ("contact", "answer", "settle", "grant_time", "uphold", "exclude", "say")
OF_FLAWS = ("contact", "adopt", "decline", "fix")


HEARD = (
    "file", "ask_supplement", "answer", "accept", "deem_accepted", "refuse", "examine", "send_back", "pause", "resume",
    "extend", "hand_over", "recompute", "decide", "issue", "deliver", "close", "withdraw", "lapse",
)  # fmt: skip


def register() -> None:
    """Called once per process, when Django is ready."""
    for step in HEARD:
        jobs.on(f"cases.{step}", "tell the systems", tell_systems)
    for step in TOLD:
        jobs.on(f"cases.{step}", "tell the person", tell_about_case)
    jobs.on("cases.close", "open an occasion to rate", open_occasion)
    jobs.on("cases.refuse", "open an occasion to rate", open_occasion)
    jobs.on("cases.ask_supplement", "open an occasion to rate", open_occasion)
    for step in OF_ORDERS:
        jobs.on(f"feedback.order_{step}", "tell the rater", tell_rater)
    for step in OF_FLAWS:
        jobs.on(f"feedback.flaw_{step}", "tell who reported", tell_reporters)
    jobs.on("identity.reclaim", "tell who was cut off", tell_cut_off)
    jobs.on("identity.authorise", "tell the agent", tell_agent)
    jobs.on("identity.end_power", "tell the agent", tell_agent)
    jobs.on("kernel.calendar_amended", "move the due dates of open cases", move_due_dates)
    jobs.on("kernel.calendar_amended", "move the due dates of open orders", move_orders)


def tell_about_case(line: Line) -> None:
    """Who filed the case reads of each step in her inbox."""
    news = cases.news(line)
    if news is None:
        return
    notifications.tell(news.person, f"case.{line.step}", line=line.pk, at=line.at, address=news.address, **news.facts)


def tell_systems(line: Line) -> None:
    """The department systems of the bodies that a case concerns hear of its steps, if any wants to."""
    if not systems.is_anybody_listening():
        return
    affair = cases.affair(line)
    if affair is None:
        return
    news = system_actions.News(
        line.pk, line.subject, affair.number, line.step, line.item, line.district, affair.organ, line.document,
        affair.facts, line.at,
    )  # fmt: skip
    system_tasks.wake(system_actions.announce(news, list(affair.organs)))


def open_occasion(line: Line) -> None:
    """Whoever was served may rate it, once."""
    news = cases.news(line)
    if news is None:
        return
    kind = {"close": "closed", "refuse": "refused"}.get(line.step, "supplement")
    several = line.pk if kind == "supplement" else 0
    feedback.open_occasion(
        kind, case=line.subject, case_number=news.number, item=line.item, item_name=news.item_name,
        organ=news.organ, district=line.district, person=news.person, actor=SYSTEM, at=line.at, line=several,
    )  # fmt: skip


def tell_rater(line: Line) -> None:
    """Who rated with her name hears of each step of the body; who is anonymous, of the day's digest."""
    told = ratings.news(line)
    if told is None or line.facts.get("side") == "rater":
        return
    notifications.tell(
        told.person, f"feedback.{line.step}", line=line.pk, at=line.at, address=told.address, item=told.item
    )


def tell_reporters(line: Line) -> None:
    """Who reported a flaw, and who found the same, hear of what becomes of it."""
    for told in ratings.flaw_news(line):
        notifications.tell(told.person, f"feedback.{line.step}", line=line.pk, at=line.at, address=told.address)


def move_due_dates(line: Line) -> None:
    """A calendar that changed moves the due dates behind the change; each move is told."""
    if from_day := cases.recomputed_from(line):
        case_actions.recompute_open(from_day=from_day, at=line.at)


def move_orders(line: Line) -> None:
    """The same for orders of rectification."""
    if from_day := cases.recomputed_from(line):
        feedback.recompute_open(from_day=from_day, at=line.at)


def tell_cut_off(line: Line) -> None:
    """Who had taken somebody's name is told that the account is closed."""
    notifications.tell(line.subject, "identity.reclaimed", line=line.pk, at=line.at)


def tell_agent(line: Line) -> None:
    """An agent hears of a power that was offered, and of one that ended."""
    text = "identity.authorised" if line.step == "authorise" else "identity.revoked"
    notifications.tell(line.facts["agent"], text, line=line.pk, at=line.at, address="/me/powers/")
