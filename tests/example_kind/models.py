"""Seat changes as rows: the states, the transitions, and the facts for the rules."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django_fsm import transition

from cases import machine
from cases.kinds import State
from cases.models import Case
from tests.example_kind.rules import SeatFacts

KIND = "seat_change"
STATES = (
    State(
        "requested",
        "Requested",
        "Now, Customer care",
        "dashed-ring",
        "now",
        "customer_care",
        "Somebody asked.",
    ),
    State(
        "confirming",
        "Being confirmed",
        "Waiting, customer",
        "hourglass",
        "wait",
        "order_processing",
        "Approved.",
    ),
    State("changed", "Changed", "Done", "tick-disc", "done", None, "The number is changed.", closed=True),
    State("declined", "Declined", "Ended", "cross", "plain", None, "It will not be.", closed=True),
)
OPEN = ["requested", "confirming"]


class SeatChange(Case):
    """A customer wants more or fewer seats."""

    seats_now = models.PositiveIntegerField()
    seats_wanted = models.PositiveIntegerField()
    approved_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    @transition("state", source="requested", target="confirming")
    def approve(self) -> None:
        """Customer care agrees."""

    @transition("state", source="confirming", target="changed")
    def complete(self) -> None:
        """The customer has confirmed."""
        self.outcome = "changed"

    @transition("state", source=OPEN, target="declined")
    def decline(self) -> None:
        """It will not be changed."""
        self.outcome = "declined"

    @transition("state", source="confirming", target="declined")
    def expire(self) -> None:
        """The customer did not answer in time."""
        self.outcome = "expired"

    @transition("state", source=OPEN, target="declined")
    def mark_duplicate(self) -> None:
        """Another case goes on with it."""


class SeatChangeEdges(Case):
    """Carries the machine's edges into the database; holds no rows of its own."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="seat_change_edges",
                field="state",
                transitions=sorted(machine.moves(SeatChange)),
                condition=pgtrigger.Q(new__kind=KIND),
            )
        ]


def facts_of(case: SeatChange) -> SeatFacts:
    """The facts of a case as they are now."""
    return SeatFacts(
        state=case.state,
        seats_now=case.seats_now,
        seats_wanted=case.seats_wanted,
        approved_at=case.approved_at,
        confirmed_at=case.confirmed_at,
        time_zone=case.time_zone,
    )
