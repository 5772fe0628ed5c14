"""What a queue says of a rebook in one row: whose order, what comes next, and the fact that tells most."""

from __future__ import annotations

from cases.machine import sources
from cases.money import format_money
from cases.panels import QueueLine
from cases.routing import Decision
from rebooks.models import RebookCase
from rebooks.process.states import STATES
from rebooks.process.verbs import ACTIONS
from rebooks.rules import RebookFacts, labels

WAITING = {state.code: state.waiting_for for state in STATES}
# Where somebody decides what comes next, the rules' advice says more than the state does.
DECIDING = frozenset({"intake", "research_review"})
# Looking once more and taking the wish back are always open, and nothing that a case waits for.
UNAWAITED = frozenset({"evaluate", "add_research", "record_request", "withdraw"})


def queue_line(case: RebookCase, facts: RebookFacts, decision: Decision) -> QueueLine:
    """One line: whose order, what it is about, what it waits for."""
    words = [facts.order_no, facts.second_order_no, facts.opportunity_id, facts.account, case.reference or ""]
    words += [facts.return_request_no, facts.re_engage_opportunity_id]
    return QueueLine(
        title=f"{facts.account}: {matter(facts)}",
        waiting_for=next_act(facts, decision),
        detail=telling_fact(case, facts),
        amount=facts.amount,
        currency=facts.currency,
        search_text=" ".join(word for word in words if word),
    )


def next_act(facts: RebookFacts, decision: Decision) -> str:
    """The act that the rules advise where somebody decides, else what the state waits for."""
    if facts.state in DECIDING:
        other = "request_return" if facts.first_order_gone else "create_re_engage"
        advised = decision.advised - UNAWAITED - {other}
        for action in ACTIONS:
            if action.name in advised and facts.state in sources(RebookCase, action.name):
                return action.label
    return WAITING.get(facts.state, "")


def telling_fact(case: RebookCase, facts: RebookFacts) -> str:
    """The fact behind it: the orders against each other, or the reason and who heard it."""
    told = [_orders(facts)] if facts.has_second_order and facts.rebooked_at else [_reason(facts)]
    told += [labels.FLAGS[flag].lower() for flag in case.flags if flag in labels.FLAGS]
    return " · ".join(part for part in told if part)


def _orders(facts: RebookFacts) -> str:
    if facts.rebook_amount is not None and (facts.rebook_amount, facts.rebook_currency) != (
        facts.amount,
        facts.currency,
    ):
        first = format_money(facts.amount, facts.currency, grouped=True)
        return (
            f"First {first}, second {format_money(facts.rebook_amount, facts.rebook_currency, grouped=True)}"
        )
    assert facts.rebooked_at is not None
    hours, rest = divmod(int((facts.rebooked_at - facts.processed_at).total_seconds()) // 60, 60)
    return f"Same amount after {hours} h {rest} m"  # in hours, as the window is


def _reason(facts: RebookFacts) -> str:
    if facts.intended == "time_and_amount":
        return f"Second order announced · order {facts.order_no}"
    if not facts.reason:
        return f"Order {facts.order_no}, no reason yet"
    heard = labels.REQUEST_SOURCES.get(facts.request_source, "")
    return f"{labels.reason_label(facts.reason)} · {heard}" if heard else labels.reason_label(facts.reason)


def matter(facts: RebookFacts) -> str:
    """What the case is about, in a few words."""
    if facts.admin_error:
        return "order placed with a handling error"
    if facts.has_second_order:
        return f"second order {facts.second_order_no}"
    if facts.reason and facts.reason not in {"rebook", "other"}:
        return labels.reason_label(facts.reason, inline=True)
    return "second order announced" if facts.intended else "order to rebook"
