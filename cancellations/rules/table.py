"""The decision table: what a request lacks, and which step comes next."""

from __future__ import annotations

from dataclasses import dataclass

from cancellations.rules.facts import CancellationFacts
from cancellations.rules.fit import gaps
from cases.routing import Policy


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, the verb that comes next, what it says, and the reading it rests on."""

    number: int
    action: str
    answer: str
    reading: str = ""


COMPLETE = Row(1, "cancel_billing", "Everything is named and belongs together: cancel billing.", "CX-A1")
MISFIT = Row(2, "", "Something does not fit the order: ask the rep, do not guess.", "CX-A8")
LACKING = Row(3, "", "Something is missing: wait for the rep.", "CX-A1")
ALL = Row(4, "", "“All products” is no list: ask which ones are meant.", "CX-A2")
QUESTION = Row(5, "", "A question only: answered, nothing is cancelled.")
CHANGE = Row(6, "", "An order change: answered, nothing is cancelled.")
DUPLICATE = Row(7, "", "The same request as another case: that one goes on.", "CX-A9")
BILLING_DONE = Row(8, "cancel_fulfilment", "Billing is cancelled: cancel fulfilment.", "CX-A3")
FULFILMENT_DONE = Row(9, "inform_rep", "Both are cancelled: tell the rep and adjust the invoices.", "CX-A5")
REP_LEFT = Row(9, "inform_rep", "The invoices are adjusted: tell the rep.", "CX-A5")
TRUE_UP_LEFT = Row(9, "true_up", "The rep is told: adjust the invoices.", "CX-A5")
ALL_DONE = Row(10, "close", "The rep is told and the invoices are adjusted: close the case.")
ENDED = Row(11, "", "Nothing is left to do.")
REJECTED = {"query": QUESTION, "order_change": CHANGE, "duplicate": DUPLICATE}


def match(facts: CancellationFacts, policy: Policy) -> Row:
    """The row that holds for the facts."""
    if facts.is_closed:
        return REJECTED.get(facts.outcome, ENDED)
    if facts.fulfilment_cancelled_at is not None:
        return _after_fulfilment(facts)
    if facts.billing_cancelled_at is not None:
        return BILLING_DONE
    return received(facts, policy)


def received(facts: CancellationFacts, policy: Policy) -> Row:
    """The rows about what came in. What is missing is asked for before what does not fit is judged."""
    found = gaps(facts, policy)
    if found.missing:
        only_all = found.missing == ("products",) and facts.all_products and not found.mismatch
        return ALL if only_all else LACKING
    return MISFIT if found.any else COMPLETE


def _after_fulfilment(facts: CancellationFacts) -> Row:
    told, adjusted = facts.rep_informed_at is not None, facts.true_up_done_at is not None
    if told and adjusted:
        return ALL_DONE
    if not told and not adjusted:
        return FULFILMENT_DONE
    return TRUE_UP_LEFT if told else REP_LEFT
