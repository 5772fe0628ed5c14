"""The first lock of every path: the case's own row, with its child row."""

from __future__ import annotations

from functools import cache
from typing import Any

from cases import access, registry
from cases.models import Case, User
from cases.statements import Statement, written
from cases.workflow.saving import remember


def locked(reference: str, actor: User | None) -> Any:
    """The case as its own kind's model, locked until the transaction ends.

    Raises NotVisible when there is none or the actor may not see it.
    """
    kind = registry.kind_of_reference(reference)
    if kind is None:
        raise access.NotVisible(reference)
    found = _locking(kind.model).objects(kind.model, reference)
    if not found or (actor is not None and not access.can_see(actor, found[0])):
        raise access.NotVisible(reference)
    remember(found[0])
    return found[0]


@cache
def _locking(model: type[Case]) -> Statement:
    # PostgreSQL locks in the order named here: the case before its child, as the timed steps do. Nothing else
    # is joined: after a wait for the lock, a joined row would still be the one from before the wait.
    rows = model._default_manager.select_for_update(of=("case_ptr", "self"))
    statement = written(rows.filter(reference=""))
    assert statement is not None, "something can be found"
    return statement
