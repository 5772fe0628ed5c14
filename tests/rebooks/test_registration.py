"""The registration against the contract: names, roles, effects, policies, and what is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cases import registry
from cases.routing import Policy
from rebooks.forms import TryForm
from rebooks.rules.labels import FLAGS
from rebooks.rules.policy import DEFAULTS

ROLES = {
    "record_request": "nlr_agent ar collections order_processing",
    "ask_clarification": "ar collections nlr_agent",
    "clarify": "ar collections nlr_agent",
    "keep_for_payment": "ar collections",
    "finish_payment": "ar collections",
    "pass_change": "nlr_agent ar collections",
    "change_done": "order_processing nlr_agent",
    "follow_up": "nlr_agent",
    "open_ticket": "nlr_agent ar collections order_processing system",
    "evaluate": "research_specialist",
    "confirm_admin_error": "order_processing research_specialist",
    "distribute_new_license": "research_specialist",
    "request_return": "nlr_agent ar collections research_specialist",
    "process_return": "return_team",
    "create_re_engage": "research_specialist",
    "add_research": "research_specialist",
    "book_second_order": "",
    "give_up": "re_engage_agent",
    "withdraw": "research_specialist nlr_agent",
    "reopen": "research_specialist",
}
CONTRACT_EFFECTS = {
    "activity_for_nlr_agent_on_opportunity", "change_sent_to_order_processing",
    "re_engage_opportunity_created",
    "research_ticket_created", "return_requested", "task_ask_payment_reason", "window_expired",
    "opportunity_distributed", "research_support_task", "task_follow_up_evaluation", "return_processed",
}  # fmt: skip
TEAMS = {
    "payment_followup": "ar_collections",
    "change_with_nlr": "new_license",
    "with_new_license": "new_license",
    "research_review": "research",
    "return_processed": "research",
    "return_requested": "returns",
    "with_re_engage": "re_engage",
    "closed": None,
}


@pytest.fixture
def kind():
    return registry.get_kind("rebook")


def test_actions_and_their_roles(kind):
    own = {action.name: action.roles for action in kind.actions if not action.core}
    assert own == {name: frozenset(roles.split()) for name, roles in ROLES.items()}
    assert kind.opening.roles == frozenset(
        {"nlr_agent", "ar", "collections", "order_processing", "research_specialist"}
    )


def test_names_of_the_contract(kind):
    assert set(kind.effects) >= CONTRACT_EFFECTS
    assert [timer.kind for timer in kind.timers] == ["rb.late_flag", "rb.window_end", "rb.month_end"]
    assert [event.name for event in kind.events] == ["second_order"]
    assert dict(kind.flags) == FLAGS
    assert set(kind.outcomes) == {
        "rebooked", "re_engaged", "changed_in_month", "payment_followup", "kept", "withdrawn", "duplicate",
    }  # fmt: skip


def test_teams_that_hold_states(kind):
    held = {state.code: state.team for state in kind.states if not callable(state.team)}
    assert held == TEAMS


def test_policies_have_readings_and_attention_defaults(kind):
    own = {key.name: key for key in kind.policies if not key.name.endswith("attention_hours")}
    assert {name: key.default for name, key in own.items()} == dict(DEFAULTS)
    assert all(key.reading for key in own.values())
    assert len(kind.policies) - len(own) == 9


FACTS = """
    order_no processed_at amount currency opportunity_id opportunity_stage opportunity_type order_month
    request_received_at request_source reason requested_change payment_reason admin_error admin_error_note
    admin_error_confirmed_by second_order_no rebooked_at rebook_amount rebook_currency intended disposition
    return_request_no return_processed_at re_engage_opportunity_id team flags elapsed_seconds basis
    qualifies_as_rebook request_in_order_month
"""


def test_facts_hold_every_field_and_unknown_is_null(order):
    facts = order.facts()
    assert set(FACTS.split()) <= set(facts)
    assert facts["flags"] == []
    assert [facts[name] for name in ("reason", "rebooked_at", "elapsed_seconds", "basis")] == [None] * 4


def test_panel_and_queue_line(order):
    order.second("2024-05-14T15:30")
    order.done("2024-05-14T16:00", "record_request", "ar", reason="rebook", request_source="ar")
    kind = registry.get_kind("rebook")
    policy = Policy(1, DEFAULTS)
    rows = {row.label: row for row in kind.fact_rows(order.case, kind.facts(order.case), policy)}
    assert rows["Account"].value == "Northwind, New York time"
    assert rows["Told to"].value == "AR"
    assert rows["Second order"].value == "O-2"
    assert rows["First order is"].value == "cancelled"
    assert (order.case.title, order.case.waiting_for) == (
        "Northwind: second order O-2", "Open a ticket for Research",
    )  # fmt: skip
    assert "O-2" in order.case.search_text


def test_a_decision_can_be_tried_without_a_case(kind, db):
    now = datetime(2024, 5, 16, 12, tzinfo=UTC)
    given = {
        "processed_at": "2024-05-14T10:00:00-04:00", "amount": "10", "currency": "USD",
        "time_zone": "America/New_York", "rebooked_at": "2024-05-15T20:00:00-04:00", "rebook_amount": "10",
    }  # fmt: skip
    form = TryForm(given, strict=True)
    assert form.is_valid(), form.errors
    decision = kind.decide(kind.dry_run.facts(form.cleaned_data, now), Policy(1, DEFAULTS), now)
    assert decision.rule == "RB-4"
    bare = TryForm({"processed_at": given["processed_at"], "amount": "1", "currency": "USD"}, strict=True)
    assert bare.is_valid(), bare.errors
    assert kind.decide(kind.dry_run.facts(bare.cleaned_data, now), Policy(1, DEFAULTS), now).rule == "RB-17"


def test_scenarios_begin_where_they_say(kind):
    given = {"order_no": "O-1", "processed_at": "2024-05-14T10:00:00-04:00", "amount": "1", "currency": "USD"}
    account = {"name": "Northwind"}
    (opening,) = kind.scenario.calls(given | {"intended": "admin_error"}, account)
    assert (opening.role, opening.data["intended"], opening.data["account"]) == (
        "order_processing", "admin_error", account,
    )  # fmt: skip
    way = kind.scenario.calls(given | {"state": "with_new_license", "intended": "time_and_amount"}, account)
    assert [call.action for call in way] == ["", "record_request", "evaluate", "distribute_new_license"]
    assert [call.role for call in way] == ["order_processing"] * 2 + ["research_specialist"] * 2
    with pytest.raises(ValueError, match="does not begin"):
        kind.scenario.calls(given | {"state": "closed"}, account)
