"""Numbers given out in order."""

import threading

import pytest
from django.db import connection, transaction

from tongban.kernel import actions


@pytest.mark.django_db
def test_each_series_counts_from_one_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(3):
        assert [actions.next_number("a"), actions.next_number("a"), actions.next_number("b")] == [1, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_a_number_rolled_back_is_given_out_again():
    with transaction.atomic():
        actions.next_number("a")
        transaction.set_rollback(True)
    assert actions.next_number("a") == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_get_the_same_number():
    given = []

    def count():
        given.extend(actions.next_number("a") for _ in range(20))
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 81))
