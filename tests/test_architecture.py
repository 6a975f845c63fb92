"""What the import contracts cannot say about the code, read from the code itself."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

SOURCE = Path(__file__).parent.parent / "src" / "tongban"
LAYERS = ("signing", "wire", "kernel", "ui", "identity", "catalogue", "notifications", "systems", "cases", "feedback",
          "portal", "regions", "sandbox", "config")  # fmt: skip
LONGEST = 50

WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "save", "asave", "delete",
    "acreate", "aupdate", "adelete",
}  # fmt: skip
OF_QUERYSETS = {"objects", "filter", "exclude", "all", "select_for_update", "order_by", "using", "_default_manager"}
WRITING_SQL = re.compile(r"\s*(insert\s+into|update\s+\w+\s+set|delete\s+from|truncate|merge\s+into)\b", re.IGNORECASE)
# Writes that are the verb of their own file. Each says why it is not in an actions file.
MAY_WRITE = {
    "kernel/journal.py": "writing a line is what the journal is",
    "identity/limits.py": "counting a try is what a limit is, in one statement",
    "kernel/pytest_postgres.py": "tests empty the queue after them",
    "kernel/tallies.py": "adding to a kept count is what a tally is, in one statement",
}

REGION_WORDS = re.compile(r"上海|云南|沪|浦东|徐汇|随申办|shanghai|yunnan|\b3101\d\d(?:\d{6})?\b", re.IGNORECASE)
# What names a region and may. Each with its reason.
NO_REGION = {
    ("config/settings.py", "Asia/Shanghai"): "the name of China's time zone in the IANA table",
    ("*", "310199"): "no place: the region code of synthetic identity numbers, never assigned",
}
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|services?|base)(_|$)")


def _sources(*, tests=False):
    found = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    return [path for path in found if tests or "tests" not in path.parts]


@cache
def _tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path):
    return path.relative_to(SOURCE).as_posix()


def _imports(path):
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_part(path, name):
    """Whether *path* is the file *name*.py of a package, or lies in its folder *name*."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return len(parts) > 1 and name in parts[1:]


def test_every_module_opens_with_a_sentence_that_says_what_is_here():
    silent = [_name(path) for path in _sources(tests=True) if _tree(path).body and not ast.get_docstring(_tree(path))]
    assert not silent, "\n".join(silent)


def test_no_function_is_longer_than_a_page():
    long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _sources(tests=True)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= LONGEST
    ]
    assert not long, "\n".join(long)


def test_every_file_has_a_name_that_says_something():
    assert [_name(path) for path in _sources() if EMPTY_NAMES.search(path.stem)] == []


def test_the_front_of_a_package_holds_its_description_and_nothing_else():
    busy = [_name(path) for path in SOURCE.glob("*/__init__.py") if len(_tree(path).body) != 1]
    assert not busy, "\n".join(busy)


def test_a_package_with_tables_has_its_questions_and_its_verbs_in_their_places():
    for models in SOURCE.glob("*/models.py"):
        package = models.parent
        if package.name == "kernel":  # its verbs are modules of their own: journal, numbering, tallies
            continue
        present = {path.stem for path in package.iterdir()}
        assert {"queries", "actions", "migrations", "tests"} <= present, package.name


def test_only_actions_write():
    found = []
    for path in _sources():
        if _is_part(path, "actions") or _name(path) in MAY_WRITE:
            continue
        found += [f"{_name(path)}:{line}" for line in _written_lines(_tree(path))]
    assert not found, "\n".join(found)


def _written_lines(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            if _writes_rows(node):
                yield node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
            yield node.lineno


def _writes_rows(call):
    """Whether a call by the name of a write is one: on a query, or a bare save() or delete()."""
    chain = {part.attr for part in ast.walk(call.func.value) if isinstance(part, ast.Attribute)}
    if chain & OF_QUERYSETS:
        return True
    return call.func.attr in {"save", "asave", "delete", "adelete"} and not call.args


def test_the_exceptions_of_writing_are_still_needed():
    assert [name for name in MAY_WRITE if not (SOURCE / name).exists()] == []


def test_views_ask_queries_and_never_models():
    guilty = [
        f"{_name(path)}: {name}"
        for path in _sources()
        if _is_part(path, "views") or _is_part(path, "api")
        for name in _imports(path)
        if name.startswith("tongban.") and "models" in name.split(".")
    ]
    assert not guilty, "\n".join(guilty)


@pytest.mark.parametrize("kind", ["states", "rules"])
def test_states_and_rules_are_pure(kind):
    forbidden = re.compile(
        r"(django|psycopg|procrastinate|socket|urllib|http|asyncio|os|subprocess)\b(?!\.utils\.(translation|functional)\b)"
        r"|tongban\.\w+\.(models|queries|actions|views)\b"
    )
    guilty = [
        f"{_name(path)}: {name}"
        for path in _sources()
        if _is_part(path, kind)
        for name in _imports(path)
        if forbidden.match(name)
    ]
    assert not guilty, "\n".join(guilty)


def test_nobody_listens_to_signals_or_changes_what_save_means():
    guilty = [
        f"{_name(path)}: {name}"
        for path in _sources()
        for name in _imports(path)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
    ]
    guilty += [
        f"{_name(path)}:{node.lineno} def {node.name}"
        for path in _sources()
        if _is_part(path, "models")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    assert not guilty, "\n".join(guilty)


def test_no_region_is_named_outside_the_region_packs():
    found = []
    for path in sorted(SOURCE.rglob("*")):
        skipped = {"regions", "tests", "migrations", "__pycache__"} & set(path.relative_to(SOURCE).parts)
        if skipped or path.suffix not in {".py", ".html", ".txt", ".toml", ".po", ".js", ".css", ".typ", ".json"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for where, words in NO_REGION:
                line = line.replace(words, "") if where in ("*", _name(path)) else line  # noqa: PLW2901 - only to search
            if REGION_WORDS.search(line):
                found.append(f"{_name(path)}:{number}")
    assert not found, "\n".join(found)


def test_references_between_tables_point_down_only():
    for model in apps.get_models():
        package = model.__module__.split(".")[1]
        if not model.__module__.startswith("tongban."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if target and target.__module__.startswith("tongban."):
                other = target.__module__.split(".")[1]
                assert LAYERS.index(other) <= LAYERS.index(package), f"{model.__name__}.{field.name} points up"


def test_every_package_has_its_place_among_the_layers():
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages == set(LAYERS)


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
