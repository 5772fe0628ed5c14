"""The present is the database's, with one override."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction

from cases import clock


@pytest.mark.django_db
def test_now_is_the_databases_clock_in_utc():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        before = cursor.fetchone()[0]
    now = clock.now()
    assert now.tzinfo is UTC
    assert timedelta() <= now - before < timedelta(seconds=5)


@pytest.mark.django_db
def test_now_goes_on_within_a_transaction():
    with transaction.atomic():
        first = clock.now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.01)")
        assert clock.now() - first >= timedelta(milliseconds=10)


def test_the_override_holds_inside_its_block_and_nests():
    monday = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    with clock.fixed_at(monday):
        assert clock.now() == monday
        assert clock.now().tzinfo is UTC
        with clock.fixed_at(monday + timedelta(days=1)):
            assert clock.now() == monday + timedelta(days=1)
        assert clock.now() == monday


@pytest.mark.django_db
def test_the_override_ends_when_its_block_fails():
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    with pytest.raises(RuntimeError), clock.fixed_at(long_ago):
        raise RuntimeError
    assert clock.now() > long_ago + timedelta(days=365)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="with a zone"), clock.fixed_at(datetime(2026, 3, 2)):  # noqa: DTZ001 - meant
        pytest.fail("the block must not be entered")


def test_the_override_is_its_own_threads_alone():
    seen = []
    with clock.fixed_at(datetime(1999, 1, 1, tzinfo=UTC)):
        thread = threading.Thread(target=lambda: seen.append(clock._override.get()))
        thread.start()
        thread.join()
    assert seen == [None]
