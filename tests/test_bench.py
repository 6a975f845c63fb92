"""The bench's city: its cases are such as the program could have written. Not here: how fast anything is."""

from collections import Counter

import pytest
from bench import city as bench

from tongban.cases import desk, queries, sealing
from tongban.cases.models import Case, Document
from tongban.cases.tests.city import AT
from tongban.cases.tests.conftest import city  # noqa: F401 - a fixture
from tongban.kernel import actions as kernel
from tongban.kernel import numbering


@pytest.fixture
def filled(city):  # noqa: F811 - the fixture above
    bench.fill(200, 0, 1, now=AT, tell=lambda _done: None)
    return city


def test_cases_of_all_ages_stand_in_many_states(filled):
    states = Counter(Case.objects.values_list("state", flat=True))
    assert states.total() == 200
    assert {"closed", "filed", "accepted"} <= set(states)
    assert Case.objects.earliest("started_at").started_at.year == 2018


def test_every_file_opens_with_its_form(filled):
    for case in Case.objects.exclude(number=None).order_by("pk")[::10]:
        whole = queries.whole(filled.chen, case.number) or queries.whole(filled.stranger_clerk, case.number)
        assert sealing.form_of(case)
        if case.desk:
            assert whole.documents


def test_the_clerk_finds_waiting_cases_on_her_desk(filled):
    assert desk.page(filled.chen, desk.View.TODO, at=AT).jobs


def test_the_program_counts_on_from_the_numbers_given_out(filled):
    newest = numbering.read_case_number(Case.objects.exclude(number=None).latest("received_on").number)
    serial = kernel.next_number(numbering.series_of_cases(newest.district, newest.day))
    assert not Case.objects.filter(
        number=str(numbering.CaseNumber(newest.catalog_code, newest.district, newest.day, serial))
    ).exists()
    assert Document.objects.filter(kind="receipt").count() == Case.objects.exclude(number=None).count()
