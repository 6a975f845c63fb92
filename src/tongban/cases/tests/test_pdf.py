"""Official documents as PDF: whole, sealed, archivable, the same every time."""

from datetime import UTC, datetime

import pytest

from tongban.cases import papers, pdf

AT = datetime(2026, 11, 10, 1, 15, tzinfo=UTC)
FACTS = {
    "title": "受理通知书",
    "number": "沪黄市监许受字〔2026〕第0001号",
    "organ": "上海市黄浦区市场监督管理局",
    "address": "大沽路 60 号",
    "phone": "021-63280000",
    "to": "黄浦区小满面馆",
    "case": "31011234500131010120261109000172X",
    "item": "食品经营许可（新办）",
    "text": ["你的申请予以受理。", "法定办结期限：2026 年 12 月 1 日。"],
    "date": "2026 年 11 月 10 日",
    "sample": True,
}


def test_the_same_facts_give_the_same_archivable_pdf():
    first = pdf.draw(FACTS, at=AT)
    assert first.startswith(b"%PDF-")
    assert b"pdfaid:part" in first
    assert first == pdf.draw(FACTS, at=AT)


@pytest.mark.parametrize(
    "more",
    [
        {"items": ["布局图第 2 页不清楚，请重拍", "租赁合同缺签名页"], "items_after": 1},
        {"table": [["送达的文书", "食品经营许可证"], ["送达方式", "邮寄"]], "text": []},
        {"sample": False},
        {"address": "", "phone": ""},
        {"to": '#panic("x") *粗* $1$ @ref <a>'},
        {"text": ["很长的理由。" * 900]},
    ],
)
def test_every_shape_of_document_can_be_drawn(more):
    assert pdf.draw({**FACTS, **more}, at=AT).startswith(b"%PDF-")


@pytest.mark.parametrize("kind", papers.Kind)
def test_every_kind_has_a_title_and_all_but_the_receipt_a_series(kind):
    assert papers.TITLES[kind]
    assert (kind in papers._SERIES) is (kind is not papers.Kind.RECEIPT)
