"""Two people, one case: what the other one changed beside what I was about to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import registry
from cases.kinds import Action, Kind
from cases.models import TimelineEntry
from cases.present.fieldwords import FieldWords


def both_versions(
    case: Any, spec: Action, expected: int, mine: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """The context of the page that stops a stale write: theirs and mine field by field, and my text kept."""
    kind = registry.kind_of(case)
    since = list(
        TimelineEntry.objects.filter(case=case.pk, version__gt=expected)
        .select_related("actor")
        .order_by("version")
    )
    last = since[-1] if since else None
    fields, kept = _fields(FieldWords(kind, case.time_zone, now), since, mine), _kept(spec, mine)
    hidden = [("version", str(case.version)), *[(name, str(value)) for name, value in mine.items()]]
    return {
        "case": {
            "reference": case.reference,
            "title": case.title,
            "url": reverse("case", args=[case.reference]),
        },
        "changed_by": str(last.actor) if last and last.actor else "AccountOps",
        "changed_at": last.recorded_at if last else case.updated_at,
        "action": {"label": spec.label, "url": reverse("act", args=[case.reference, spec.name])},
        "hidden": hidden,
        "fields": fields,
        "kept": kept,
    }


def _fields(words: FieldWords, since: list[TimelineEntry], mine: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = [_state_row(words.kind, since)] if _moved(since) else []
    theirs: dict[str, list[Any]] = {}
    for entry in since:
        for name, (old, new) in entry.data.get("changes", {}).items():
            theirs[name] = [theirs.get(name, [old])[0], new]
    for name, (old, new) in theirs.items():
        was, now = words.value(name, old), words.value(name, new)
        own = words.typed(name, str(mine.get(name, "")))
        conflict = bool(own) and own != now
        rows.append(
            {
                "name": name,
                "label": words.label(name),
                "was": was,
                "theirs": now,
                "mine": own,
                "conflict": conflict,
            }
        )
    return rows


def _moved(since: list[TimelineEntry]) -> bool:
    # A version before the first one is nobody's: there was no state to tell of.
    return bool(since) and since[0].from_state not in ("", since[-1].to_state)


def _state_row(kind: Kind, since: list[TimelineEntry]) -> dict[str, Any]:
    was, now = kind.state(since[0].from_state).label, kind.state(since[-1].to_state).label
    return {"name": "state", "label": _("State"), "was": was, "theirs": now, "mine": "", "conflict": False}


def _kept(spec: Action, mine: Mapping[str, Any]) -> list[dict[str, str]]:
    labels = {} if spec.form is None else {n: f.label or n for n, f in spec.form.base_fields.items()}
    return [
        {"label": str(labels[name]), "text": str(value)}
        for name, value in mine.items()
        if value and name in labels
    ]
