"""The edges of an advocate case as the database enforces them."""

from __future__ import annotations

import pgtrigger

from advocacy.models.case import AdvocateCase
from cases import machine
from cases.models import Case


class AdvocateMachine(Case):
    """Carries the machine's edges into the database; holds no rows of its own."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="ticket_edges",
                field="state",
                transitions=sorted(machine.moves(AdvocateCase)),
                condition=pgtrigger.Q(old__kind="advocate"),
            )
        ]

    def __str__(self) -> str:
        return self.reference
