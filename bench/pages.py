"""The pages that are measured, and what must be there before they can be asked for."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from django.conf import settings
from django.utils import timezone
from PIL import Image

from bench.measuring import Ask, Page
from bench.visitor import Visitor, signed_in
from tongban.cases import actions, queries, sealing
from tongban.cases.models import Attachment, Case
from tongban.catalogue.models import Offer
from tongban.identity.actors import Actor
from tongban.identity.models import Account, Person, Role
from tongban.sandbox import city, people

ORGAN = "310101-market"
RESIDENT = "wang_fang"


@dataclass(frozen=True)
class Scene:
    """Who and what the pages are about."""

    nobody: Visitor
    wang: Visitor  # a resident with cases of her own
    clerk: Visitor  # intake at one body, and nothing else
    item: str
    district: str
    draft: Case  # ready to be filed
    mine: str  # number of a case of hers
    waiting: list[str]  # numbers of cases on the clerk's desk
    last: str  # how the clerk's list goes on far down
    neighbours: list[Visitor]  # other residents


def prepare(requests: int) -> Scene:
    """Sign people in, and bring one draft to the point where it can be filed."""
    data, says = people.load(), people.script(settings.REGION)
    actor = city.actor_of(data.resident(RESIDENT))
    item = Offer.objects.filter(initials__startswith=says["story"]["search"], is_full=True).order_by("pk")[0].code
    district = says["story"]["district"]
    draft = ready_draft(item, district, says["story"]["typed"], actor)
    [numbers, last] = _desk(requests)
    return Scene(
        nobody=Visitor(),
        wang=signed_in(Account.objects.get(pk=actor.account_id)),
        clerk=signed_in(_clerk()),
        item=item,
        district=district,
        draft=draft,
        mine=_filed(draft, actor),
        waiting=numbers,
        last=last,
        neighbours=[signed_in(account) for account in _residents(requests)],
    )


def pages(scene: Scene) -> list[Page]:
    """All pages, the cheapest first: the others are compared with it."""
    item, wang, clerk = scene.item, scene.wang, scene.clerk
    theme = Offer.objects.get(code=item, handling="01").themes[0]
    offer = Offer.objects.get(code=item, handling="01")
    facets = f"theme={theme}&department={offer.department}&district={scene.district}"
    opened = scene.waiting[: len(scene.waiting) // 2]
    return [
        Page("page not found (404), nobody signed in", repeat(lambda: scene.nobody.get("/nowhere/")), 404),
        Page("home, nobody signed in", repeat(lambda: scene.nobody.get("/"))),
        Page("home", repeat(lambda: wang.get("/"))),
        Page("search by a word, three facets", repeat(lambda: wang.get(f"/search/?q=%E7%99%BB%E8%AE%B0&{facets}"))),
        Page("search, mistyped", repeat(lambda: wang.get("/search/?q=%E4%B8%AA%E4%BD%93%E5%B7%A5%E5%95%86%E4%BA%92"))),
        Page("guide", repeat(lambda: wang.get(f"/items/{item}/?at={scene.district}"))),
        Page("start a draft", _starts(scene), 302, 12, is_read=False),
        Page("save the form while typing", _saves(scene), most=12, is_read=False),
        Page("look over before filing", repeat(lambda: wang.get(f"/apply/{scene.draft.key}/confirm/"))),
        Page("file a case", _filings(scene), 302, 12, is_read=False),
        Page("my cases", repeat(lambda: wang.get("/cases/"))),
        Page("follow a case", repeat(lambda: wang.get(f"/cases/{scene.mine}/"))),
        Page("officer's list, intake of one body", repeat(lambda: clerk.get("/desk/"))),
        Page("officer's list, thousands of rows down", repeat(lambda: clerk.get(f"/desk/?after={scene.last}"))),
        Page("open a file: record the purpose", _openings(clerk, scene.waiting), 302, 12, is_read=False),
        Page("open a file: show it", (_get(clerk, f"/desk/cases/{number}/") for number in opened)),
        Page("accept", (_post(clerk, f"/desk/cases/{n}/accept/", {}) for n in opened), 302, 12, is_read=False),
    ]  # fmt: skip


def ready_draft(item: str, district: str, typed: dict[str, str], actor: Actor) -> Case:
    """A draft of *actor* with everything answered, filled in and handed in."""
    now = timezone.now()
    draft = actions.start(item, "01", district=district, answers={}, actor=actor, at=now)
    while questions := queries.open_questions(draft):
        answers = {question.id: question.options[0].value for question in questions}
        actions.save_answers(draft, answers, actor=actor, at=now)
    names = queries.item_document(draft).form.get("properties", {})
    values = {name: int(typed[name]) if spec.get("type") in ("integer", "number") else typed[name]
              for name, spec in names.items() if name in typed}  # fmt: skip
    choices = {name: spec["enum"][0] for name, spec in names.items() if "enum" in spec}
    actions.save_form(draft, choices | values, actor=actor, at=now)
    for material in queries.gaps(draft, at=now).materials:
        actions.attach(draft, material, "照片.jpg", io.BytesIO(_photograph()), actor=actor, at=now)
    if gaps := queries.gaps(draft, at=now):
        raise RuntimeError(f"the draft is not ready: {gaps}")
    return queries.by_key(actor, draft.key) or draft


def copies(draft: Case, count: int) -> list[uuid.UUID]:
    """So many drafts like *draft*, each sealed for itself; their files have rows, but nothing behind them."""
    form, files = sealing.form_of(draft), list(draft.attachments.all())
    made = []
    for _ in range(count):
        case = Case.objects.get(pk=draft.pk)
        case.pk, case.key = None, uuid.uuid4()
        case.form_sealed = sealing.seal_form(case.key, form)
        made.append(case)
    Case.objects.bulk_create(made)
    names = ("material", "name", "kind", "size", "digest", "added_at")
    rows = [Attachment(case=case, **{name: getattr(file, name) for name in names}) for case in made for file in files]
    Attachment.objects.bulk_create(rows)
    return [case.key for case in made]


def _starts(scene: Scene) -> Iterator[Ask]:
    """Each of another resident: who has a draft of the matter gets that one again."""
    for neighbour in scene.neighbours:
        yield _post(neighbour, f"/items/{scene.item}/start/", {"at": scene.district, "do": "01"})


def _saves(scene: Scene) -> Iterator[Ask]:
    """One person who types on: each save builds on the one before."""
    revision = Case.objects.values_list("revision", flat=True).get(pk=scene.draft.pk)
    form = sealing.form_of(scene.draft)
    name = next(name for name, value in form.items() if isinstance(value, str) and name != "id")
    for nth in range(10**6):
        yield _post(scene.wang, f"/apply/{scene.draft.key}/save/", {"revision": str(revision + nth), name: form[name]})


def _filings(scene: Scene) -> Iterator[Ask]:
    for key in copies(scene.draft, len(scene.neighbours)):
        yield _post(scene.wang, f"/apply/{key}/file/", {"true": "yes"})


def _openings(clerk: Visitor, numbers: list[str]) -> Iterator[Ask]:
    for number in numbers:
        yield _post(clerk, f"/desk/cases/{number}/open/", {"purpose": "accept"})


def _get(visitor: Visitor, path: str) -> Ask:
    return lambda: visitor.get(path)


def _post(visitor: Visitor, path: str, values: dict[str, str]) -> Ask:
    return lambda: visitor.post(path, values)


def _filed(draft: Case, actor: Actor) -> str:
    """A case of hers that was filed."""
    [key] = copies(draft, 1)
    case = queries.by_key(actor, key)
    if case is None:
        raise RuntimeError("the copy of the draft is not hers")
    actions.file(case, actor=actor, at=timezone.now())
    return str(case.number)


def _clerk() -> Account:
    """The officer with the fewest rights at the body: intake, and nothing else."""
    only = Role.objects.filter(name="intake", organ__code=ORGAN, until=None).exclude(staff__roles__name="examiner")
    return only.order_by("pk")[0].staff.account


def _desk(requests: int) -> tuple[list[str], str]:
    """Numbers of cases on the clerk's desk, and a place far down in her list."""
    waiting = Case.objects.filter(desk="intake", desk_organ__code=ORGAN).order_by("due_on", "pk")
    rows = list(waiting.values_list("number", "due_on", "pk")[: max(2 * requests, 4_000)])
    return [str(number) for number, _, _ in rows[: 2 * requests + 50]], f"{rows[-40][1]}.{rows[-40][2]}"


def _residents(count: int) -> list[Account]:
    known = Person.objects.filter(account__isnull=False, level__gte=2).order_by("-pk").values("pk")[: count + 50]
    return list(Account.objects.filter(person__in=known, is_active=True))


def _photograph() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (900, 600), (236, 238, 230)).save(content, "JPEG")
    return content.getvalue()
