"""What can happen to a transition: each plot is a won or unwon deal, its groups, and a list of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SALES, REP, MANAGER = "sales_rep", "reseller_rep", "manager"
LETTER = "send_reseller_mail"
SMALL, BIG = (20, 190), (200, 420)


@dataclass(frozen=True)
class Act:
    """A step `days` after the one before. `group` is the place of the group it is about."""

    days: float
    by: str
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    group: int | None = None


@dataclass(frozen=True)
class Plot:
    """A course of events. A group is (issued, billed, pending); `age` are days from the last step to now."""

    name: str
    groups: tuple[tuple[bool, bool, int], ...]
    acts: tuple[Act, ...] = ()
    won: bool = True
    badges: tuple[int, int] = SMALL
    accounts: int = 1
    age: tuple[float, float] = (0.1, 3)


DONE, ISSUED, OPEN, PREPAID, ONE_LEFT = (
    (True, True, 0), (True, False, 0), (False, False, 40), (False, True, 25), (True, True, 1),
)  # fmt: skip


def act(days: float, by: str, name: str, group: int | None = None, **data: Any) -> Act:
    """Any step."""
    return Act(days, by, name, data, group)


def shipped(*groups: tuple[bool, bool, int], done: bool = True) -> tuple[Act, ...]:
    """From the won deal through an expired shipment for each group."""
    sets = tuple(
        act(0.1, REP, "add_expired_shipment", place, qty=0 if issued else pending)
        for place, (issued, _, pending) in enumerate(groups)
    )
    return (
        act(0.3, SALES, "inform_reseller_rep"),
        *sets,
        *((act(0.1, REP, "shipments_done"),) if done else ()),
    )


TOLD = act(2, SALES, "reseller_notified")
WON = act(3, SALES, "mark_won")
INVOLVED = act(1, SALES, "involve")
MOVED = (act(0.4, REP, "update_affiliation"), act(0.1, REP, "remove_access"))
WRITTEN = act(0.2, REP, LETTER)
SWITCHED = (*MOVED, WRITTEN, act(0.1, REP, "finish_switch"))
NAMED = act(0.8, SALES, "assign_csm", csm="Cora Moss")
BOUNCED = act(0.2, "mail", "mail_bounced")
AGAIN = act(1, "shipping", "shipment_added", 0, qty=12)
LOST = act(2, SALES, "deal_lost")

BEFORE = (
    Plot("new", (OPEN,), won=False, age=(0.05, 1)),
    Plot("asked again", (DONE,), won=False, age=(9, 16)),
    Plot("big, untold", (OPEN, OPEN), won=False, badges=BIG, accounts=2, age=(0.5, 6)),
    Plot("big, told", (DONE, OPEN), (INVOLVED, TOLD), won=False, badges=BIG, accounts=3),
    Plot("told", (ISSUED,), (TOLD,), won=False, age=(1, 10)),
    Plot("won", (DONE, ISSUED), (TOLD, WON), won=False, age=(0.05, 1.5)),
    Plot("big and won", (DONE,), badges=BIG, accounts=2, age=(0.1, 2)),
    Plot("cancelled early", (OPEN,), (act(4, SALES, "cancel", reason="They stay another year."),), won=False),
)
SHIPPING = (
    Plot("informed", (DONE, OPEN), shipped(done=False), age=(0.1, 1)),
    Plot("one of three", (DONE, DONE, OPEN), shipped(DONE, DONE, OPEN, done=False)[:-1], age=(0.2, 3)),
    Plot("not issued", (OPEN, OPEN), shipped(OPEN, OPEN), age=(1, 18)),
    Plot("A issued, B not", (DONE, OPEN), shipped(DONE, OPEN), age=(2, 25)),
    Plot("prepaid", (PREPAID,), (*shipped(PREPAID), WRITTEN), age=(1, 12)),
    Plot(
        "issued meanwhile", (OPEN,), (*shipped(OPEN), act(8, "shipping", "issued", 0)), age=(1, 9),
    ),
    Plot("not billed", (ISSUED, DONE), (*shipped(ISSUED, DONE), WRITTEN), age=(3, 30)),
    Plot("one replacement badge", (DONE, ONE_LEFT), shipped(DONE, ONE_LEFT), age=(1, 8)),
    Plot("lost", (OPEN,), (*shipped(OPEN), LOST), age=(3, 40)),
)  # fmt: skip
SWITCHING = (
    Plot("all billed", (DONE,), shipped(DONE), age=(0.1, 2)),
    Plot("billed at last", (ISSUED,), (*shipped(ISSUED), act(12, "billing", "billed", 0)), age=(0.1, 2)),
    Plot(
        "billed, told late", (ISSUED,),
        (*shipped(ISSUED), act(9, REP, "billed", 0, days_ago=4)), age=(0.5, 2),
    ),
    Plot("ordered again", (DONE,), (*shipped(DONE), *MOVED, AGAIN), age=(1, 10)),
    Plot("letter back", (DONE, DONE), (*shipped(DONE, DONE), *MOVED, WRITTEN, BOUNCED), age=(0.1, 2)),
    Plot("final check", (DONE,), (*shipped(DONE), *SWITCHED), age=(0.1, 2)),
    Plot("back after the switch", (DONE,), (*shipped(DONE), *SWITCHED, BOUNCED), age=(0.2, 3)),
    Plot("lost too late", (DONE,), (*shipped(DONE), *SWITCHED, LOST), age=(0.5, 4)),
    Plot("handed over", (DONE, DONE), (TOLD, *shipped(DONE, DONE), *SWITCHED, NAMED), age=(2, 60)),
    Plot(
        "a long way", (OPEN,),
        (INVOLVED, TOLD, WON, *shipped(OPEN), act(9, "shipping", "issued", 0),
         act(11, "billing", "billed", 0), *SWITCHED, NAMED),
        won=False, badges=BIG, accounts=2, age=(5, 50),
    ),
)  # fmt: skip
PLOTS = BEFORE + SHIPPING + SWITCHING
