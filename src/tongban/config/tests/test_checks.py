"""`tongban check` says what is wrong and what to do about it."""

from tongban.config import checks
from tongban.config.checks import Level


def _of(subject):
    return [verdict for verdict in checks.all_verdicts() if verdict.subject == subject]


def test_a_suite_that_runs_is_named(db):
    assert [verdict.level for verdict in _of("签名")] == [Level.OK]


def test_a_suite_that_does_not_exist_fails_with_its_remedy(db, settings):
    settings.SIGNATURE_SUITE = "none"
    [verdict] = _of("签名")
    assert verdict.level is Level.FAIL
    assert "intl" in verdict.words
