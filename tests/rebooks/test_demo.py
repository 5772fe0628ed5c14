"""The demo's cases: all states, reasons and flags, some of each urgency, the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from cases import clock
from cases.models import OutboxMessage
from cases.timeline import faults
from rebooks.demo import seed
from rebooks.demo.catalogue import PLOTS
from rebooks.models import OPEN_STATES, RebookCase
from rebooks.rules.labels import FLAGS, OUTCOMES, REASONS
from tests.rebooks.helpers import staff

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TWICE = len(PLOTS) * 2


def test_it_shows_everything(db):
    staff()
    with clock.fixed_at(NOW):
        references = seed(TWICE, NOW)
    cases = list(RebookCase.objects.all())
    assert len(cases) == len(set(references)) == TWICE
    assert {case.state for case in cases} == {*OPEN_STATES, "closed"}
    assert {case.reason for case in cases if case.reason} == set(REASONS)
    assert {flag for case in cases for flag in case.flags} == set(FLAGS)
    assert {case.outcome for case in cases if case.outcome} == set(OUTCOMES)
    assert len({case.time_zone for case in cases}) > 4
    assert len({case.currency for case in cases}) > 3
    still_open = [case for case in cases if not case.is_closed]
    assert {case.assignee is None for case in still_open} == {True, False}
    assert all(case.updated_at <= NOW for case in cases)
    urgency = Counter(_urgency(case.next_due_at) for case in still_open)
    assert min(urgency[word] for word in ("overdue", "today", "later")) >= 2
    assert not list(faults())
    assert OutboxMessage.objects.filter(status="sent").exists()


def _urgency(due: datetime | None) -> str:
    assert due is not None
    if due < NOW:
        return "overdue"
    return "today" if due.date() == NOW.date() else "later"


def test_the_same_number_makes_the_same_cases(db):
    columns = ("order_no", "account__name", "state", "opened_at", "amount", "flags")
    made = []
    for _ in range(2):
        with clock.fixed_at(NOW):
            references = seed(9, NOW)
        cases = RebookCase.objects.filter(reference__in=references).order_by("order_no")
        made.append(list(cases.values_list(*columns)))
        RebookCase.objects.update(open_order_no=None)
    assert made[0] == made[1]
