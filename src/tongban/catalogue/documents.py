"""The document of an item: what a version says, as one validated structure. Pure: no Django, no I/O.

Region packs hold documents, workbooks import and export them, a version stores one, a diff compares two. Codes are
those of GB/T 39046 Annex A where it has them. Every figure that is policy carries the mark of its certainty.
"""

from enum import StrEnum
from typing import Any

import msgspec


class Certainty(StrEnum):
    """How sure we are of a fact, as the operator sees it."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"
    ILLUSTRATIVE = "I"


class Source(StrEnum):
    """Where a material comes from (来源渠道), and so by which road it may be waived."""

    GOVERNMENT = "government"  # 政府部门核发: certificate or shared data
    SELF = "self"  # 申请人自备
    THIRD = "third"  # 中介或第三方出具


class Need(StrEnum):
    """材料必要性."""

    MUST = "must"  # 1 必要
    MAY = "may"  # 2 非必要
    LATER = "later"  # 3 容缺后补


class Unit(StrEnum):
    """Unit of a term; the same words as kernel.terms.Unit."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    HOUR = "hour"
    YEAR = "year"


class HandlingKind(StrEnum):
    """Kind of 业务办理项."""

    NEW = "new"  # 新办
    CHANGE = "change"  # 变更
    RENEW = "renew"  # 延续
    REPLACE = "replace"  # 补证、换证
    CANCEL = "cancel"  # 注销
    OTHER = "other"


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words in Chinese, and in English where somebody wrote them."""

    zh: str
    en: str = ""


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One legal basis (设定依据). *article* is empty when it was not checked: never invented."""

    title: str
    article: str = ""
    certainty: Certainty = Certainty.MEDIUM


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A term with its certainty. n = 0 means on the spot (即办)."""

    n: int
    unit: Unit = Unit.WORKDAY
    certainty: Certainty = Certainty.LOW
    note: str = ""


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Limits. None: the law sets none (无法定时限), or it is not known; *note* of the version tells which."""

    legal: Length | None = None
    extension: Length | None = None  # one extension, with approval
    promised: Length | None = None
    deliver: Length | None = None  # 行政许可法 Art 44: 10 working days


class Visits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """到办事现场次数; a reason is required above zero."""

    count: int
    reason: Text | None = None


class Fee(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One fee: integer cents, None where the standard is a table."""

    name: Text
    cents: int | None
    standard: Text
    basis: str = ""


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the applicant receives: 10 证照, 20 批文, 30 其他."""

    kind: str
    name: Text
    certificate: str = ""  # certificate type code, when certificates exist


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One answer to a question."""

    value: str
    label: Text


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An everyday question whose answer selects materials and fields. The answer is `a["<id>"]` in conditions."""

    id: str
    text: Text
    options: list[Option]
    hint: Text | None = None
    when: str = ""  # CEL over earlier answers; empty: always asked


class Material(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One material (申请材料)."""

    id: str
    name: Text
    source: Source
    need: Need = Need.MUST
    when: str = ""  # CEL over the answers; empty: always
    issuer: Text | None = None  # who issues it, in plain words
    hint: Text | None = None  # what is wanted, in plain words
    certificate: str = ""  # certificate type that proves it, by name: 居民身份证, 营业执照 …
    register: str = ""  # data resource that answers it, by name
    promise: bool = False  # 告知承诺 may replace it
    basis: list[Basis] = []
    filled_online: bool = False  # the form itself is this material (申请书, 申请表)
    formats: tuple[str, ...] = ("pdf", "jpg", "png")
    most: int = 5  # files


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One link of the process (环节)."""

    step: str  # accept, examine, decide, issue, deliver
    name: Text
    days: int | None = None
    note: Text | None = None


class Faq(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question people ask, answered."""

    q: Text
    a: Text


class Handling(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """业务办理项: the concrete variant a person picks. Lists what differs from the item; None or empty: as the item."""

    code: str  # two digits: 01 …
    kind: HandlingKind
    name: Text
    terms: Terms | None = None
    materials: list[str] = []  # ids of the item's materials that this variant asks for; empty: all


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An item as published: guide, scenarios, materials, form, process."""

    code: str  # 基本编码, 12 characters
    name: Text
    type: str  # 事项类型 A.1: 01 许可, 05 给付, 07 确认, 08 奖励, 09 裁决, 10 其他, 20 公共服务
    department: str  # key of the organ family in the region pack: market, police …
    levels: list[str]  # city, district, street: bodies of these levels implement it
    subjects: list[str]  # 服务对象 A.4: 1 自然人, 2 企业法人, 3 事业法人, 4 社会组织法人, 6 其他组织
    handlings: list[Handling]
    materials: list[Material]
    terms: Terms
    visits: Visits
    result: Result
    summary: Text
    who: Text  # 受理条件 in plain words
    themes_person: list[str] = []  # keys of themes in the region pack
    themes_company: list[str] = []
    keywords: list[str] = []  # words people say
    basis: list[Basis] | None = None  # None: unverified (依据待核)
    fees: list[Fee] = []
    questions: list[Question] = []
    form: dict[str, Any] = {}  # JSON Schema of the application form, with the x- words of catalogue/forms
    process: list[Link] = []
    faq: list[Faq] = []
    depth: tuple[int, ...] = (1, 2, 3, 4, 5, 6)  # 网上办理深度
    channels: tuple[str, ...] = ("1", "2")  # 办理形式 A.5
    citywide: bool = False  # 全市通办
    on_the_spot: bool = False  # 办件类型: 即办件 (true) or 承诺件
    link_out: str = ""  # central bodies: the address where it is done; not applied for here
    certainty: Certainty = Certainty.MEDIUM
    code_certainty: Certainty = Certainty.ILLUSTRATIVE
    notes: str = ""  # to the operator: doubts and provenance


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one body may set of an item it implements; empty: as the item says."""

    promised: Length | None = None
    citywide: bool | None = None
    address: str = ""
    hours: str = ""
    phone: str = ""
    window: str = ""


def merged(document: Document, overlay: Overlay) -> Document:
    """The item as the body of *overlay* carries it out. Place and hours stay with the implementation."""
    terms = document.terms
    if overlay.promised:
        terms = msgspec.structs.replace(terms, promised=overlay.promised)
    citywide = document.citywide if overlay.citywide is None else overlay.citywide
    return msgspec.structs.replace(document, terms=terms, citywide=citywide)


def parse(data: bytes | str) -> Document:
    """One document from JSON. Raises msgspec.ValidationError naming the path of what is wrong."""
    return msgspec.json.decode(data, type=Document)


def parse_many(data: bytes | str) -> list[Document]:
    """A file of documents: a JSON array."""
    return msgspec.json.decode(data, type=list[Document])


def render(document: Document) -> bytes:
    """JSON of *document*; parse(render(d)) == d."""
    return msgspec.json.encode(document)
