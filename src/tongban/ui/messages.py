"""Translations straight from each package's django.po, read at start: no gettext tools, nothing written to disk.

A source tree that nobody may write to (a demo run as `nobody`) works as well as an installed wheel. Chinese needs no
catalogue: the message ids are the Chinese texts.
"""

import ast
import struct
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.utils.translation import trans_real

DOMAIN = Path("LC_MESSAGES/django.po")
CONTEXT_MARK = "\x04"  # joins msgctxt and msgid in a binary catalogue
PLURAL_MARK = "\x00"


class Malformed(Exception):
    """A line of a .po file that is neither keyword, string nor comment."""


def parse(po: str) -> dict[str, str]:
    """The entries of a .po text as a binary catalogue names them. Fuzzy and untranslated entries are left out."""
    entries: dict[str, str] = {}
    for entry in _entries(po):
        key = entry.get("msgid", "")
        if "msgctxt" in entry:
            key = entry["msgctxt"] + CONTEXT_MARK + key
        if "msgid_plural" in entry:
            key += PLURAL_MARK + entry["msgid_plural"]
        plurals = [entry[name] for name in sorted(entry) if name.startswith("msgstr[")]
        value = PLURAL_MARK.join(plurals) if all(plurals) else ""
        value = value or entry.get("msgstr", "")
        if value:
            entries[key] = value
    return entries


def _entries(po: str) -> Iterator[dict[str, str]]:
    """One mapping of keyword to text per paragraph of the file."""
    entry: dict[str, str] = {}
    keyword = ""
    is_fuzzy = False
    for number, raw in enumerate([*po.splitlines(), "", 'msgid ""'], 1):
        line = raw.strip()
        if line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line:
            if "msgid" in entry and not is_fuzzy:
                yield entry
            entry, keyword, is_fuzzy = {}, "", False
            continue
        word, _, rest = line.partition(" ")
        if word.startswith("msg"):
            if word in ("msgid", "msgctxt") and "msgid" in entry and (word == "msgctxt" or "msgstr" in entry):
                yield entry  # paragraphs without an empty line between them
                entry = {}
            keyword, line = word, rest.strip()
            entry[keyword] = ""
        elif not line.startswith('"'):
            raise Malformed(f"line {number}: {raw!r}")
        entry[keyword] += _unquote(line, number)


def _unquote(quoted: str, number: int) -> str:
    try:
        text = ast.literal_eval(quoted)  # the escapes of .po are those of Python strings
    except (SyntaxError, ValueError):
        raise Malformed(f"line {number}: {quoted!r}") from None
    return str(text)


def catalogue(entries: dict[str, str]) -> GNUTranslations:
    """The entries as a catalogue of the standard library: its binary format, in memory."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(entries.items())]
    count, head = len(pairs), 28
    data = head + count * 16
    ids = texts = b""
    body = bytearray()
    for pair in pairs:
        for at, blob in enumerate(pair):
            place = struct.pack("<II", len(blob), data + len(body))
            body += blob + b"\0"
            ids, texts = (ids + place, texts) if at == 0 else (ids, texts + place)
    header = struct.pack("<7I", 0x950412DE, 0, count, head, head + count * 8, 0, data)
    return GNUTranslations(BytesIO(header + ids + texts + bytes(body)))


HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


def files(language: str) -> list[Path]:
    """The .po files of our packages in *language*, in the order of the installed packages."""
    folders = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("tongban.")]
    found = [folder / "locale" / language / DOMAIN for folder in folders]
    return [file for file in found if file.is_file()]


def load(language: str) -> dict[str, str]:
    """Every entry of our packages in *language*; the first package that has an entry wins."""
    entries: dict[str, str] = {}
    for file in reversed(files(language)):
        entries |= parse(file.read_text(encoding="utf-8"))
    return entries


def install(language: str = "en") -> None:
    """Merge our entries into what Django already speaks in *language*."""
    entries = load(language)
    entries[""] = HEADER
    trans_real.translation(language).merge(catalogue(entries))
