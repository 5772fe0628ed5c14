"""The one door: nothing else changes a case.

`open_case` begins one, `advance` performs a person's or the system's action, `record` takes in a fact from
outside, `perform` whichever of the two a name is. Timed steps come through `cases.deadlines`, which uses the
same parts.
"""

from cases.workflow.acting import advance, ledger, perform, record
from cases.workflow.looking import Look
from cases.workflow.opening import open_case
from cases.workflow.results import InputErrors, Outcome, Stale

__all__ = ["InputErrors", "Look", "Outcome", "Stale", "advance", "ledger", "open_case", "perform", "record"]
