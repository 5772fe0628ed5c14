"""The record has one language: what is written down is the same, whatever language the page speaks."""

from __future__ import annotations

from typing import Any

import pytest

from cases import registry
from cases.models import OutboxMessage, PersonalData, StoredDecision, TimelineEntry, User
from cases.teams import TEAMS
from cases.workflow import advance, open_case
from tests.contract.test_cancellation import CANCELLATION
from tests.contract.test_rebook import REBOOK
from tests.contract.test_takeover import TAKEOVER
from tests.contract.world import people
from tests.words.brackets import spoken


def _kept(case: Any) -> str:
    """All that is kept of a case, written out."""
    entries = TimelineEntry.objects.filter(case=case)
    rows = [
        *entries.values_list("data", flat=True),
        *PersonalData.objects.filter(entry__in=entries).values_list("data", flat=True),
        *StoredDecision.objects.filter(case=case).values_list("card", flat=True),
        *OutboxMessage.objects.filter(case=case).values(),
        *type(case).objects.filter(pk=case.pk).values(),
    ]
    return repr(rows)


@pytest.mark.parametrize("fixture", [REBOOK, TAKEOVER, CANCELLATION], ids=lambda one: one.kind)
def test_what_is_written_down_has_the_records_language(db: None, settings: Any, fixture: Any) -> None:
    everybody = people({})
    opener = everybody[fixture.opener]
    with spoken(settings):
        outcome = open_case(registry.get_kind(fixture.kind), fixture.facts(fixture.paths[0], 1), actor=opener)
        assert outcome.ok
        given = {"assignee": _colleague(outcome.case.team).username, "note": "They know it."}
        assert advance(outcome.case.reference, "assign", actor=everybody["manager"], data=given).ok
    kept = _kept(outcome.case)
    assert "when it was handed over: " in kept
    assert "⟦" not in kept


def _colleague(team: str) -> User:
    return User.objects.filter(grants__role__in=TEAMS[team].roles).order_by("pk")[0]
