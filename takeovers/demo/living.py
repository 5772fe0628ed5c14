"""A take-over in a simulated month: whatever the process asks for next, now and then a change of mind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases import clock
from cases.demo import Hand, Living
from cases.worktime import local_date
from takeovers.demo.cast import opening
from takeovers.demo.playing import CARE, acts, on_behalf

SYSTEM, MOST = "system", 120
OTHERWISE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("withdraw_agreement", {"party": "new"}),
    ("withdraw_agreement", {"party": "subject"}),
    ("skip_step", {"number": 2, "reason": "Their platform did it."}),
    ("undo_step", {"number": 1, "reason": "Counted wrongly."}),
    ("cancel", {"reason": "They stay with their partner.", "still_on_custom": 0}),
)


def live(hand: Hand) -> Living:
    """Goes on for as long as something is to be done."""
    random = hand.random
    if not hand.open(CARE, opening(hand.number, random, local_date(clock.now(), "Europe/Paris"))):
        return
    for _ in range(MOST):
        yield timedelta(hours=random.uniform(1, 30))
        case = hand.case
        if case.is_closed:
            break
        if random.random() < 0.03:
            name, data = random.choice(OTHERWISE)
            hand.act(name, CARE, data | {"company": case.facts().companies[0].name})
        elif case.state == "reversing":
            hand.act("finish_reversal", CARE, {"still_on_custom": 0})
        else:
            _next(hand, case)
    yield timedelta(days=random.uniform(1, 20))
    hand.act("confirm_discount", CARE)


def _next(hand: Hand, case: Any) -> None:
    """The next act, by who has to do it, or recorded by customer care with the evidence."""
    for name, wanted, data in acts(case):
        ours = wanted in {CARE, SYSTEM} or hand.random.random() < 0.5
        role, given = (wanted, data) if ours else on_behalf(wanted, data)
        hand.act(name, role, given)
        return
