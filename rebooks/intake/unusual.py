"""What looks like a mistake in an order and may be right all the same: an interruption, never a block."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from cases.marks import Filled
from cases.marks import marked as _
from cases.models import Account
from cases.wording import money
from cases.worktime import local_date
from rebooks.models import RebookCase

TIMES_USUAL = 10
LOOKED_AT = 50
# Told on the page, and kept in a note where the case is opened all the same: that has the record's language.
ONE_CASE = _(
    "%(amount)s is %(times)s times what an order of %(account)s usually is: "
    "%(usual)s in its one earlier case."
)
SEVERAL = _(
    "%(amount)s is %(times)s times what an order of %(account)s usually is: "
    "%(usual)s in its last %(count)s cases."
)
CLOSED = _("Order %(order)s already had a case: %(case)s, closed.")
OLD = _("The order was processed on %(day)s, more than a year ago.")


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
    return Filled(
        ONE_CASE if count == 1 else SEVERAL,
        {
            "amount": money(amount, currency),
            "times": f"{int(amount / usual):,}",
            "account": known["account"],
            "usual": money(usual, currency),
            "count": str(count),
        },
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
    return Filled(CLOSED, {"order": known["order_no"], "case": closed.reference})


def _old(known: Mapping[str, Any], now: datetime) -> str:
    day, today = local_date(known["processed_at"], known["zone"]), local_date(now, known["zone"])
    if (today.year, today.month, today.day) <= (day.year + 1, day.month, day.day):
        return ""
    return Filled(OLD, {"day": day.isoformat()})
