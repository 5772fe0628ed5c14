"""Whose turn it is: one mail for a partner, however many companies follow within a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases import clock, registry
from cases.models import OutboxMessage, User
from cases.workflow import advance, open_case
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LINE = {"plan": "Business", "billing": "monthly", "subscribed": 5, "allocated": 5}
CUSTOM = [{"plan": "Business", "quantity": 5}]


def started(care: User, count: int) -> str:
    """A reseller with so many customers, agreed and started; answers the reference."""
    given: dict[str, Any] = {
        "move_type": "ir_vad_to_vad",
        "subject": "Signal Ouest",
        "current_partner": "Euro Distri",
        "new_partner": "Westfall",
        "current_email": "office@eurodistri.example",
        "companies": [{"name": f"Company {number}", "lines": [LINE]} for number in range(count)],
    }
    reference = str(open_case(registry.get_kind("takeover"), given, actor=care, strict=True).case.reference)
    for party, who in {"subject": "Signal Ouest", "current": "Euro Distri", "new": "Westfall"}.items():
        agreed = {"party": party, "name": who, "written": True}
        assert advance(reference, "record_agreement", actor=care, data=agreed).ok
    assert advance(reference, "start", actor=care).ok
    return reference


def step_one(care: User, reference: str, number: int) -> None:
    """Customer care adds the custom licences of a company: the partner is next."""
    given = {"company": f"Company {number}", "number": 1, "custom": CUSTOM}
    assert advance(reference, "step", actor=care, data=given, strict=True).ok


def test_forty_companies_are_no_storm() -> None:
    care = person("celia", "customer_care")
    with clock.fixed_at(NOW):
        reference = started(care, 6)
        for number in range(4):
            step_one(care, reference, number)
        [first] = OutboxMessage.objects.filter(kind="your_turn_2")
        assert (first.channel, first.to) == ("mail", "office@eurodistri.example")
        assert "- Company 0" in first.body
        assert "More companies may follow" in first.body
    with clock.fixed_at(NOW + timedelta(days=1, hours=1)):
        step_one(care, reference, 4)
        second = OutboxMessage.objects.filter(kind="your_turn_2").latest("pk")
        assert second.pk != first.pk
        assert second.body.count("- Company") == 5


def test_one_company_is_told_each_time_it_is_the_partner_s_turn() -> None:
    care = person("celia", "customer_care")
    with clock.fixed_at(NOW):
        reference = started(care, 1)
        step_one(care, reference, 0)
        undone = {"company": "Company 0", "number": 1, "reason": "Counted wrongly."}
        assert advance(reference, "undo_step", actor=care, data=undone, strict=True).ok
        step_one(care, reference, 0)
    assert OutboxMessage.objects.filter(kind="your_turn_2").count() == 2
