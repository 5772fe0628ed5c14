"""The timeline as people read it."""

from __future__ import annotations

from typing import Any

from cases import planning, registry
from cases.kinds import Kind
from cases.models import Case, TimelineEntry, User
from cases.teams import role_label, team_label

FILTERS = {"all": "All", "people": "People", "rules": "Rules and time", "refused": "Refused"}
HIDDEN_FIELDS = frozenset({"open_order_no"})


def entries(case: Case, reader: User) -> list[dict[str, Any]]:
    """The entries of a case, newest first, as plain data for the page."""
    rows = TimelineEntry.objects.filter(case=case.pk).select_related("actor", "personal").order_by("-seq")
    kind = registry.kind_of(case)
    return [entry(row, kind, reader) for row in rows]


def only(told: list[dict[str, Any]], shown: str) -> list[dict[str, Any]]:
    """The entries that a view of FILTERS shows."""
    keep = {
        "people": lambda e: e["by_person"],
        "rules": lambda e: not e["by_person"],
        "refused": lambda e: e["refused"],
    }.get(shown)
    return [e for e in told if keep is None or keep(e)]


def entry(row: TimelineEntry, kind: Kind, reader: User) -> dict[str, Any]:
    """One entry as plain data."""
    personal = getattr(row, "personal", None)
    words = personal.data if personal else {}
    return {
        "seq": row.seq,
        "anchor": f"entry-{row.seq}",
        "at": row.at,
        "recorded_at": row.recorded_at if row.recorded_at != row.at else None,
        "by_person": row.actor_id is not None,
        "actor": _actor(row, kind, reader),
        "initials": row.actor.initials if row.actor else "",
        "as_role": role_label(row.as_role) if row.actor and row.as_role else "",
        "icon": _icon(row),
        "sentence": _sentence(row, kind),
        "changes": _changes(row, kind),
        "text": words.get("text") or words.get("note") or words.get("reason") or row.data.get("reason", ""),
        "internal": True if "text" in words else None,
        "erased": bool(row.personal_digest) and personal is None,
        "refused": row.refused,
        "refusals": [refusal["message"] for refusal in row.data.get("refusals", [])],
        "effects": [kind.effects[name] for name in row.effects if name in kind.effects],
        "deadlines": _deadlines(row, kind),
    }


def _actor(row: TimelineEntry, kind: Kind, reader: User) -> str:
    if row.actor is not None:
        return "You" if row.actor_id == reader.pk else str(row.actor)
    return "Deadline" if _is_timer(row, kind) else "AccountOps"


def _is_timer(row: TimelineEntry, kind: Kind) -> bool:
    return row.action == planning.ATTENTION or any(timer.kind == row.action for timer in kind.timers)


def _icon(row: TimelineEntry) -> str:
    if row.refused:
        return "slashed-ring"
    if row.actor is not None:
        return ""
    return "clock" if "deadline" in row.data else "gear"


def _sentence(row: TimelineEntry, kind: Kind) -> str:
    if row.refused:
        label = _label(row.action, kind)
        return f"was refused: {label}"
    if row.action == "open":
        return kind.opening.done
    if row.action == planning.ATTENTION:
        return "the answer target of this state has passed"
    for spec in (*kind.actions, *kind.events):
        if spec.name == row.action:
            return spec.done
    return kind.timer(row.action).done


def _label(action: str, kind: Kind) -> str:
    named = {spec.name: spec.label for spec in (*kind.actions, *kind.events)}
    return named.get(action, action)


def _changes(row: TimelineEntry, kind: Kind) -> list[dict[str, Any]]:
    changes = []
    decision = row.data.get("decision")
    if row.from_state != row.to_state:
        old = kind.state(row.from_state).label if row.from_state else ""
        changes.append({"label": "State", "old": old, "new": kind.state(row.to_state).label})
    if decision:
        new = f"{team_label(decision['team'])} by rule {decision['rule']}"
        changes.append({"label": "Goes to", "old": decision.get("was") or "", "new": new})
    for name, (old, new) in row.data.get("changes", {}).items():
        if name not in HIDDEN_FIELDS:
            label, show = field_words(kind, name)
            changes.append({"label": label, "old": show(old), "new": show(new)})
    return changes


def field_words(kind: Kind, name: str) -> tuple[str, Any]:
    """A field's label and a function that shows its stored JSON value."""
    field = kind.model._meta.get_field(name)
    label = str(getattr(field, "verbose_name", name)).capitalize()
    choices = dict(getattr(field, "flatchoices", None) or [])

    def show(value: Any) -> str:
        if value is None or value in ("", []):
            return ""
        if name == "flags":
            return ", ".join(kind.flags.get(flag, flag) for flag in value)
        if name == "assignee":
            return str(User.objects.filter(pk=value).first() or value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(choices.get(value, value))

    return label, show


def _deadlines(row: TimelineEntry, kind: Kind) -> list[dict[str, Any]]:
    labels = {timer.kind: timer.label for timer in kind.timers}
    return [
        {
            "label": labels[d["kind"]],
            "status": d["status"],
            "due_at": d["due_at"],
            "reason": d.get("reason", ""),
        }
        for d in row.data.get("deadlines", [])
        if d["kind"] in labels
    ]
