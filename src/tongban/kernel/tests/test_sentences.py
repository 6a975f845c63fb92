"""What the ground says to people: whole sentences that say what to do, in both languages."""

from pathlib import Path

import pytest

from tongban.kernel import identity_numbers, mobile_numbers, money, numbering, organisation_numbers, terms

CATALOGUE = (Path(__file__).parents[1] / "locale/en/LC_MESSAGES/django.po").read_text("utf-8")
FAULTS = [
    *numbering.Fault,
    *identity_numbers.Fault,
    *organisation_numbers.Fault,
    *mobile_numbers.Fault,
]
SENTENCES = [fault.sentence for fault in FAULTS] + [
    terms.Unreadable.SENTENCE,
    terms.Incomparable.SENTENCE,
    money.Unreadable.SENTENCE,
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_to_do_and_has_its_english(sentence):
    assert "请" in sentence
    assert sentence.endswith("。")
    assert f'msgid "{sentence}"\nmsgstr "' in CATALOGUE


def test_no_two_faults_share_a_sentence():
    assert len(set(SENTENCES)) == len(SENTENCES)
