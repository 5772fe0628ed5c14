"""The demo's advocate cases: all states, types and flags, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from advocacy.demo import seed
from advocacy.demo.plots import PLOTS
from advocacy.models import AdvocateCase
from advocacy.rules.labels import FLAGS, STATES, TYPES
from cases import clock
from cases.models import OutboxMessage
from cases.timeline import faults

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_it_shows_everything() -> None:
    with clock.fixed_at(NOW):
        references = seed(len(PLOTS) * 7, NOW)
    cases = list(AdvocateCase.objects.all())
    assert len(cases) == len(set(references)) == len(PLOTS)
    assert {case.state for case in cases} == set(STATES)
    assert {flag for case in cases for flag in case.flags} == set(FLAGS)
    assert {case.case_type for case in cases} == set(TYPES)
    assert all(case.updated_at <= NOW for case in cases)
    assert not list(faults())
    assert set(OutboxMessage.objects.values_list("status", flat=True)) == {"sent"}


@pytest.mark.django_db
def test_the_same_number_makes_the_same_cases() -> None:
    made = []
    for _ in range(2):
        with transaction.atomic(), clock.fixed_at(NOW):
            references = seed(35, NOW)
            cases = AdvocateCase.objects.filter(reference__in=references).order_by("reference")
            made.append(list(cases.values_list("product", "case_type", "state", "opened_at", "flags")))
            transaction.set_rollback(True)
    assert made[0] == made[1]
