"""官方文书: the facts and sentences of each official document, frozen when its step is taken. Not here: the PDF.

Sentences are frozen too: what was served must read the same in ten years. They are Chinese, as official documents are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.conf import settings

from tongban.cases import rules, words
from tongban.cases.clock import Dues
from tongban.cases.models import Case
from tongban.cases.ports import Letterhead, PlainLetterhead, Signs
from tongban.cases.rules import Evidence
from tongban.catalogue.documents import Document as ItemDocument
from tongban.identity.models import Organ
from tongban.kernel import actions as kernel
from tongban.kernel import calendars, money, numbering, ports, terms
from tongban.kernel.money import Money
from tongban.kernel.terms import Term


class Kind(StrEnum):
    """Kinds of official documents; the value stands in addresses."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    SUPPLEMENT = "supplement"
    PERMIT = "permit"
    DENIAL = "denial"
    OUTCOME = "outcome"  # of what is no licence
    EXTENSION = "extension"
    PROCEDURE = "procedure"
    DELIVERY = "delivery"
    WITHDRAWAL = "withdrawal"


TITLES = {
    Kind.RECEIPT: "收件凭证",
    Kind.ACCEPTANCE: "受理通知书",
    Kind.REFUSAL: "不予受理决定书",
    Kind.SUPPLEMENT: "补正告知书",
    Kind.PERMIT: "准予行政许可决定书",
    Kind.DENIAL: "不予行政许可决定书",
    Kind.OUTCOME: "办理结果告知书",
    Kind.EXTENSION: "延期通知书",
    Kind.PROCEDURE: "特别程序告知书",
    Kind.DELIVERY: "送达回证",
    Kind.WITHDRAWAL: "撤回申请确认书",
}

DECISIONS = (Kind.PERMIT, Kind.DENIAL, Kind.OUTCOME)

# The word of the kind in a document's number: 省、区、部门的简称 + 许受字〔2026〕第0001号.
_SERIES = {
    Kind.ACCEPTANCE: "许受",
    Kind.REFUSAL: "许不受",
    Kind.SUPPLEMENT: "许补",
    Kind.PERMIT: "许准",
    Kind.DENIAL: "许不准",
    Kind.OUTCOME: "办结",
    Kind.EXTENSION: "许延",
    Kind.PROCEDURE: "许特",
    Kind.DELIVERY: "送达",
    Kind.WITHDRAWAL: "撤回",
}

_LAW = "《中华人民共和国行政许可法》"
REMEDIES = (
    "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议，"
    "或者自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。"
)


@dataclass(frozen=True)
class Paper:
    """A document to be: its kind, and its facts without the number."""

    kind: Kind
    facts: dict[str, Any]


def numbered(organ: Organ, kind: Kind, at: datetime) -> str:
    """The next number of *organ* for a document of this kind. Locks the series until the transaction ends."""
    year = at.astimezone(calendars.current().zone).year
    return number_of(organ, kind, year, kernel.next_number(series_of(organ, kind, year)))


def series_of(organ: Organ, kind: Kind, year: int) -> str:
    """The series in which *organ* counts its documents of this kind and year."""
    signs = _signs(organ)
    return numbering.series_of_documents(f"{signs.province}{signs.district}{signs.department}", kind, year)


def number_of(organ: Organ, kind: Kind, year: int, serial: int) -> str:
    """The number of that document of the series."""
    signs = _signs(organ)
    return numbering.document_number(signs.province, signs.district, signs.department, _SERIES[kind], year, serial)


def receipt(case: Case, rows: Sequence[Evidence], *, at: datetime, accept_by: date, number: str = "") -> Paper:
    """收件凭证: what was handed in, when, and until when there will be an answer."""
    handed = [row.name["zh"] for row in rows if row.how not in ("absent", "later")]
    text = [
        f"你提交的“{case.item_name}”申请已经收到{'，收到的材料如下：' if handed else '。'}",
        f"我们将在 {_day(accept_by)}前告诉你是否受理；需要补材料的，会一次说全。逾期没有答复的，从收件之日起视为受理。",
        "凭办件编号可以随时在网上查看进度。收件不等于受理。",
    ]
    return _paper(Kind.RECEIPT, case, case.receive_organ, text, at, items=handed, number=number or case.number)


def acceptance(case: Case, dues: Dues, *, at: datetime, day: date, deemed: bool = False) -> Paper:
    """受理通知书 (行政许可法 Art 32): from when the clocks run, and until when."""
    if deemed:
        first = (
            f"你申请的“{case.item_name}”，本机关未在五个工作日内告知是否受理，"
            f"依照{_LAW}第三十二条，自收到申请材料之日（{_day(day)}）起即为受理。"
        )
    else:
        first = f"你申请的“{case.item_name}”，材料齐全、符合法定形式，本机关决定予以受理，时限自{_day(day)}的次日起算。"
    text = [first]
    if dues.legal:
        text.append(f"法定办结期限：{_day(dues.legal.date)}。")
    if dues.promised:
        text.append(f"承诺办结期限：{_day(dues.promised.date)}。")
    if dues.is_provisional:
        text.append("上述日期跨入放假安排尚未公布的年度，公布后会重新计算并告诉你。")
    text.append("依法需要听证、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，将另行书面告知。")
    return _paper(Kind.ACCEPTANCE, case, case.accept_organ, text, at)


def refusal(case: Case, ground: str, reason: str, right_body: str, *, at: datetime) -> Paper:
    """不予受理决定书 (Art 32): the ground, the reason, the right body, the remedies."""
    text = [f"你申请的“{case.item_name}”，{ground}，本机关决定不予受理。", f"理由：{_ended(reason)}"]
    return _paper(Kind.REFUSAL, case, case.accept_organ, [*text, *_right_body(right_body), REMEDIES], at)


def why_refused(reason: str, right_body: str) -> str:
    """What the person reads on the page of the case: the reason, and where to go instead."""
    return "".join([_ended(reason), *_right_body(right_body)])


def _right_body(name: str) -> list[str]:
    return [f"你可以向{name}提出申请。"] if name else []


def supplement(case: Case, points: Sequence[dict[str, str]], *, at: datetime, answer_by: date) -> Paper:
    """补正告知书 (Art 32): everything that is missing, once."""
    text = [
        f"你申请的“{case.item_name}”，材料不齐全或者不符合法定形式。需要补正的内容一次告知如下，补好即可，不会另加：",
        f"请在 {_day(answer_by)}前在网上补交。逾期未补的，本次申请结束，可以重新申请。补正的时间不计入办理时限。",
    ]
    asked = [point["text"].strip() for point in points]
    return _paper(Kind.SUPPLEMENT, case, case.accept_organ, text, at, items=asked, items_after=1)


def decision(case: Case, opinion: str, *, granted: bool, item: ItemDocument, at: datetime) -> Paper:
    """准予、不予行政许可决定书 (Art 38), or for what is no licence 办理结果告知书."""
    licence = rules.is_licence(item.type)
    kind = Kind.OUTCOME if not licence else Kind.PERMIT if granted else Kind.DENIAL
    what = "行政许可" if licence else "办理"
    if granted:
        text = [
            f"你申请的“{case.item_name}”，经审查，符合法定条件，本机关决定准予{what}。",
            f"审查意见：{_ended(opinion)}",
        ]
        if item.fees:
            text.append(f"收费：{_fees(item)}。请到窗口缴费，网上缴费开通前只能在窗口交。")
        if licence:
            text.append("本机关将在十个工作日内向你颁发、送达行政许可证件或者文书。")
    else:
        text = [f"你申请的“{case.item_name}”，经审查，本机关决定不予{what}。", f"理由：{_ended(opinion)}", REMEDIES]
    return _paper(kind, case, case.decide_organ, text, at, granted=granted)


def extension(case: Case, by: Term, reason: str, dues: Dues, *, at: datetime) -> Paper:
    """延期通知书 (Art 42): by how much, why, and the new last days."""
    text = [
        f"你申请的“{case.item_name}”，不能在规定期限内作出决定。经本机关负责人批准，依照{_LAW}第四十二条，延长 {terms.chinese(by)}。",
        f"理由：{_ended(reason)}",
        *_new_dues(dues),
    ]
    return _paper(Kind.EXTENSION, case, case.decide_organ, text, at)


def procedure(case: Case, name: str, basis: str, reason: str, expected: date, *, at: datetime) -> Paper:
    """特别程序告知书 (Art 45): which procedure, why, and how long it needs."""
    text = [
        f"你申请的“{case.item_name}”，依法需要{name}。依照{_LAW}{basis.removeprefix('行政许可法')}，所需时间不计算在办理时限内。",
        f"原因：{_ended(reason)}",
        f"预计到 {_day(expected)}结束。结束后接着计时，新的期限会告诉你。",
    ]
    return _paper(Kind.PROCEDURE, case, case.decide_organ, text, at)


def delivery(case: Case, how: str, note: str, *, at: datetime) -> Paper:
    """送达回证: what was served, to whom, how, when."""
    served = case.result_name or "办理结果文书"
    table = [
        ["送达的文书", f"{served}（{case.result_number}）" if case.result_number else served],
        ["受送达人", _applicant_name(case)],
        ["送达方式", words.DELIVERIES[how]],
        ["送达时间", at.astimezone(calendars.current().zone).strftime("%Y 年 %-m 月 %-d 日 %H:%M")],
    ]
    if note:
        table.append(["备注", note])
    return _paper(Kind.DELIVERY, case, case.decide_organ, [], at, table=table)


def withdrawal(case: Case, reason: str, *, at: datetime) -> Paper:
    """撤回申请确认书."""
    text = [f"你申请的“{case.item_name}”，已按你的要求撤回，不再办理。需要办理时可以重新申请。"]
    if reason.strip():
        text.append(f"你写的原因：{_ended(reason.strip())}")
    return _paper(Kind.WITHDRAWAL, case, case.accept_organ, text, at)


def _paper(kind: Kind, case: Case, organ: Organ, text: list[str], at: datetime, **more: Any) -> Paper:
    facts = {
        "title": TITLES[kind],
        "organ": organ.name,
        "address": organ.address,
        "phone": organ.phone,
        "to": _applicant_name(case),
        "case": case.number,
        "item": case.item_name,
        "text": text,
        "date": _day(at.astimezone(calendars.current().zone).date()),
        "sample": bool(settings.DEMO),
        **more,
    }
    return Paper(kind, facts)


def _fees(item: ItemDocument) -> str:
    """Names of the fees with their amounts, where the standard is one sum."""
    return "；".join(
        f"{fee.name.zh} {money.chinese(Money(fee.cents))}"
        if fee.cents is not None
        else f"{fee.name.zh}（{fee.standard.zh}）"
        for fee in item.fees
    )


def _applicant_name(case: Case) -> str:
    applicant = case.applicant_organisation or case.applicant_person
    return applicant.name if applicant else ""


def _new_dues(dues: Dues) -> list[str]:
    named = (("法定", dues.legal), ("承诺", dues.promised))
    return [f"新的{name}办结期限：{_day(due.date)}。" for name, due in named if due]


def _signs(organ: Organ) -> Signs:
    try:
        letterhead = ports.get(Letterhead)
    except ports.NotJoined:
        letterhead = PlainLetterhead()
    return letterhead.signs(organ.code, organ.district, organ.family)


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _ended(text: str) -> str:
    """*text* with a full stop, unless it ends with one of its own."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？", ".", "!", "?")) else text + "。"
