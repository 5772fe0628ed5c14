"""Cancellations keep the contract of a kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cancellations.actions import orders
from tests.contract.base import KindAtOnce, KindContract
from tests.contract.fixture import Call, Fixture, Path

NEVER_STORED = (900, 901, 902)  # the contract looks that trying to open these leaves nothing behind
START = datetime(2024, 8, 5, 14, tzinfo=UTC)
SE, REP, BILLING, MAIL = "sales_enablement", "rep", "billing", "mail"
ORDER: dict[str, Any] = {
    "client": "Oak Motors",
    "campaign": "Summer 24",
    "products": ["Display", "Search", "Social"],
    "references": [],
    "invoice_lines": [
        {"product": "Display", "currency": "USD", "invoiced": "1000.00", "fulfilled": "400.00"},
        {"product": "Display", "currency": "EUR", "invoiced": "10.00", "fulfilled": "25.00"},
    ],
}


def prepare(number: int) -> None:
    """The order that the case with this number is about; with the first one, those of cases never stored."""
    for one in (number, *(NEVER_STORED if number == 1 else ())):
        orders.keep(f"T-{one}", ORDER)


BOTH = {"vision_vx": True, "titan": True}
BILLED: tuple[Call, ...] = (("cancel_billing", SE, {}),)
STOPPED: tuple[Call, ...] = (*BILLED, ("cancel_fulfilment", SE, BOTH))
TOLD: tuple[Call, ...] = (*STOPPED, ("inform_rep", SE, {}))
ALL: tuple[Call, ...] = (*TOLD, ("true_up", SE, {}))
RUN: Call = ("invoice_run", BILLING, {})

CANCELLATION = Fixture(
    kind="cancellation",
    start=START,
    opener=SE,
    opening={
        "client": "Oak Motors",
        "campaign": "Summer 24",
        "titan_order_id": "T-@n",
        "products": ["Display", "Search"],
        "rep_name": "R. Lind",
        "rep_contact": "lind@example.org",
        "message_id": "<m@n@example.org>",
        "subject": "Please cancel",
        "body": "Client: Oak Motors\nProducts: Display, Search",
    },
    paths=(
        Path("incomplete", "incomplete", opening={"products": []}),
        Path("complete", "complete"),
        Path("nobody to write to", "incomplete", opening={"products": [], "rep_contact": "+1 312 555 0148"}),
        Path("all products", "incomplete", opening={"products": ["all"]}),
        Path("does not fit", "incomplete", opening={"campaign": "Autumn 24", "client": ""}),
        Path("not on the order", "incomplete", opening={"products": ["Radio", "Search"]}),
        Path("answered", "complete", (("supply", REP, {"products": ["Social"]}),), opening={"products": []}),
        Path("billing cancelled", "billing_cancelled", BILLED),
        Path("invoiced meanwhile", "billing_cancelled", (RUN, *BILLED)),
        Path("half confirmed", "billing_cancelled", (*BILLED, ("cancel_fulfilment", SE, {"titan": True}))),
        Path("late answer", "billing_cancelled", (*BILLED, ("supply", MAIL, {"products": ["Social"]}))),
        Path("fulfilment cancelled", "fulfilment_cancelled", STOPPED),
        Path(
            "delivered already",
            "fulfilment_cancelled",
            (*BILLED, ("cancel_fulfilment", SE, {"vision_vx": True, "already_delivered": True})),
        ),
        Path("rep told", "true_up", TOLD),
        Path("adjusted", "true_up", (*STOPPED, ("true_up", SE, {}))),
        Path("all done", "true_up", ALL),
        Path("closed", "closed", (*ALL, ("close", SE, {}))),
        Path("rejected", "rejected", (("reject", SE, {"reason": "query"}),)),
        Path("withdrawn", "withdrawn", (("withdraw", REP, {}),)),
    ),
    inputs={
        "cancel_fulfilment": BOTH,
        "reject": {"reason": "order_change"},
        "supply": {"products": ["Display"], "rep_contact": "lind@example.org"},
        "same_request": {"rep_contact": "lind@example.org"},
        "correct_facts": {"why": "Read again.", "products": ["Search"], "rep_name": "Rosa Lind"},
    },
    others={
        "cancel_fulfilment": ({"vision_vx": True}, {"titan": True, "titan_ref": "TT-7"}),
        "reject": ({"reason": "other"},),
        "supply": (
            {"products": ["all"]},
            {"titan_order_id": "T-0"},
            {"message_id": "<s@example.org>", "campaign": "Summer 24", "at": "2024-08-05T14:00:00Z"},
        ),
        "same_request": ({"message_id": "<d@example.org>"},),
        "invoice_run": ({"at": "2024-08-05T14:00:00Z"},),
        "correct_facts": ({"why": "x", "campaign": "Autumn 24"}, {"why": "x", "client": "Elm Foods"}),
    },
    click=("complete", "cancel_billing", SE),
    prepare=prepare,
)


class TestCancellations(KindContract):
    """The contract."""

    of = CANCELLATION


class TestCancellationsAtOnce(KindAtOnce):
    """The contract under many hands."""

    of = CANCELLATION
