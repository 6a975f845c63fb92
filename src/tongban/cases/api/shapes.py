"""What programs send and get about cases: shapes only. Codes, dates and numbers; words are for pages."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

CODE = r"^[0-9A-Za-z]{1,12}$"
NUMBER = r"^[0-9A-Za-z-]{1,40}$"
Code = Annotated[str, Field(pattern=CODE)]
Number = Annotated[str, Field(pattern=NUMBER)]
Name = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z_]{1,20}-[0-9]{1,4}$")]
Words = Annotated[str, Field(max_length=2000)]
Short = Annotated[str, Field(max_length=100)]
Whole = Annotated[int, Field(ge=-(10**15), le=10**15)]
Broken = Annotated[float, Field(ge=-(10**15), le=10**15, allow_inf_nan=False)]
Value = (
    Annotated[str, Field(max_length=4000)] | bool | Whole | Broken | Annotated[list[Short], Field(max_length=50)] | None
)
Answers = Annotated[dict[Name, Short], Field(max_length=100)]
Id = Annotated[int, Field(ge=1, le=2**62)]


class Given(Schema):
    """What is sent: nothing that we do not know."""

    model_config = ConfigDict(extra="forbid")


class StartIn(Given):
    """What is applied for."""

    item: Code
    handling: Annotated[str, Field(pattern=r"^[0-9]{2}$")] = "01"
    district: Annotated[str, Field(pattern=r"^[0-9]{0,12}$")] = ""
    answers: Answers = Field(default_factory=dict)


class FillIn(Given):
    """What changes: only what is named. `revision`, when given, must be the draft's."""

    answers: Answers = Field(default_factory=dict)
    form: Annotated[dict[Name, Value], Field(max_length=100)] = Field(default_factory=dict)
    revision: Id | None = None


class FaultOut(Schema):
    """What keeps a draft from being filed: `answers.<id>`, `form.<name>`, `materials.<id>`."""

    where: str
    detail: str = ""


class FileOut(Schema):
    id: int
    material: str
    name: str
    size: int


class MaterialOut(Schema):
    """A paper this draft asks for."""

    id: str
    name: str
    need: str
    is_form: bool = Field(description="the form itself is this paper")


class DraftOut(Schema):
    """A draft, or an open supplement request, as far as it is. `missing` empty: it may be filed."""

    key: UUID
    item: str
    handling: str
    district: str
    state: str
    revision: int
    number: str | None
    answers: dict[str, str]
    missing: list[FaultOut]
    materials: list[MaterialOut]
    files: list[FileOut]


class FiledOut(Schema):
    """The receipt: the case's number, and which document it is."""

    number: str
    receipt: str
    accept_by: date | None


class RowOut(Schema):
    """One row of a list of one's own cases. Drafts have a key and no number."""

    id: int
    key: UUID
    number: str
    item_name: str
    handling: str
    state: str
    organ: str
    filed_at: datetime | None
    accept_by: date | None
    promised_due: date | None
    legal_due: date | None


class ListOut(Schema):
    """A page of rows; `next` continues it as `after`; null at the end."""

    rows: list[RowOut]
    next: int | None


class EventOut(Schema):
    step: str
    at: datetime
    document: str


class PaperOut(Schema):
    """An official document: `slug` names its address."""

    slug: str
    kind: str
    number: str
    at: datetime


class PointOut(Schema):
    material: str = ""
    field: str = ""
    text: str


class SupplementOut(Schema):
    round: int
    points: list[PointOut]
    answer_by: date
    answered_at: datetime | None


class CaseOut(Schema):
    """Where a case stands."""

    number: str
    key: UUID
    item: str
    item_name: str
    handling: str
    state: str
    organ: str
    filed_at: datetime
    accept_by: date | None
    accepted_on: date | None
    promised_due: date | None
    legal_due: date | None
    is_provisional: bool
    outcome: str
    result_name: str
    result_number: str
    result_until: date | None
    events: list[EventOut]
    documents: list[PaperOut]
    supplements: list[SupplementOut]


class WithdrawIn(Given):
    reason: Words = ""


class JobOut(Schema):
    """One row of the desk's list; the applicant's name is masked."""

    number: str
    item_name: str
    handling: str
    applicant: str
    state: str
    due_on: date | None
    left: int | None
    clock: str


class JobsOut(Schema):
    """A page of the desk's list; `next` continues it as `after`; empty at the end."""

    jobs: list[JobOut]
    next: str


class EvidenceOut(Schema):
    material: str
    need: str
    how: str
    level: str


class WorkOut(CaseOut):
    """An opened file: the case with everything that is filled in and handed in."""

    applicant_kind: str
    applicant_name: str
    applicant_code: str = Field(description="统一社会信用代码 of an organisation")
    desk: str
    steps: list[str] = Field(description="what this client may do with it now")
    answers: dict[str, str]
    form: dict[str, Any]
    materials: list[EvidenceOut]
    files: list[FileOut]


class RefuseIn(Given):
    ground: Short
    reason: Words
    right_body: Short = ""


class PointIn(Given):
    material: Annotated[str, Field(max_length=64)] = ""
    field: Annotated[str, Field(max_length=64)] = ""
    text: Words


class SupplementIn(Given):
    """Everything that is missing, at once."""

    points: Annotated[list[PointIn], Field(max_length=50)]
    answer_by: date | None = None


class OpinionIn(Given):
    opinion: Words


class DecideIn(Given):
    outcome: Annotated[str, Field(pattern="^(granted|denied)$")]
    opinion: Words


class IssueIn(Given):
    """The certificate or paper that is the result."""

    number: Short = ""
    name: Annotated[str, Field(max_length=200)] = ""
    until: date | None = None


class DeliverIn(Given):
    how: Short = "online"
    note: Words = ""


class StepOut(Schema):
    """Where the case stands after a step, and the document that the step produced."""

    number: str
    state: str
    document: str = ""
    due_on: date | None = None
