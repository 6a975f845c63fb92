"""What anybody, a reporter and an officer find of reports of flaws, and the campaigns with their live counts."""

from datetime import date

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value

from tongban.feedback.models import Backer, Campaign, Flaw
from tongban.feedback.queries.mine import Told
from tongban.feedback.states import flaws
from tongban.identity import access
from tongban.identity.actors import Actor
from tongban.kernel import tallies
from tongban.kernel.models import Line

PAGE = 20
MOST_SIMILAR = 5
LEAST_SIMILAR = 0.3
ROLES = frozenset({"intake", "examiner", "approver", "supervisor", "editor"})
COUNTED = ("reports", "contacted", "contacted_in_time", "adopted", "declined", "fixed")


def public_flaws(
    *, item: str = "", campaign: Campaign | None = None, before: int | None = None, open_only: bool = False
) -> list[Flaw]:
    """One page of reports as everybody reads them, newest first, and one more if there is a next page.

    Show of them: code, kind, category, state, item, public_words, backers, reason, days and fix; nobody's name or photo.
    """
    rows = Flaw.objects.exclude(state=flaws.State.MERGED)
    rows = rows.filter(item=item) if item else rows
    rows = rows.filter(campaign=campaign) if campaign else rows
    rows = rows.filter(state__in=sorted(map(str, flaws.OPEN))) if open_only else rows
    rows = rows if before is None else rows.filter(pk__lt=before)
    return list(rows.select_related("organ").order_by("-pk")[: PAGE + 1])


def flaw(code: str) -> Flaw | None:
    """The report with this code, as everybody reads it."""
    return Flaw.objects.select_related("organ", "campaign", "same_as").filter(code=code).first()


def flaws_of(actor: Actor, *, before: int | None = None) -> list[Flaw]:
    """What the person who asks has reported, newest first."""
    if actor.person_id is None or not actor.is_citizen:
        return []
    rows = Flaw.objects.filter(person=actor.person_id)
    rows = rows if before is None else rows.filter(pk__lt=before)
    return list(rows.select_related("organ").order_by("-pk")[: PAGE + 1])


def similar(words: str, *, item: str = "") -> list[Flaw]:
    """Open reports that read like *words*, best first: offered while somebody types. Too short: nothing."""
    plain = words.strip()[:200]
    if len(plain) < 4:  # noqa: PLR2004 - three signs are one trigram, which is in everything
        return []
    rows = Flaw.objects.filter(state__in=sorted(map(str, flaws.OPEN)))
    rows = rows.filter(Q(item=item) | Q(item="")) if item else rows
    likely = rows.filter(TrigramWordSimilar(F("public_words"), Value(plain)))
    found = likely.annotate(likeness=TrigramWordSimilarity(plain, "public_words")).select_related("organ")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local pg_trgm.word_similarity_threshold = %s", [LEAST_SIMILAR])
        return list(found.order_by("-likeness", "-pk")[:MOST_SIMILAR])


def told_of(one: Flaw) -> list[int]:
    """The persons who hear of what becomes of a report: who reported it, and who found the same."""
    backers = Backer.objects.filter(flaw=one).order_by("pk").values_list("person_id", flat=True)
    return ([one.person_id] if one.person_id else []) + list(backers)


def flaw_news(line: Line) -> list[Told]:
    """Whom to tell of a line about a report."""
    one = Flaw.objects.filter(pk=line.subject).first()
    if one is None:
        return []
    return [Told(person, f"/flaws/{one.code}/", "") for person in dict.fromkeys(told_of(one))]


def flaws_at(actor: Actor, *, after: tuple[date, int] | None = None) -> list[Flaw]:
    """One page of open reports at the officer's bodies, nearest deadline first."""
    rows = _at(actor).filter(state__in=sorted(map(str, flaws.OPEN)))
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(rows.order_by("due_on", "pk")[: PAGE + 1])


def flaw_at(code: str, actor: Actor) -> Flaw | None:
    """The report with this code, if it lies at the officer's bodies."""
    return _at(actor).filter(code=code).first()


def campaigns(*, on: date) -> QuerySet[Campaign]:
    """Campaigns that run on this day, the newest first."""
    return Campaign.objects.filter(since__lte=on, until__gte=on).order_by("-since", "pk")


def campaign(slug: str) -> Campaign | None:
    """The campaign of this name, running or over."""
    return Campaign.objects.filter(slug=slug).first()


def campaign_counts(one: Campaign) -> dict[str, int]:
    """Live: reports, contacted, contacted_in_time, adopted, declined, fixed."""
    return _counts(f"feedback.campaign.{one.pk}.")


def flaw_counts() -> dict[str, int]:
    """The same of all reports."""
    return _counts("feedback.flaws.")


def _at(actor: Actor) -> QuerySet[Flaw]:
    return Flaw.objects.filter(access.organ_filter(actor, ROLES, organ="organ")).select_related("organ", "handed_from")


def _counts(prefix: str) -> dict[str, int]:
    totals = tallies.totals([prefix + name for name in COUNTED])
    return {name: totals[prefix + name] for name in COUNTED}
