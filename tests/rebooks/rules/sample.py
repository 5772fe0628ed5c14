"""One order of a made-up account, and short words for what happens to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cases.routing import Asked, Check, Decision, unmet
from rebooks.rules import RebookFacts, decide
from rebooks.rules.policy import policy_of

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> datetime:
    """The UTC instant of an ISO wall-clock time in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


PROCESSED = at("2024-05-14T10:00")
NOW = at("2024-05-14T11:00")
IN_MONTH = at("2024-05-28T14:00")
AFTER_MONTH = at("2024-06-03T09:00")


def order(**facts: Any) -> RebookFacts:
    """The order with some facts of its own."""
    base = {
        "order_no": "O-1", "processed_at": PROCESSED, "amount": Decimal("4990.00"), "currency": "USD",
        "time_zone": NEW_YORK,
    }  # fmt: skip
    return RebookFacts(**{**base, **facts})


def second(hours: float = 5.5, amount: str = "4990.00", currency: str = "USD", **facts: Any) -> RebookFacts:
    """The order with a second one so many hours later."""
    start = facts.get("processed_at", PROCESSED)
    return order(
        second_order_no="O-2", rebooked_at=start + timedelta(hours=hours), rebook_amount=Decimal(amount),
        rebook_currency=currency, disposition=facts.pop("disposition", "cancelled"), **facts,
    )  # fmt: skip


def asked_for(
    reason: str, source: str = "customer_to_nlr", came: datetime = IN_MONTH, **facts: Any
) -> RebookFacts:
    """The order with a request of the customer."""
    return order(reason=reason, request_source=source, request_received_at=came, **facts)


ERROR = {
    "admin_error": True,
    "admin_error_note": "keyed to the wrong account",
    "admin_error_role": "order_processing",
}


def decided(facts: RebookFacts, now: datetime = NOW, **values: Any) -> Decision:
    """The decision under the default policy with some values replaced."""
    return decide(facts, policy_of(**values), now)


def ask(
    facts: RebookFacts,
    role: str = "research_specialist",
    data: dict[str, Any] | None = None,
    now: datetime = NOW,
    state: str = "research_review",
    open_case: str | None = None,
    **values: Any,
) -> Asked:
    """The question a guard is asked; `values` are policy."""
    return Asked(facts, policy_of(**values), now, role, state, data, {"open_case": open_case})


def sentences(found: Any) -> dict[str, str]:
    """Unmet conditions as code -> sentence."""
    return {refusal.code: refusal.message for refusal in unmet(found)}


def one(found: Any, code: str) -> Check:
    """The condition of that code."""
    return next(check for check in found if check.code == code)
