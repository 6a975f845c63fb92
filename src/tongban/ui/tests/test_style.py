"""The stylesheet and the script keep their own rules."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "ui"
SHEET = (STATIC / "tongban.css").read_text(encoding="utf-8")
SCRIPT = (STATIC / "tongban.js").read_text(encoding="utf-8")


def tokens(opening: str) -> dict[str, str]:
    block = SHEET[SHEET.index(opening) + len(opening) :]
    block = block[: block.index("}")]
    return dict(re.findall(r"(--[\w-]+|color-scheme):\s*([^;]+);", block))


def test_the_two_dark_blocks_are_equal():
    by_system, by_choice = tokens(':root:not([data-theme="light"]) {'), tokens(':root[data-theme="dark"] {')
    assert by_system == by_choice
    assert len(by_choice) > 15


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [(front, back) for front in ("--text", "--soft") for back in ("--paper", "--card", "--sunk")]
PAIRS += [
    ("--ink", "--paper"),
    ("--ink", "--card"),
    ("--ink", "--ink-wash"),
    ("--on-ink", "--ink"),
    ("--seal", "--card"),
]
PAIRS += [("--seal", "--seal-wash"), ("--amber", "--amber-wash"), ("--green", "--green-wash"), ("--on-seal", "--seal")]


@pytest.mark.parametrize("opening", [":root {", ':root[data-theme="dark"] {'])
@pytest.mark.parametrize("pair", PAIRS)
def test_words_are_readable_on_their_ground(opening, pair):
    colours = tokens(opening)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("opening", [":root {", ':root[data-theme="dark"] {'])
def test_borders_that_must_be_seen_are_seen(opening):
    colours = tokens(opening)
    assert all(contrast(colours["--edge"], colours[ground]) >= 3 for ground in ("--paper", "--card"))


def test_the_sheet_uses_no_force():
    without_comments = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    assert "!important" not in without_comments
    assert not re.search(r"(?m)^\s*#[a-z]", without_comments)


def test_motion_stops_where_the_person_wants_none():
    assert "prefers-reduced-motion: reduce" in SHEET


def test_the_script_evaluates_nothing_and_asks_no_other_host():
    for word in ("eval(", "new Function", "innerHTML", "document.write", "http://", "https://"):
        assert word not in SCRIPT
