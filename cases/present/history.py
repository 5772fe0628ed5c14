"""The timeline as people read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F
from django.forms import ChoiceField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_noop as _

from cases import planning, registry
from cases.files.removing import REMOVE
from cases.kinds import Kind
from cases.models import Case, PersonalData, TimelineEntry, User
from cases.present.fieldwords import FieldWords
from cases.present.given import given
from cases.setaside import WHAT, label_of
from cases.statements import Statement, written
from cases.teams import OUTSIDE, role_label, team_label
from cases.words import counted

FILTERS = {"all": _("All"), "people": _("People"), "rules": _("Rules and time"), "refused": _("Refused")}
# Emptied on purpose: that is known, not unstated.
EMPTIED = {"flags": "none", "assignee": "nobody", "snoozed_until": _("not snoozed")}
HIDDEN_FIELDS = frozenset({"open_order_no"})
NOT_SET = _("not set")
MOST_FILES = 3  # of one entry; all of them stand in the list of files


def read(case: Case) -> list[TimelineEntry]:
    """What is on the timeline of a case, newest first, with who did it and what was written."""
    rows = _told().objects(TimelineEntry, case.pk)
    for row in rows:
        row.actor = _who(row)
        # What the relation would look up, row by row.
        row._state.fields_cache["personal"] = _words(row)
    return rows


@cache
def _told() -> Statement:
    """The entries with the few columns of other tables that are shown: their objects take longer to make."""
    rows = TimelineEntry.objects.filter(case=0).order_by("-seq")
    statement = written(
        rows.annotate(who=F("actor__username"), called=F("actor__name"), words=F("personal__data"))
    )
    assert statement is not None, "something can be found"
    return statement


def _who(row: Any) -> User | None:
    if row.actor_id is None:
        return None
    return User.from_db(connection.alias, ("id", "username", "name"), (row.actor_id, row.who, row.called))


def _words(row: Any) -> PersonalData | None:
    return None if row.words is None else PersonalData(row.pk, json.loads(row.words))


def entries(case: Case, rows: Sequence[TimelineEntry], reader: User, now: datetime) -> list[dict[str, Any]]:
    """The entries of a case as plain data for the page, in the order of `rows`."""
    people = [row.actor for row in rows if row.actor] + ([case.assignee] if case.assignee else [])
    words = FieldWords(registry.kind_of(case), case.time_zone, now, people)
    return [entry(row, words, reader) for row in rows]


def only(told: list[dict[str, Any]], shown: str) -> list[dict[str, Any]]:
    """The entries that a view of FILTERS shows."""
    if shown == "refused":
        return [entry for entry in told if entry["refused"]]
    if shown in {"people", "rules"}:
        return [entry for entry in told if entry["by_person"] is (shown == "people")]
    return told


def entry(row: TimelineEntry, fields: FieldWords, reader: User) -> dict[str, Any]:
    """One entry as plain data."""
    kind = fields.kind
    personal = getattr(row, "personal", None)
    words = personal.data if personal else {}
    changes, reason = _changes(row, fields), _given_reason(row, kind, reader)
    return {
        "seq": row.seq,
        "anchor": f"entry-{row.seq}",
        "at": row.at,
        "recorded_at": row.recorded_at if row.recorded_at != row.at else None,
        "by_person": row.actor_id is not None or bool({"by_party", "by_operator"} & set(row.data)),
        "actor": _actor(row, kind, reader),
        "initials": row.actor.initials if row.actor else "",
        "as_role": role_label(row.as_role) if row.actor and row.as_role else "",
        "icon": _icon(row),
        "sentence": _sentence(row, kind),
        "changes": given(row, fields, reader, {reason, *(change["new"] for change in changes)}) + changes,
        "text": words.get("text")
        or words.get("note")
        or words.get("carried_notes")
        or words.get("reason")
        or row.data.get("reason", "")
        or reason
        or words.get("purpose")
        or words.get("evidence", ""),
        "internal": True if {"text", "carried_notes"} & set(words) else None,
        "erased": bool(row.personal_digest) and personal is None,
        "refused": row.refused,
        "refusals": [refusal["message"] for refusal in row.data.get("refusals", [])],
        "effects": [
            *(kind.effects[name] for name in row.effects if name in kind.effects),
            *_continued(row),
            *([f"This ended the snooze: {row.data['woken']}."] if "woken" in row.data else []),
            *([words["presence"]] if "presence" in words else []),
            *_files(row, words),
            *_operated(row, kind),
        ],
        "deadlines": _deadlines(row, kind),
    }


def _given_reason(row: TimelineEntry, kind: Kind, reader: User) -> str:
    """The reason in own words, where it is nothing personal; from outside people read their own."""
    said = row.data.get("input", {}).get("reason")
    if not said or (reader.roles & OUTSIDE and row.actor_id != reader.pk):
        return ""
    form = next((spec.form for spec in kind.actions if spec.name == row.action), None)
    field = form.base_fields.get("reason") if form else None
    return str(said) if field is not None and not isinstance(field, ChoiceField) else ""


def _continued(row: TimelineEntry) -> list[str]:
    """The case that this one goes on as, or that it continues."""
    words = {"continued_as": "Goes on as {}", "continues": "Continues {}"}
    return [words[name].format(row.data[name]) for name in words if name in row.data]


def _files(row: TimelineEntry, words: Mapping[str, Any]) -> list[str]:
    """The files that came or went with the entry; the name is personal and may have been erased since."""
    name = words.get("name", "A file")
    gone = [row.data["removed"]] if row.action == REMOVE and "removed" in row.data else []  # kinds say it too
    told = row.data.get("documents", []) or gone
    shown = [f"{name}, {filesizeformat(one['size'])}, SHA-256 {one['sha256']}" for one in told[:MOST_FILES]]
    more = len(told) - MOST_FILES
    return [*shown, f"{counted(more, 'more file')}, listed at Files"] if more > 0 else shown


def _operated(row: TimelineEntry, kind: Kind) -> list[str]:
    """What somebody did with a timed step or message that was set aside."""
    told = row.data.get("operated")
    if not told:
        return []
    name = label_of(kind, told["timer"]) if "timer" in told else told["letter"]
    return [f"{WHAT[told['what']]}: {name}{', ' + told['subject'] if told.get('subject') else ''}"]


def _actor(row: TimelineEntry, kind: Kind, reader: User) -> str:
    if row.actor is not None:
        return "You" if row.actor_id == reader.pk else str(row.actor)
    if row.data.get("by_operator"):
        words = getattr(row, "personal", None)
        named = words.data.get("by_name") if words else ""
        return "You" if row.data["by_operator"] == reader.username else named or row.data["by_operator"]
    if row.data.get("by_party"):
        return str(row.data["by_party"])
    return "Deadline" if _is_timer(row, kind) else "AccountOps"


def _is_timer(row: TimelineEntry, kind: Kind) -> bool:
    return row.action == planning.ATTENTION or any(timer.kind == row.action for timer in kind.every_timer)


def _icon(row: TimelineEntry) -> str:
    if row.refused:
        return "slashed-ring"
    if row.actor is not None:
        return ""
    if "by_party" in row.data:
        return "globe"
    return "clock" if "deadline" in row.data else "gear"


def _sentence(row: TimelineEntry, kind: Kind) -> str:
    if row.refused:
        label = _label(row.action, kind)
        return f"was refused: {label}"
    if row.data.get("undoes"):
        return f"undid: {kind.action(row.data['undoes']['action']).done}"
    if row.action == "open":
        return kind.opening.done
    if row.action == planning.REDATE:
        return f"dated deadlines anew, by policy version {row.data['policy_version']}"
    if row.action == planning.ATTENTION:
        return "the answer target of this state has passed"
    if kind.is_event(row.action):
        return kind.event(row.action).done
    return kind.timer(row.action).done if _is_timer(row, kind) else kind.action(row.action).done


def _label(action: str, kind: Kind) -> str:
    named = {spec.name: spec.label for spec in kind.actions} | {
        event.name: event.label for event in kind.events
    }
    return named.get(action, action)


def _changes(row: TimelineEntry, fields: FieldWords) -> list[dict[str, Any]]:
    changes, kind = [], fields.kind
    decision = row.data.get("decision")
    if row.from_state != row.to_state:
        old = kind.state(row.from_state).label if row.from_state else ""
        changes.append({"label": "State", "old": old, "new": kind.state(row.to_state).label})
    if decision:
        was = decision["was"]
        old = _routed(was) if was else ""
        if old != _routed(decision):
            changes.append({"label": "Goes to", "old": old, "new": _routed(decision)})
    for name, (old, new) in row.data.get("changes", {}).items():
        if name not in HIDDEN_FIELDS:
            shown = {"old": fields.value(name, old), "new": fields.value(name, new)}
            shown["new"] = shown["new"] or EMPTIED.get(name, "")
            changes.append({"label": fields.label(name)} | shown)
    return changes + _dated_anew(row, fields)


def _dated_anew(row: TimelineEntry, fields: FieldWords) -> list[dict[str, Any]]:
    """The deadlines that a policy version gave another date, old and new."""
    told = row.data.get("deadlines", [])
    new = {(one["kind"], one["subject"]): one["due_at"] for one in told if one["status"] == "armed"}
    return [
        {
            "label": _deadline_name(one, fields.kind),
            "old": fields.instant(one["due_at"]),
            "new": fields.instant(new[key]) if (key := (one["kind"], one["subject"])) in new else NOT_SET,
        }
        for one in told
        if "policy_version" in one
    ]


def _deadline_name(told: Mapping[str, Any], kind: Kind) -> str:
    name = label_of(kind, told["kind"])
    return f"{name}, {told['subject']}" if told["subject"] else name


def _routed(decision: dict[str, Any]) -> str:
    return f"{team_label(decision['team'])} by rule {decision['rule']}"


def _deadlines(row: TimelineEntry, kind: Kind) -> list[dict[str, Any]]:
    labels = {timer.kind: timer.label for timer in kind.every_timer}
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
