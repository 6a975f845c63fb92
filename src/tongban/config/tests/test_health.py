"""Health addresses answer without session or host check, and live without a database."""

import pytest

from tongban.config import health


def _ask(path):
    answer = []
    application = health.answering(lambda _environ, _start: [b"application"])
    body = b"".join(application({"PATH_INFO": path}, lambda status, _headers: answer.append(status)))
    return answer, body


def test_live_needs_no_database():  # pytest-django would refuse one here
    assert _ask("/health/live") == (["200 OK"], b"live\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_all_tables_are_there():
    assert _ask("/health/ready") == (["200 OK"], b"ready\n")


def test_not_ready_without_a_database():
    assert _ask("/health/ready") == (["503 Service Unavailable"], b"no database\n")


def test_everything_else_goes_to_the_application():
    assert _ask("/") == ([], b"application")
