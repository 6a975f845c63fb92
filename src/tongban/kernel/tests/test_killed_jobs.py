"""A job whose worker was killed is not lost: it is queued again as soon as the worker's heartbeat has stopped."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from tongban.kernel import jobs

BEGUN = """
with worker as (insert into procrastinate_workers (last_heartbeat) values (now() - %s * interval '1 second') returning id)
update procrastinate_jobs set status = 'doing', worker_id = (select id from worker) where id = %s
"""


@pytest.fixture
def begun():
    """A job that a worker began; the worker was last heard of so many seconds ago."""

    def begin(silent_for):
        job = app.configure_task("tongban.kernel.jobs.run", queue="reactions").defer(line=1, step="a.b", reaction="c")
        with connection.cursor() as cursor:
            cursor.execute(BEGUN, [silent_for, job])
        return job

    return begin


def _status(job):
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("silent_for", "status"), [(600, "todo"), (1, "doing")])
def test_a_job_of_a_silent_worker_is_queued_again_and_one_of_a_living_worker_is_left(begun, silent_for, status):
    job = begun(silent_for)
    async_to_sync(jobs.take_up_again.func)(0)
    assert _status(job) == status
