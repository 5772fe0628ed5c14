"""Opening a rebook case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.account_field import stored
from cases.step import Step
from cases.teams import team_of_role
from rebooks.models import RebookCase, open_case_of

FACTS = (
    "order_no", "opportunity_id", "opportunity_stage", "opportunity_type", "processed_at", "amount",
    "currency", "reason", "request_source", "request_received_at", "requested_change", "intended",
)  # fmt: skip


def gather(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The open case of the same order, if there is one."""
    return {"open_case": open_case_of(data.get("order_no"))}


def create(step: Step) -> RebookCase:
    """The case with its recorded facts; the account is made where it is new."""
    zone = step.data.get("time_zone") or ""
    account = stored(step.data["account"], zone or str(step.policy["time_zone"]))
    case = RebookCase(
        state="intake",
        account=account,
        time_zone=zone or account.time_zone,
        opener_team=team_of_role(step.role) or "research",
    )
    step.case = case
    step.set_all(*FACTS)
    step.changes.clear()
    return case
