"""Every word of cases that a person may read is there in English, too."""

import ast
from pathlib import Path

import pytest

from tongban.cases import attachments, papers, rules
from tongban.ui import messages

HERE = Path(__file__).parent.parent
ENGLISH = messages.parse((HERE / "locale/en/LC_MESSAGES/django.po").read_text("utf-8"))
SOURCES = [HERE / "words.py", HERE / "attachments.py", *sorted((HERE / "actions").glob("*.py"))]


def marked(path: Path) -> set[str]:
    """The message ids that a file marks with `_`."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "_" and isinstance(call.args[0], ast.Constant)
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_marked_text_has_its_english(path):
    assert not marked(path) - set(ENGLISH)


def test_bars_faults_and_titles_have_their_english():
    said = {bar.sentence for bar in rules.Bar} | set(papers.TITLES.values())
    assert not (said | {fault.sentence for fault in attachments.Fault}) - set(ENGLISH)
