"""Policies as people read them: values, where they come from, what is planned, and what was before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from cases import access, clock, policy, registry
from cases.ahead import named, worded
from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyVersion, User
from cases.navigation import address
from cases.policies import judging
from cases.policies.forms import DraftForm, range_of
from cases.policies.payload import digest_of
from cases.policy import AS_SHIPPED
from cases.present.casepage import zone_label
from cases.present.foretold import anchor

SHAPES = {
    "draft": "dashed-ring",
    "submitted": "hourglass",
    "approved": "tick-disc",
    "refused": "slashed-ring",
    "withdrawn": "dash",
}


def _counted(held: Collection[object]) -> str:
    return ngettext("%(number)s value", "%(number)s values", len(held)) % {"number": len(held)}


def frame(user: User) -> dict[str, Any]:
    """What every page of policies is drawn with: the reader's clock."""
    zone = user.time_zone
    return {"now": clock.now(), "zone": ZoneInfo(zone), "zone_label": zone_label(zone)}


def kinds_page(user: User) -> dict[str, Any]:
    """The kinds whose policy the reader sees, with the version in force."""
    kinds = [registry.get_kind(code) for code in access.visible_kinds(user)]
    now, books = clock.now(), policy.books(kinds)
    waiting = PolicyDraft.objects.filter(status="submitted", kind__in=[kind.code for kind in kinds])
    codes = list(waiting.order_by("id").values_list("kind", flat=True))
    rows = [
        {
            "label": kind.label,
            "url": address("policy", args=(kind.code,)),
            "values": _counted(kind.policies),
            "version": books[kind.code].in_force(now).version,
            "since": max(
                (one.effective_from for one in books[kind.code].versions if one.effective_from <= now),
                default=None,
            ),
            "waiting": codes.count(kind.code),
            "planned": [one for one in books[kind.code].versions if one.effective_from > now],
        }
        for kind in kinds
    ]
    return {"rows": rows, **frame(user)}


def versions_of(kind: Kind) -> list[PolicyVersion]:
    """The stored versions in the order in which they take effect, with their people."""
    rows = PolicyVersion.objects.filter(kind=kind.code).select_related("author", "approved_by", "draft")
    return sorted(rows, key=lambda row: (row.effective_from, row.number))


def kind_page(kind: Kind, user: User) -> dict[str, Any]:
    """One policy: every value with its source, what is on its way, and its history."""
    now, versions = clock.now(), versions_of(kind)
    drafts = PolicyDraft.objects.filter(kind=kind.code).select_related("author", "submitted_by")[:20]
    in_force = [row for row in versions if row.effective_from <= now]
    told = history(kind, versions)
    return {
        "kind": {"label": kind.label, "url": address("policy", args=(kind.code,))},
        "version": in_force[-1].number if in_force else AS_SHIPPED,
        "since": in_force[-1].effective_from if in_force else None,
        "values": _values(kind, versions, now),
        "history": list(reversed(told)),
        "drafts": [_draft_row(row) for row in drafts if not row.is_settled],
        "settled": [_draft_row(row) for row in drafts if row.status in {"refused", "withdrawn"}],
        "scenarios_url": address("policy_scenarios", args=(kind.code,)) if kind.scenario else "",
        "change_url": address("policy_change", args=(kind.code,)) if user.roles & judging.CHANGERS else "",
        **frame(user),
    }


def _values(kind: Kind, versions: Sequence[PolicyVersion], now: datetime) -> list[dict[str, Any]]:
    rows = []
    for key in kind.policies:
        naming = [row for row in versions if key.name in row.values]
        current = next((row for row in reversed(naming) if row.effective_from <= now), None)
        planned = next((row for row in naming if row.effective_from > now), None)
        value = current.values[key.name] if current else key.default
        rows.append(
            {
                "name": key.name,
                "anchor": anchor(key.name),
                "label": key.label,
                "value": worded(key, value),
                "entries": named(key, value),
                "shipped": worded(key, key.default),
                "range": range_of(key),
                "reading": key.reading,
                "source": current,
                "planned": planned and {"value": worded(key, planned.values[key.name]), "version": planned},
            }
        )
    return rows


def history(kind: Kind, versions: Iterable[PolicyVersion]) -> list[dict[str, Any]]:
    """Each version with what it changed of what was in force before it, in the order of effect."""
    running, told = {key.name: key.default for key in kind.policies}, []
    for row in versions:
        told.append({"version": row, "changes": differences(kind, running, row.values)})
        running |= row.values
    return told


def differences(kind: Kind, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Old and new of each wanted value, in the order of the kind's keys."""
    return [
        {
            "name": key.name,
            "label": key.label,
            "old": worded(key, before[key.name]),
            "new": worded(key, wanted[key.name]),
            "same": before[key.name] == wanted[key.name],
        }
        for key in kind.policies
        if key.name in wanted
    ]


def _draft_row(draft: PolicyDraft) -> dict[str, Any]:
    return {
        "number": draft.pk,
        "url": address("policy_draft", args=(draft.kind, str(draft.pk))),
        "who": draft.submitted_by or draft.author,
        "status": draft.get_status_display(),
        "shape": SHAPES[draft.status],
        "reason": draft.reason,
        "since": draft.effective_from,
        "values": _counted(draft.values),
    }


def form_page(kind: Kind, form: DraftForm, user: User, draft: PolicyDraft | None) -> dict[str, Any]:
    """The form of a draft, value by value beside what is in force."""
    rows = [
        {
            "name": key.name,
            "field": form[f"value:{key.name}"],
            "now": worded(key, form.base[key.name]),
            "entries": named(key, form.base[key.name]),
            "ticks": bool(key.entries),
            "unit": key.unit,
            "range": range_of(key),
        }
        for key in kind.policies
    ]
    url = address("policy", args=(kind.code,))
    return {
        "kind": {"label": kind.label, "url": url},
        "form": form,
        "rows": rows,
        "draft": draft,
        "digest": digest_of(draft) if draft else "",
        "back_url": address("policy_draft", args=(kind.code, str(draft.pk))) if draft else url,
        **frame(user),
    }
