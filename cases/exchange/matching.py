"""Is a row's case there already, and is it the same?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.exchange.columns import spec_of, values_of
from cases.exchange.report import Fault
from cases.kinds import Kind
from cases.marks import Filled
from cases.models import Account, Case
from cases.text import shown


def key_of(kind: Kind, row: Mapping[str, Any]) -> str:
    """What the row is recognised by, in words."""
    return " ".join(str(row.get(name, "")) for name in spec_of(kind).key)[:120]


def cases_of(kind: Kind, row: Mapping[str, Any]) -> Sequence[Any]:
    """The cases that the row may be about, the newest first; none where it is a new matter."""
    spec = spec_of(kind)
    wanted = {name: row.get(name) for name in spec.key}
    if any(isinstance(value, Account) and value.pk is None for value in wanted.values()):
        return []
    found = list(kind.model._default_manager.filter(**wanted).select_related("account").order_by("-pk")[:50])
    latest = row.get(spec.again) if spec.again else None
    closed = [case.closed_at for case in found if case.closed_at is not None]
    if isinstance(latest, datetime) and found and len(closed) == len(found) and latest > max(closed):
        return []
    return found


def differences(
    kind: Kind, case: Any, row: Mapping[str, Any], filled: Sequence[str], names: Mapping[str, str]
) -> list[Fault]:
    """A fault for each filled cell that the case does not agree with."""
    there = values_of(kind, case)
    return [
        Fault(
            "differs",
            Filled(
                _("%(case)s is there already, with %(here)s here where the file has %(there)s."),
                {"case": case.reference, "here": _shown(there[name]), "there": _shown(row.get(name))},
            ),
            _("An import changes no case. Correct the case on its page, or the file."),
            names.get(name, name),
        )
        for name in filled
        if name in there and not _agree(case, there[name], row.get(name))
    ]


def _agree(case: Case, there: object, given: object) -> bool:
    if isinstance(given, Account):
        return given.pk == case.account_id
    return there == (None if given == "" else given)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return Filled(_("nothing"))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"“{shown(str(value), 60)}”"
