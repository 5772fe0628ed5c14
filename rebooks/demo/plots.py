"""What can happen to an order: each plot is a list of steps, told by the hours that pass between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

SPECIALIST, RETURNS, NLR, ORDERS = "research_specialist", "return_team", "nlr_agent", "order_processing"
RE_ENGAGE = "re_engage_agent"
REQUEST = "record_request"


@dataclass(frozen=True)
class Act:
    """A step `hours` after the one before. `late` hours pass before it becomes known."""

    hours: float
    by: str
    name: str
    data: dict[str, Any] = field(default_factory=dict)
    late: float = 0
    amount: str = "same"


@dataclass(frozen=True)
class Plot:
    """A course of events. `month` says where the order lies: in the month of the request, before it, or free.

    `since` is how many hours before the opening the order was processed where `month` is free. `ages` are
    the hours between the last step and now.
    """

    name: str
    opener: str
    acts: Callable[[Random], list[Act]]
    month: str = "free"
    since: float = 2
    ages: tuple[float, ...] = (0.3, 2, 5, 11, 19, 22, 26, 40, 75)


def asked(reason: str, by: str, source: str, **more: Any) -> Act:
    """The request, written down a little after the opening."""
    return Act(0.2, by, REQUEST, {"reason": reason, "request_source": source, **more})


def second(
    hours: float, *, number: str = "second", late: float = 0, amount: str = "same", gone: str = "cancelled"
) -> Act:
    """Order Processing reports a second order."""
    return Act(hours, ORDERS, "second_order", {"order_no": number, "disposition": gone}, late, amount)


def act(hours: float, by: str, name: str, **data: Any) -> Act:
    """Any other step."""
    return Act(hours, by, name, data)


def from_ar(random: Random, reason: str, **more: Any) -> Act:
    """A request heard by AR or by Collections."""
    by = random.choice(("ar", "collections"))
    return asked(reason, by, by, **more)


def from_nlr(reason: str, **more: Any) -> Act:
    """A request heard by the NLR agent."""
    return asked(reason, NLR, "customer_to_nlr", **more)


CHANGES = (
    "Team edition instead of single seats",
    "Two seats less",
    "The server edition",
    "Another product line",
)
FINDINGS = (
    "The trial ran on the old contract; they ordered again under the new one.",
    "Their buyer left; the new one wants to see a demonstration first.",
    "Three support requests in the first week, all about the import.",
    "They compare two products and decide at the end of the quarter.",
)
ERRORS = (
    "Keyed to the wrong account",
    "Old price list used",
    "Booked twice by mistake",
    "Wrong reseller on the order",
)
PAYMENTS = ("The new budget starts next month", "Their bank changed", "The invoice went to a closed office")


def change(random: Random) -> dict[str, str]:
    """A wanted change."""
    return {"requested_change": random.choice(CHANGES)}


def found(random: Random, hours: float = 1) -> Act:
    """Research finds something out."""
    return act(hours, SPECIALIST, "add_research", text=random.choice(FINDINGS))
