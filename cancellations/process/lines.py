"""What the queue shows of a cancellation."""

from __future__ import annotations

from cancellations.models import CancellationCase
from cancellations.process.states import STATES
from cancellations.rules import CancellationFacts, fit
from cancellations.rules.credits import credits_of, totals
from cancellations.rules.labels import CONFIRMED_BY
from cancellations.rules.policy import policy_of
from cases.panels import QueueLine
from cases.routing import Decision
from cases.words import counted, listed

WAITING = {state.code: state.waiting_for for state in STATES}
MOST_NAMED = 2


def queue_line(case: CancellationCase, facts: CancellationFacts, decision: Decision) -> QueueLine:
    """One line: whose order, which products, what it waits for, and the credit in its one currency."""
    words = [
        facts.client, facts.campaign, facts.titan_order_id, facts.rep_name, facts.subject,
        case.reference or "", *facts.products[:100],
    ]  # fmt: skip
    sums = totals(credits_of(facts.products, fit.lines_of(facts, policy_of())))
    currency, amount = next(iter(sums.items())) if len(sums) == 1 else ("", None)
    return QueueLine(
        title=title(facts),
        waiting_for=waiting_for(facts),
        detail=decision.answer,
        amount=amount,
        currency=currency,
        search_text=" ".join(word for word in words if word),
    )


def title(facts: CancellationFacts) -> str:
    """Whose order, and what of it."""
    whose = facts.client or facts.campaign or facts.rep_name or facts.sender or "A rep"
    if not facts.products:
        return f"{whose}: {'cancel “all”' if facts.all_products else 'cancel something of an order'}"
    few = len(facts.products) <= MOST_NAMED
    return f"{whose}: cancel {listed(facts.products) if few else counted(len(facts.products), 'product')}"


def waiting_for(facts: CancellationFacts) -> str:
    """The confirmation or the part that is still open, where only one is; else what the state waits for."""
    if facts.state == "billing_cancelled":
        there = {"vision_vx": facts.vision_vx_at, "titan": facts.titan_at}
        left = [CONFIRMED_BY[name] for name, at in there.items() if at is None]
        return f"{left[0]} to confirm" if len(left) == 1 else WAITING[facts.state]
    if facts.state == "true_up":
        if facts.rep_informed_at is None:
            return "The rep to be told"
        return "The true-up" if facts.true_up_done_at is None else "Closing"
    return WAITING.get(facts.state, "")
