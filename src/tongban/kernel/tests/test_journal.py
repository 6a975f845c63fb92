"""The journal and its jobs: both with the change, or neither; once; and never altered afterwards."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tongban.kernel import jobs, journal, postgres
from tongban.kernel.models import Line

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def silent(line):
    """A reaction that does nothing."""


def write(officer, step="file", subject=1, **facts):
    return journal.write("cases", step, subject=subject, actor=officer, at=AT, **facts)


@pytest.mark.django_db
def test_a_line_says_who_did_what_to_what_and_when(officer):
    write(officer, item="000111001000", district="310115", days=5)
    line = journal.of("cases", 1).get()
    assert (line.step, line.actor_kind, line.actor, line.organ, line.at) == ("file", "officer", 7, "organ-1", AT)
    assert (line.item, line.district, line.facts) == ("000111001000", "310115", {"days": 5})


@pytest.mark.django_db
def test_the_lines_of_one_subject_come_oldest_first_and_alone(officer):
    for step, subject in [("start", 1), ("start", 2), ("file", 1)]:
        write(officer, step, subject)
    assert journal.steps(journal.of("cases", 1)) == ["start", "file"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_line_and_no_job(officer, reactions):
    jobs.on("cases.file", "tell", silent)
    with transaction.atomic():
        write(officer)
        assert ProcrastinateJob.objects.count() == 1
        transaction.set_rollback(True)
    assert (Line.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_line_nobody_listens_to_queues_nothing(officer, reactions):
    jobs.on("cases.accept", "tell", silent)
    write(officer, "file")
    assert ProcrastinateJob.objects.count() == 0


@pytest.mark.django_db
def test_each_reaction_to_a_line_is_one_job_ordered_by_subject(officer, reactions):
    for name in ("tell", "count", "tell"):  # registered twice is registered once
        jobs.on("cases.file", name, silent)
    line = write(officer, subject=42)
    queued = ProcrastinateJob.objects.order_by("pk")
    assert [job.args for job in queued] == [
        {"line": line.pk, "step": "cases.file", "reaction": name} for name in ("tell", "count")
    ]
    assert {job.lock for job in queued} == {"cases:42"}


@pytest.mark.django_db
def test_a_job_hands_its_reaction_the_line(officer, reactions):
    heard = []
    jobs.on("cases.file", "tell", heard.append)
    line = write(officer)
    jobs.run(line=line.pk, step="cases.file", reaction="tell")
    assert heard == [line]


@pytest.mark.django_db(transaction=True)
def test_waiting_jobs_run_once_each(officer, reactions):
    heard = []
    for name in ("tell", "count"):
        jobs.on("cases.file", name, lambda line, name=name: heard.append((name, line.subject)))
    write(officer, subject=1)
    write(officer, subject=2)
    jobs.run_waiting()
    jobs.run_waiting()
    assert sorted(heard) == [("count", 1), ("count", 2), ("tell", 1), ("tell", 2)]


@pytest.mark.django_db
def test_reactions_to_reactions_run_here_too_within_the_transaction(officer, reactions):
    heard = []
    jobs.on("cases.close", "ask for a rating", lambda line: heard.append(write(officer, "rate", line.subject).step))
    jobs.on("cases.rate", "count", lambda _: heard.append("count"))
    write(officer, "close")
    assert (jobs.run_here(), heard, jobs.run_here()) == (2, ["rate", "count"], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["update journal set step = 'x'", "delete from journal", "truncate journal", "drop table journal"]
)
def test_the_application_cannot_change_or_remove_what_was_written(statement):
    with _as_application() as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement)


@pytest.mark.django_db
def test_the_application_reads_and_adds_lines():
    with _as_application() as application:
        application.execute(
            "insert into journal (package, step, subject, actor_kind, organ, item, district, document, facts, at)"
            " values ('cases', 'file', 1, 'person', '', '', '', '', '{}', now())"
        )
        assert application.execute("select count(*) from journal").fetchone() == (1,)
        application.rollback()


def _as_application():
    """A connection of the role the program runs under, to the database of the tests."""
    settings = connection.settings_dict
    if settings["USER"] != postgres.OWNER:
        pytest.skip("a server of somebody else has roles of its own")
    return psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=postgres.APPLICATION)
