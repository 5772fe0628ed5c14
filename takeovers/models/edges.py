"""The edges of a take-over as the database enforces them."""

from __future__ import annotations

import pgtrigger

from cases import machine
from cases.models import Case
from takeovers.models.case import TakeoverCase


class TakeoverMachine(Case):
    """Carries the machine's edges into the database; holds no rows of its own."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="takeover_edges",
                field="state",
                transitions=sorted(machine.moves(TakeoverCase)),
                condition=pgtrigger.Q(old__kind="takeover"),
            )
        ]

    def __str__(self) -> str:
        return self.reference
