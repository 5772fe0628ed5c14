"""The first lock of every path: the case's own row, with its child row."""

from __future__ import annotations

from typing import Any

from cases import access, registry
from cases.models import User
from cases.workflow.saving import remember


def locked(reference: str, actor: User | None) -> Any:
    """The case as its own kind's model, locked until the transaction ends.

    Raises NotVisible when there is none or the actor may not see it.
    """
    kind = registry.kind_of_reference(reference)
    if kind is None:
        raise access.NotVisible(reference)
    # PostgreSQL locks in the order named here: the case before its child, as the timed steps do. Nothing else
    # is joined: after a wait for the lock, a joined row would still be the one from before the wait.
    rows = kind.model.objects.select_for_update(of=("case_ptr", "self"))
    case = rows.filter(reference=reference).first()
    if case is None or (actor is not None and not access.can_see(actor, case)):
        raise access.NotVisible(reference)
    remember(case)
    return case
