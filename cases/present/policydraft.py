"""One change of a policy: exactly what is approved, against what is in force, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases import clock, policy
from cases.ahead import worded
from cases.kinds import Kind
from cases.models import PolicyDraft, PolicyDraftEntry, User
from cases.navigation import address
from cases.policies import acceptance, judging
from cases.policies.payload import digest_of
from cases.policy import Book
from cases.present import policies as shown
from cases.present import policymoves, policyscenarios, replay
from cases.routing import Policy


def draft_page(kind: Kind, draft: PolicyDraft, user: User, refusals: Sequence[str] = ()) -> dict[str, Any]:
    """The draft: its difference, its effect on what is armed, its history, what this person can do."""
    book, now = policy.read(kind), clock.now()
    before = _before(book, draft)
    entries = draft.entries.select_related("actor").order_by("id")
    return {
        "kind": {"label": kind.label, "url": address("policy", args=(kind.code,))},
        "draft": draft,
        "shape": shown.SHAPES[draft.status],
        "digest": digest_of(draft),
        "changes": shown.differences(kind, before.values, draft.values),
        "version": getattr(draft, "version", None) if draft.status == "approved" else None,
        "late": draft.effective_from is not None and draft.effective_from < now and not draft.is_settled,
        "story": _story(kind, list(entries)),
        "refusals": refusals,
        "replay": replay.panel(draft, user),
        "scenarios": policyscenarios.panel(draft, user),
        **policymoves.panel(kind, draft, before, start_of(draft), user),
        **_acts(kind, draft, user),
        **shown.frame(user),
    }


def start_of(draft: PolicyDraft) -> datetime:
    """When the draft takes effect, as far as it is known: never before now, nor before it was settled."""
    now = clock.now()
    return max(draft.effective_from or now, draft.settled_at or now)


def _before(book: Book, draft: PolicyDraft) -> Policy:
    """What is or was in force where the draft begins, without the draft itself."""
    before = draft.settled_at if draft.status == "approved" else None
    return book.in_force(start_of(draft), known_before=before)


def wanted(kind: Kind, draft: PolicyDraft) -> Policy:
    """The values as they would be in force with the draft."""
    before = _before(policy.read(kind), draft)
    return Policy(before.version, {**before.values, **draft.values})


def _acts(kind: Kind, draft: PolicyDraft, user: User) -> dict[str, Any]:
    """What this person can do with it now; of the approval also why not."""
    if draft.is_settled or not user.roles & judging.CHANGERS:
        return {"acts": {}, "against": [], "edit_url": "", "act_urls": {}, "override": False}
    allowed = {act for act in judging.FROM if not judging.objections(draft, act, user)}
    against = judging.objections(draft, judging.APPROVE, user) if draft.status == "submitted" else []
    override = [one.code for one in against] == [acceptance.FAIL]
    offered = allowed | {judging.APPROVE} if override else allowed
    key = (kind.code, str(draft.pk))
    return {
        "override": override,
        "acts": {act: act in allowed for act in judging.FROM},
        "against": [{"met": False, "message": one.message, "code": one.code} for one in against],
        "edit_url": address("policy_edit", args=key) if judging.CHANGE in allowed else "",
        "act_urls": {act: address("policy_act", args=(*key, act)) for act in offered},
    }


def _story(kind: Kind, entries: Sequence[PolicyDraftEntry]) -> list[dict[str, Any]]:
    """What happened to the draft, oldest first; a change of its data as old and new."""
    told, last, chosen = [], dict[str, Any](), ""
    for entry in entries:
        values: Mapping[str, Any] = entry.data.get("values", {})
        changes = _between(kind, last, values) if last and values else []
        changes += policymoves.chosen_otherwise(chosen, entry.data.get("set_deadlines", ""))
        chosen = entry.data.get("set_deadlines", chosen)
        told.append(
            {
                "at": entry.at,
                "who": entry.actor,
                "what": entry.get_what_display(),
                "refused": entry.what == PolicyDraftEntry.What.ATTEMPT,
                "changes": changes,
                "text": _said(entry),
                "sentences": _sentences(entry),
            }
        )
        last = dict(values) or last
    return told


def _said(entry: PolicyDraftEntry) -> str:
    """Why it was ended, or approved all the same."""
    if entry.what in {"refused", "withdrawn"}:
        return str(entry.data.get("reason", ""))
    return str(entry.data.get("override", ""))


def _sentences(entry: PolicyDraftEntry) -> list[str]:
    failing = entry.data.get("failing", [])
    told = [one["message"] for one in entry.data.get("refusals", [])]
    if "effect" in entry.data:
        told.append(
            _("Shown: set deadlines that move %(moves)d, due at once %(at_once)d.") % entry.data["effect"]
        )
    if "usernames" in entry.data:
        told.append(_("The accounts: %(names)s.") % {"names": ", ".join(entry.data["usernames"])})
    if "once_one_with" in entry.data:
        names = ", ".join(entry.data["once_one_with"])
        told.append(
            _("Until it was unlinked, the account counted as one person with: %(names)s.") % {"names": names}
        )
    told += (
        [_("It was about retiring “%(scenario)s”.") % {"scenario": entry.data["scenario"]}]
        if "scenario" in entry.data
        else []
    )
    return told + (
        [_("Although these scenarios fail with it: %(failing)s.") % {"failing": ", ".join(failing)}]
        if failing
        else []
    )


def _between(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for key in kind.policies:
        old, new = before.get(key.name), after.get(key.name)
        if old != new:
            words = [worded(key, one) if one is not None else _("as in force") for one in (old, new)]
            found.append({"label": key.label, "old": words[0], "new": words[1]})
    return found
