"""What looks like a mistake in an order and may be right all the same: an interruption, never a block."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from cases.models import Account
from cases.wording import money
from cases.worktime import local_date
from rebooks.models import RebookCase

TIMES_USUAL = 10
LOOKED_AT = 50


def findings(known: Mapping[str, Any], now: datetime) -> tuple[str, ...]:
    """Sentences on what is unusual about the order; empty for an ordinary one."""
    found = (_amount(known), _closed_before(known), _old(known, now))
    return tuple(sentence for sentence in found if sentence)


def _amount(known: Mapping[str, Any]) -> str:
    amount: Decimal = known["amount"]
    currency = known["currency"]
    usual, count = _usual(known["account"], currency)
    if not usual or amount < usual * TIMES_USUAL:
        return ""
    cases = "its one earlier case" if count == 1 else f"its last {count} cases"
    return (
        f"{money(amount, currency)} is {int(amount / usual):,} times what an order of {known['account']} "
        f"usually is: {money(usual, currency)} in {cases}."
    )


def _usual(account: str, currency: str) -> tuple[Decimal, int]:
    """The median amount of the account's last cases in the currency, and how many they are."""
    customer = Account.objects.filter(name=account).first()
    if customer is None:
        return Decimal(0), 0
    rows = RebookCase.objects.filter(account=customer, currency=currency).order_by("-opened_at")
    amounts = list(rows.values_list("amount", flat=True)[:LOOKED_AT])
    return (median(amounts), len(amounts)) if amounts else (Decimal(0), 0)


def _closed_before(known: Mapping[str, Any]) -> str:
    closed = (
        RebookCase.objects.filter(order_no=known["order_no"], state="closed").order_by("-closed_at").first()
    )
    if closed is None:
        return ""
    return f"Order {known['order_no']} already had a case: {closed.reference}, closed."


def _old(known: Mapping[str, Any], now: datetime) -> str:
    day, today = local_date(known["processed_at"], known["zone"]), local_date(now, known["zone"])
    if (today.year, today.month, today.day) <= (day.year + 1, day.month, day.day):
        return ""
    return f"The order was processed on {day.isoformat()}, more than a year ago."
