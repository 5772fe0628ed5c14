"""What alarms, metrics and `doctor` ask of timed steps costs what is due, however many are armed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from cases import clock, vitals
from cases.models import Deadline, User
from tests.cases.helpers import open_seats
from tests.cases.reading.test_plans import steps_read

pytestmark = pytest.mark.django_db
ARMED = 3000


@pytest.fixture
def armed(alice: User) -> list[Deadline]:
    """Three steps whose instant has passed, of which one is tried again later, and thousands ahead."""
    case, now = open_seats(alice), clock.now()
    case.deadlines.all().delete()
    ahead = [now + timedelta(days=1 + one) for one in range(ARMED)]
    late = [now - timedelta(minutes=3), now - timedelta(minutes=2), now - timedelta(minutes=1)]
    rows = [
        Deadline(case=case, kind="attention", subject=str(at), due_at=at, next_attempt_at=at, armed_at=now)
        for at in (*late, *ahead)
    ]
    rows[0].next_attempt_at, rows[0].attempts = now + timedelta(minutes=2), 4
    stored = Deadline.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_deadline")
    return stored


def test_what_is_overdue_is_found_without_what_is_armed(armed: list[Deadline]) -> None:
    found = vitals.overdue_deadlines(clock.now())
    assert [row.pk for row in found] == [row.pk for row in armed[:3]]
    with connection.cursor() as cursor:
        statement, given = found.query.sql_with_params()
        told = cursor.mogrify(statement, given)
    assert max(steps_read(told.decode() if isinstance(told, bytes) else told)) < ARMED / 100
