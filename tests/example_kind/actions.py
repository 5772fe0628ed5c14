"""What the verbs of seat changes do; the door stores it."""

from __future__ import annotations

from cases.account_field import stored
from cases.step import Step
from tests.example_kind.letters import Confirm
from tests.example_kind.models import SeatChange


def create(step: Step) -> SeatChange:
    """A new case from the opening's input; the account is made if it is unknown."""
    zone = step.data.get("time_zone") or "UTC"
    account = stored(step.data["account"], zone)
    return SeatChange(
        account=account,
        state="requested",
        seats_now=step.data["seats_now"],
        seats_wanted=step.data["seats_wanted"],
    )


def approve(step: Step) -> None:
    """Starts the wait for the customer, and asks them."""
    step.set("approved_at", step.at)
    about = Confirm(step.case.account.name, step.case.seats_wanted)
    step.write("confirm", "mail", "customer@example.com", about)
    step.effect("confirmation_asked")


def customer_confirmed(step: Step) -> None:
    """The customer's yes, with the instant it was given."""
    step.set("confirmed_at", step.at)


def correct(step: Step) -> None:
    """The number was written down wrongly."""
    step.set("seats_wanted", step.data["seats_wanted"])


def remind(step: Step) -> None:
    """A reminder; the case stays where it is."""
    step.send("reminder", "mail", "customer@example.com", "We wait for your answer")
    step.effect("reminder_sent")


def expire(step: Step) -> None:
    """No answer in time ends the case."""
    step.move("expire")
    step.effect("expired")
