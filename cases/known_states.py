"""The table of states that the database checks against, written from the registry."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections

from cases import registry


def write_known_states(using: str = "default", **_: Any) -> None:
    """Makes the table hold exactly the states of the registered kinds. Called after every migrate."""
    model = apps.get_model("cases", "KindState")
    if model._meta.db_table not in connections[using].introspection.table_names():
        return
    wanted = {(kind.code, state.code) for kind in registry.all_kinds() for state in kind.states}
    rows = model.objects.using(using)
    present = set(rows.values_list("kind", "state"))
    for kind, state in present - wanted:
        rows.filter(kind=kind, state=state).delete()
    rows.bulk_create([model(kind=kind, state=state) for kind, state in sorted(wanted - present)])
