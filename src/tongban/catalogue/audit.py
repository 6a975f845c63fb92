"""The rules that a document must keep to be published, each with its id (domain rules of a city's audit). Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tongban.catalogue import conditions, forms
from tongban.catalogue.documents import Document, Source

CATCH_ALL = re.compile(r"(其他|有关)(材料|证明|文件)|等材料")


@dataclass(frozen=True)
class Finding:
    """One rule not kept. *blocks*: the document may not be published."""

    rule: str
    sentence: str
    blocks: bool = True


Rule = Callable[[Document], Iterator[str]]


def findings(document: Document, *, demo: bool) -> list[Finding]:
    """Every rule that *document* does not keep. In demo mode an unverified legal basis does not block."""
    found = [
        Finding(rule, sentence, blocks=rule in BLOCKING)
        for rule, check in RULES.items()
        for sentence in check(document)
    ]
    if document.basis is None:
        found.append(Finding("A12", "依据待核：没有核过的法律依据。", blocks=not demo))
    return found


def _on_the_spot(document: Document) -> Iterator[str]:
    promised = document.terms.promised
    if promised and (promised.n == 0) != document.on_the_spot:
        yield "办件类型和承诺时限对不上：承诺即办的才是即办件。"


def _promise_within_law(document: Document) -> Iterator[str]:
    legal, promised = document.terms.legal, document.terms.promised
    if legal and promised and legal.unit is promised.unit and promised.n > legal.n:
        yield "承诺时限比法定时限长。"


def _online_needs_no_visit(document: Document) -> Iterator[str]:
    if 7 in document.depth and document.visits.count > 0:  # noqa: PLR2004 - 网上办理深度 7
        yield "网办深度到了电子证照反馈，到现场次数应为 0。"


def _visit_has_reason(document: Document) -> Iterator[str]:
    if document.visits.count > 0 and document.visits.reason is None:
        yield "要到现场，却没有写原因。"


def _fee_is_explained(document: Document) -> Iterator[str]:
    if any(not fee.basis and not fee.standard.zh for fee in document.fees):
        yield "收费没有写标准或依据。"


def _subjects_fit_themes(document: Document) -> Iterator[str]:
    if document.themes_person and "1" not in document.subjects:
        yield "服务对象没有自然人，却有自然人主题。"


def _licence_has_faq(document: Document) -> Iterator[str]:
    if document.type == "01" and not document.faq:
        yield "行政许可要有至少一条常见问题。"


def _issued_by_government_has_source(document: Document) -> Iterator[str]:
    for material in document.materials:
        if material.source is Source.GOVERNMENT and not (material.certificate or material.register):
            yield f"{material.name.zh}由政府核发，却没有写可用的证照或数据。"


def _no_catch_all(document: Document) -> Iterator[str]:
    for material in document.materials:
        if CATCH_ALL.search(material.name.zh):
            yield f"材料名称“{material.name.zh}”是兜底条款。"


def _conditions_are_sound(document: Document) -> Iterator[str]:
    for when in [*(each.when for each in document.questions), *(each.when for each in document.materials)]:
        try:
            conditions.check(when)
        except conditions.Unsound as fault:
            yield f"条件 {when} 不能用：{fault}。"


def _form_is_sound(document: Document) -> Iterator[str]:
    try:
        forms.check(document.form)
    except (forms.Unsound, conditions.Unsound) as fault:
        yield f"表单不能用：{fault}。"


def _ids_are_unique(document: Document) -> Iterator[str]:
    for what, ids in (
        ("材料", [each.id for each in document.materials]),
        ("问题", [each.id for each in document.questions]),
        ("业务办理项", [each.code for each in document.handlings]),
    ):
        if len(set(ids)) != len(ids):
            yield f"{what}的编号有重复。"
    if not document.handlings:
        yield "没有业务办理项。"


RULES: dict[str, Rule] = {
    "A01": _on_the_spot,
    "A02": _promise_within_law,
    "A03": _online_needs_no_visit,
    "A04": _visit_has_reason,
    "A05": _fee_is_explained,
    "A07": _subjects_fit_themes,
    "A08": _licence_has_faq,
    "A10": _issued_by_government_has_source,
    "A11": _no_catch_all,
    "S01": _conditions_are_sound,
    "S02": _form_is_sound,
    "S03": _ids_are_unique,
}
BLOCKING = frozenset({"A02", "S01", "S02", "S03"})  # the rest is counted and shown, and mended by the department
