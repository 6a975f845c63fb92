"""The application's role writes journal lines and reads them; it cannot change what was written."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tongban.kernel import postgres

pytestmark = pytest.mark.django_db

INSERT = """
insert into journal (package, step, subject, actor_kind, organ, item, district, document, facts, at)
values ('kernel', 'try', 1, 'system', '', '', '', '', '{}', now())
"""


@pytest.fixture
def application():
    """A cursor that works as the application role."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {postgres.APPLICATION}")
        yield cursor
        cursor.execute("reset role")


def test_a_line_can_be_written_and_read(application):
    application.execute(INSERT)
    application.execute("select step from journal")
    assert application.fetchall() == [("try",)]


@pytest.mark.parametrize("change", ["update journal set step = 'other'", "delete from journal", "truncate journal"])
def test_a_line_can_be_neither_changed_nor_removed(application, change):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        application.execute(change)


def test_other_tables_can_be_changed(application):
    application.execute("update counter set last = last")
