"""Finds every text marked for translation in a package's templates and Python files. Not a test itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

MARKS = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
CONTEXTS = {"pgettext", "pgettext_lazy"}
PLACE = re.compile(r"%\(\w+\)[sd]")
HAN = re.compile(r"[\u3400-\u9fff]")
CALL = re.compile(
    r"\b_?(p?n?p?gettext|_)\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|'''.*?'''|\"\"\".*?\"\"\"))", re.DOTALL
)


def of_package(folder: Path) -> set[str]:
    """Every Chinese msgid of the package."""
    found = set()
    for file in folder.rglob("*"):
        if "tests" in file.parts or not file.is_file():
            continue
        if file.suffix in (".html", ".txt"):
            found |= set(of_template(file.read_text(encoding="utf-8")))
        elif file.suffix == ".py":
            found |= set(of_python(file.read_text(encoding="utf-8")))
    return {text for text in found if HAN.search(text)}


def of_template(source: str) -> Iterator[str]:
    for match in CALL.finditer(templatize(source)):
        if not match[1].startswith("p"):
            yield ast.literal_eval(match[2])


def of_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in MARKS:
            place = 1 if _name(node.func) in CONTEXTS else 0
            if (
                len(node.args) > place
                and isinstance(node.args[place], ast.Constant)
                and isinstance(node.args[place].value, str)
            ):
                yield node.args[place].value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
