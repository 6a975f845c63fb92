"""The PDF of an official document: drawn from its frozen facts whenever it is asked for, PDF/A-2b. Not here: the facts."""

import io
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst

SHEET = Path(__file__).parent / "letterpress" / "document.typ"


def draw(facts: dict[str, Any], *, at: datetime) -> bytes:
    """The PDF of *facts* (papers.Paper.facts with number), dated *at*. The same facts give the same PDF."""
    inputs = {"facts": json.dumps(facts, ensure_ascii=False), "code": _code(facts["case"])}
    drawn = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=int(at.timestamp()))
    assert isinstance(drawn, bytes)
    return drawn


def _code(number: str) -> str:
    """The QR code of the case number, as SVG."""
    out = io.BytesIO()
    segno.make(number, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


@cache
def _compiler() -> Any:
    """One compiler per process: reading the fonts takes longer than a page."""
    fonts = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Compiler(SHEET, root=SHEET.parent, font_paths=[fonts], ignore_system_fonts=True)
