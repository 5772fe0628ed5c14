"""The edges of a cancellation as the database enforces them."""

from __future__ import annotations

import pgtrigger

from cancellations.models.case import CancellationCase
from cases import machine
from cases.models import Case


class CancellationMachine(Case):
    """Carries the machine's edges into the database; holds no rows of its own."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="order_cancellation_edges",  # after the door's own: triggers fire by name
                field="state",
                transitions=sorted(machine.moves(CancellationCase)),
                condition=pgtrigger.Q(old__kind="cancellation"),
            )
        ]

    def __str__(self) -> str:
        return self.reference
