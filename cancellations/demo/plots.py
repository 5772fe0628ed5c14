"""What can happen to a request: each plot is how it comes in, and a list of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SE, REP, MAIL, BILLING = "sales_enablement", "rep", "mail", "billing"
BOTH: Mapping[str, Any] = {"vision_vx": True, "titan": True}


@dataclass(frozen=True)
class Act:
    """A step `days` after the one before. `again` receives the request once more, with `data` over it."""

    days: float
    by: str
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plot:
    """A course of events. `changed` is what differs in the mail; `age` are days from the last step to now."""

    name: str
    acts: tuple[Act, ...] = ()
    changed: Mapping[str, Any] = field(default_factory=dict)
    products: int = 2
    by: str = MAIL
    age: tuple[float, float] = (0.05, 1.5)


def act(days: float, by: str, name: str, **data: Any) -> Act:
    """Any step."""
    return Act(days, by, name, data)


BILLED = act(0.2, SE, "cancel_billing")
STOPPED = (BILLED, act(0.3, SE, "cancel_fulfilment", **BOTH))
TOLD = (*STOPPED, act(0.2, SE, "inform_rep"))
DONE = (*TOLD, act(0.5, SE, "true_up"))
CLOSED = (*DONE, act(0.1, SE, "close"))
RUN = act(0.1, BILLING, "invoice_run")

RECEIVED = (
    Plot("new", age=(0.02, 0.5)),
    Plot("by form", by=REP, products=1, age=(0.05, 0.9)),
    Plot("without id and list", changed={"titan_order_id": "", "products": []}, age=(0.2, 2)),
    Plot("all products", changed={"products": "all"}, age=(1, 6)),
    Plot("the wrong campaign", changed={"campaign": "Winter Sale 2025"}, age=(0.5, 2)),
    Plot("not on the order", changed={"products": ["Search ads", "Billboard"]}, age=(0.5, 5)),
    Plot("reminded", changed={"client": "", "campaign": ""}, age=(4, 7)),
    Plot("answered", (act(0.4, REP, "supply", products=1),), {"products": []}, age=(0.1, 1)),
    Plot("nobody looked", age=(2.2, 4)),
    Plot("the same again", (act(0.3, MAIL, "again", message_id="<again.{n}@brightreach.example>"),)),
    Plot("rep has left", (act(0.2, SE, "mark_bounced"),), {"products": []}, age=(0.3, 2)),
)
STEPS = (
    Plot("billing cancelled", (BILLED,), age=(0.05, 0.8)),
    Plot("invoiced meanwhile", (RUN, BILLED), age=(0.1, 0.9)),
    Plot("Titan is slow", (BILLED, act(0.2, SE, "cancel_fulfilment", vision_vx=True)), age=(0.3, 3)),
    Plot(
        "delivered already",
        (BILLED, act(0.4, SE, "cancel_fulfilment", vision_vx=True, already_delivered=True)),
    ),
    Plot("answer came late", (BILLED, act(0.3, MAIL, "supply", products=3)), age=(0.1, 0.8)),
    Plot("fulfilment cancelled", STOPPED, age=(0.1, 1.8)),
    Plot("rep told", TOLD, age=(0.1, 1.5)),
    Plot("adjusted first", (*STOPPED, act(0.3, SE, "true_up")), age=(0.1, 1)),
    Plot("ready to close", DONE, age=(0.05, 0.4)),
)
ENDS = (
    Plot("closed", CLOSED, age=(2, 40)),
    Plot("closed, one product", CLOSED, products=1, age=(5, 60)),
    Plot("closed, all four", (RUN, *CLOSED), products=4, age=(3, 30)),
    Plot("a question", (act(0.2, SE, "reject", reason="query"),), age=(1, 20)),
    Plot("an order change", (act(0.4, SE, "reject", reason="order_change"),), age=(1, 20)),
    Plot("something else", (act(0.1, SE, "reject", reason="other"),), age=(3, 30)),
    Plot("withdrawn", (act(0.5, REP, "withdraw"),), age=(1, 25)),
)
PLOTS = RECEIVED + STEPS + ENDS
