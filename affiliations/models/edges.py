"""The edges of a transition as the database enforces them."""

from __future__ import annotations

import pgtrigger

from affiliations.models.case import AffiliationCase
from cases import machine
from cases.models import Case


class AffiliationMachine(Case):
    """Carries the machine's edges into the database; holds no rows of its own."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="transition_edges",
                field="state",
                transitions=sorted(machine.moves(AffiliationCase)),
                condition=pgtrigger.Q(old__kind="affiliation"),
            )
        ]

    def __str__(self) -> str:
        return self.reference
