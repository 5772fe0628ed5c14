"""How seat changes ask the customer by a link: for what, and what the answer does."""

from __future__ import annotations

from cases.step import Step
from cases.terms import Answer, ConsentParty, ConsentSpec, Term
from tests.example_kind.models import SeatChange


def customer(case: SeatChange) -> list[ConsentParty]:
    """The one party of a seat change."""
    return [ConsentParty("customer", case.account.name, "Customer", given_at=case.confirmed_at)]


def terms(case: SeatChange, party: ConsentParty) -> list[Term]:
    """What the customer agrees to: a correction of the number makes the question void."""
    return [Term("seats", "Seats", f"{case.seats_wanted} instead of {case.seats_now}")]


def answered(step: Step, answer: Answer) -> None:
    """A yes confirms the change; a no leaves it to Customer care."""
    if answer.agrees:
        step.set("confirmed_at", step.now)


CONSENT = ConsentSpec(
    askers=frozenset({"customer_care"}),
    question=lambda case, party: f"Do you want {case.seats_wanted} seats?",
    parties=lambda case, policy, now: customer(case),
    terms=terms,
    means=lambda case, party, policy, now: ["The next invoice counts the new number."],
    closed=lambda case: "" if case.state == "confirming" else "Nothing is asked of the customer now.",
    answered=answered,
    void=lambda step, keys: step.set("confirmed_at", None),
)
