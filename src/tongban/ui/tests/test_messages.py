"""English straight from the .po files, and every text of every package translated."""

from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from tongban.ui import messages
from tongban.ui.tests import scan

PACKAGES = sorted(Path(config.path) for config in apps.get_app_configs() if config.name.startswith("tongban."))
SAMPLE = """
# a comment
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "多"
"行"
msgstr "more "
"lines \\"quoted\\""

#, fuzzy
msgid "不可靠"
msgstr "unreliable"

msgctxt "门"
msgid "开"
msgstr "open"
msgid "没空行"
msgstr "no blank line"

msgid "%(n)s 件"
msgid_plural "%(n)s 件"
msgstr[0] "%(n)s case"
msgstr[1] "%(n)s cases"

msgid "没译"
msgstr ""
"""


def test_a_catalogue_is_read_as_gettext_reads_it():
    entries = messages.parse(SAMPLE) | {"": messages.HEADER}
    english = messages.catalogue(entries)
    assert english.gettext("多行") == 'more lines "quoted"'
    assert english.pgettext("门", "开") == "open"
    assert english.gettext("没空行") == "no blank line"
    assert [english.ngettext("%(n)s 件", "%(n)s 件", n) for n in (1, 2)] == ["%(n)s case", "%(n)s cases"]


def test_fuzzy_and_empty_entries_leave_the_chinese():
    english = messages.catalogue(messages.parse(SAMPLE) | {"": messages.HEADER})
    assert (english.gettext("不可靠"), english.gettext("没译")) == ("不可靠", "没译")


def test_a_broken_line_is_named():
    with pytest.raises(messages.Malformed, match="line 2"):
        messages.parse('msgid "a"\nnonsense')


def test_english_is_spoken_after_start_without_any_compiled_file():
    assert not list(Path(messages.__file__).parent.rglob("*.mo"))
    with translation.override("en"):
        assert translation.gettext("跳到正文") == "Skip to content"
        assert translation.ngettext("份", "份", 1) == "item"
    assert translation.gettext("跳到正文") == "跳到正文"


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_every_text_of_the_package_has_its_english(folder):
    known = {key.split(messages.CONTEXT_MARK)[-1].split(messages.PLURAL_MARK)[0] for key in messages.load("en")}
    missing = sorted(scan.of_package(folder) - known)
    assert not missing, f"{folder.name}: {len(missing)} texts without English: {missing}"


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_translations_keep_the_places_of_their_facts(folder):
    file = folder / "locale" / "en" / messages.DOMAIN
    entries = messages.parse(file.read_text("utf-8")) if file.is_file() else {}
    for key, value in entries.items():
        chinese, english = (set(scan.PLACE.findall(words)) for words in (key, value))
        assert key == "" or english <= chinese, f"{key!r} → {value!r}"
