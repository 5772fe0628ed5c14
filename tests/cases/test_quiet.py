"""What only lists read of a case is written once for all cases of a transaction, and right all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Deadline, TimelineEntry
from cases.workflow.quiet import Quiet
from tests.cases.helpers import approved, fresh, open_seats, pass_at

pytestmark = pytest.mark.django_db


def due(case, kind="attention"):
    """When the newest deadline of a kind is due."""
    return Deadline.objects.filter(case=case.pk, kind=kind).latest("id").due_at


def writes(seen):
    """The statements that wrote cases' own rows."""
    return [
        one["sql"]
        for one in seen.captured_queries
        if one["sql"].startswith("UPDATE") and "cases_case" in one["sql"]
    ]


def test_answer_targets_that_pass_together_are_written_in_one_statement(alice, on_monday):
    cases = [open_seats(alice, account=f"Client {number}") for number in range(3)]
    later = due(cases[-1]) + timedelta(hours=1)
    with CaptureQueriesContext(connection) as seen:
        assert pass_at(later, ticks=lambda: 0.0).fired == 3
    assert len(writes(seen)) == 1
    for case in cases:
        now = fresh(case)
        assert (now.attention_at, now.updated_at, now.version) == (due(case), later, case.version)
        assert (now.next_due_at, now.next_due_kind) == (due(case), "attention")


def test_a_case_that_goes_on_in_the_same_transaction_is_written_with_what_it_came_to(alice, on_monday):
    """Its answer target passes first; then it moves on, which ends what had passed."""
    case = approved(alice)
    later = due(case, "sc.expiry") + timedelta(hours=1)
    assert pass_at(later, ticks=lambda: 0.0).fired == 3
    now = fresh(case)
    assert (now.state, now.attention_at, now.next_due_at, now.updated_at) == ("declined", None, None, later)
    entries = TimelineEntry.objects.filter(case=case.pk).order_by("-seq")
    assert list(entries.values_list("action", flat=True))[:3] == ["sc.expiry", "sc.reminder", "attention"]


def test_what_others_ask_for_is_left_to_be_written_at_once(alice, on_monday):
    case, quiet = fresh(open_seats(alice)), Quiet()
    assert not quiet.takes(case, {"updated_at", "title"})
    assert quiet.takes(case, {"updated_at"})
    assert quiet.given_back(case) == {"updated_at"}
    assert quiet.given_back(case) == set()


def test_a_case_that_is_gone_is_noticed(alice, on_monday):
    case, quiet = fresh(open_seats(alice)), Quiet()
    quiet.takes(case, {"updated_at"})
    case.pk += 1_000
    with transaction.atomic(), pytest.raises(RuntimeError, match="1 cases are locked, and 0 were written"):
        quiet.write()
    assert Case.objects.get(reference=case.reference).updated_at == case.updated_at
