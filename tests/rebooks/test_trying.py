"""Trying an order rebook: what the form reads is decided as the same facts of a case are."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from cases import clock
from rebooks.forms.trying import TryForm, facts_of
from rebooks.rules.decide import ruling
from rebooks.rules.policy import policy_of
from tests.rebooks.rules.test_properties import lengths, orders

POLICY = policy_of()


def typed(value: Any) -> Any:
    """A fact as a program sends it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(orders(), lengths)
def test_what_is_typed_is_decided_as_the_facts_of_a_case(facts, after):
    now = facts.processed_at + after
    if facts.request_received_at is None and (facts.reason or facts.request_source):
        facts = facts.changed(request_received_at=now)  # as a case has it: its month is never unknown
    known = {name: getattr(facts, name) for name in TryForm.base_fields if hasattr(facts, name)}
    data = {name: typed(value) for name, value in known.items() if value not in (None, "", False)}
    with clock.fixed_at(datetime(2040, 1, 1, tzinfo=UTC)):
        form = TryForm(data, strict=True)
        assert form.is_valid(), form.errors
    tried = facts_of(form.cleaned_data, now)
    assert ruling(tried, POLICY, now) == ruling(facts, POLICY, now)
