"""What decides about a case, as pure rules: who may apply, what is missing, what suffices. Not here: states, clock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tongban.catalogue.documents import Document, Handling, Length, Material, Need, Terms
from tongban.kernel.terms import Term, Unit

NO_DEADLINE = date(9999, 12, 31)  # sorts behind every real deadline
DRAFT_LIVES = 60  # days since it was last saved
WARN_BEFORE = 7  # days before a draft is cleared
SUPPLEMENT_WAITS = Term(30, Unit.DAY)  # for the applicant's answer, unless the clerk grants more
MOST_EXTENSION = 10  # working days, 行政许可法 Art 42(1), unless the item's own law says otherwise
PROVEN = 2  # real-name level from which one may apply
PERSON = "1"  # 服务对象 A.4; the rest are organisations
LICENCE = "01"  # 事项类型 A.1


class Outcome(StrEnum):
    """办结类型, in words; `finish_code` gives the national figure."""

    GRANTED = "granted"
    DENIED = "denied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


FINISH_CODES = {
    Outcome.GRANTED: "0",  # 出证办结
    Outcome.DENIED: "1",  # 退回、不予许可
    Outcome.WITHDRAWN: "2",  # 作废
    Outcome.LAPSED: "5",  # 补正不来办结
    Outcome.REFUSED: "6",  # 不予受理
}


class Bar(StrEnum):
    """Why somebody may not apply for an item here and now."""

    NOT_PROVEN = "not_proven"
    PERSONS_ONLY = "persons_only"
    ORGANISATIONS_ONLY = "organisations_only"
    ELSEWHERE = "elsewhere"
    NO_HANDLING = "no_handling"
    NO_BODY = "no_body"
    OUT_OF_POWER = "out_of_power"

    @property
    def sentence(self) -> str:
        """The message id of what the page says."""
        return _BARS[self]


_BARS = {
    Bar.NOT_PROVEN: "还没有实名认证，所以不能提交申请。请先完成实名认证。",
    Bar.PERSONS_ONLY: "这个事项只由个人申请，你现在是以单位的身份。请切换到本人身份。",
    Bar.ORGANISATIONS_ONLY: "这个事项只由单位申请，你现在是以个人的身份。请切换到单位的身份，或先取得单位授权。",
    Bar.ELSEWHERE: "这个事项由国家部门的网站办理，这里不能提交。请从指南页的链接前往。",
    Bar.NO_HANDLING: "没有这个业务办理项，可能已经调整。请回到指南页重新选择。",
    Bar.NO_BODY: "所选的地方没有办理这个事项的单位。请换一个地方，或打 12345 询问。",
    Bar.OUT_OF_POWER: "你的授权不包括这个事项。请让授权人补充授权，或由本人申请。",
}


@dataclass(frozen=True)
class Applicant:
    """The facts about who applies that rules and conditions need."""

    kind: str  # person, organisation
    level: int  # real-name level of the human who acts
    items: tuple[str, ...] = ()  # what a power covers; empty: everything

    @property
    def facts(self) -> dict[str, str]:
        """`p` of the conditions."""
        return {"kind": self.kind}


class NotAllowed(Exception):
    """Whoever acts may not take this step."""


class Overtaken(Exception):
    """Somebody else moved the case meanwhile; look again."""


class Barred(Exception):
    """May not apply, and why."""

    def __init__(self, bar: Bar) -> None:
        super().__init__(bar.value)
        self.bar = bar


class Unfit(Exception):
    """A value that an action was given does not do: *field* and the message id of a sentence for it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field} does not do")
        self.field = field
        self.sentence = sentence


class Incomplete(Exception):
    """The case cannot be filed yet."""

    def __init__(self, gaps: "Gaps") -> None:
        super().__init__("incomplete")
        self.gaps = gaps


@dataclass(frozen=True)
class Gaps:
    """What keeps a draft from being filed."""

    questions: tuple[str, ...] = ()  # ids of unanswered questions
    fields: Mapping[str, object] = field(default_factory=dict)  # field -> sentence; str() words it for the reader
    materials: tuple[str, ...] = ()  # ids of materials without a file

    def __bool__(self) -> bool:
        return bool(self.questions or self.fields or self.materials)


@dataclass(frozen=True)
class Evidence:
    """How one material is satisfied: a row of the case once it is filed."""

    material: str
    name: dict[str, str]
    need: str
    how: str
    level: str


def bar(document: Document, handling: str, applicant: Applicant) -> Bar | None:
    """Why *applicant* may not apply for this item and handling; None: she may."""
    if document.link_out:
        return Bar.ELSEWHERE
    if handling_of(document, handling) is None:
        return Bar.NO_HANDLING
    if applicant.items and document.code not in applicant.items:
        return Bar.OUT_OF_POWER
    if applicant.kind == "person" and PERSON not in document.subjects:
        return Bar.ORGANISATIONS_ONLY
    if applicant.kind == "organisation" and set(document.subjects) <= {PERSON}:
        return Bar.PERSONS_ONLY
    return Bar.NOT_PROVEN if applicant.level < PROVEN else None


def missing(asked: Iterable[Material], files: Mapping[str, int]) -> tuple[str, ...]:
    """Ids of the materials that must be there and are not. *files*: material id -> number of files."""
    return tuple(
        material.id
        for material in asked
        if material.need is Need.MUST and not material.filled_online and not files.get(material.id)
    )


def evidence(asked: Iterable[Material], files: Mapping[str, int]) -> list[Evidence]:
    """How each material asked for is satisfied at filing.

    Certificates (A), shared data (A) and promises (D) have their words in `words.SATISFIED` and will join here.
    """
    return [_evidence(material, files.get(material.id, 0)) for material in asked]


def _evidence(material: Material, files: int) -> Evidence:
    name = {"zh": material.name.zh, "en": material.name.en}
    if files:
        return Evidence(material.id, name, material.need, "upload", "C")
    if material.filled_online:
        return Evidence(material.id, name, material.need, "form", "C")
    return Evidence(material.id, name, material.need, "later" if material.need is Need.LATER else "absent", "")


def handling_of(document: Document, code: str) -> Handling | None:
    return next((handling for handling in document.handlings if handling.code == code), None)


def terms_of(document: Document, handling: str) -> dict[str, list[object]]:
    """The terms frozen on a case: clock -> [n, unit]. The handling's own terms go before the item's."""
    chosen = handling_of(document, handling)
    terms: Terms = (chosen.terms if chosen else None) or document.terms
    lengths: dict[str, Length | None] = {
        "legal": terms.legal, "promised": terms.promised, "extension": terms.extension, "deliver": terms.deliver
    }  # fmt: skip
    return {clock: [length.n, length.unit.value] for clock, length in lengths.items() if length}


def term(terms: Mapping[str, Sequence[object]], clock: str) -> Term | None:
    """One frozen term again."""
    if clock not in terms:
        return None
    n, unit = terms[clock]
    return Term(int(str(n)), Unit(str(unit)))


def extension_fits(wanted: Term, terms: Mapping[str, Sequence[object]]) -> bool:
    """Whether the law lets the term be longer by this much: the item's own limit, or ten working days."""
    limit = term(terms, "extension") or Term(MOST_EXTENSION, Unit.WORKDAY)
    return wanted.n > 0 and wanted.unit is limit.unit and wanted.n <= limit.n


def is_licence(item_type: str) -> bool:
    """Whether the item is a 行政许可, whose documents the law names."""
    return item_type == LICENCE


def fits_deadline(due: date | None) -> date:
    """A deadline to sort by."""
    return due or NO_DEADLINE


def known(points: Iterable[Mapping[str, str]], materials: Collection[str]) -> bool:
    """Whether each point of a supplement request says something, and names only materials of the item."""
    return all(point.get("text", "").strip() and point.get("material", "") in {"", *materials} for point in points)
