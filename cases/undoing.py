"""Taking a light act back: taking, giving back, handing over, snoozing, waking, skipping, linking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from cases import registry
from cases.forms import ActionForm
from cases.kinds import Action
from cases.models import Case, TimelineEntry, User
from cases.routing import Asked, Check
from cases.teams import OVERSEERS, TEAMS

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.step import Step

UNDO: Final = "undo"
LINK: Final = "link"  # each stands by itself: nothing that happened since stands against undoing one
REVERSIBLE: Final = frozenset({"claim", "release", "assign", "snooze", "wake", "skip", LINK})
FIELDS: Final = ("assignee", "snoozed_until")  # what these change
UNKNOWN: Final = _("There is no such entry in the timeline of this case.")


class UndoForm(ActionForm):
    """Which entry of the timeline is undone, by its number; answers the entry and what stands against it."""

    entry = forms.IntegerField(min_value=1, max_value=2**31 - 1, label=gettext_lazy("Entry of the timeline"))

    def clean(self) -> dict[str, Any]:
        """Looks the entry up with those after it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        number = given.get("entry")
        if number is None or self.case is None:
            return given
        rows = TimelineEntry.objects.filter(case=self.case.pk, seq__gte=number).order_by("seq")
        found = list(rows.select_related("actor", "personal"))
        if not found or found[0].seq != number:
            raise forms.ValidationError({"entry": UNKNOWN})
        kind = registry.kind_of(self.case)
        why = against(found[0], found[1:], self.actor, kind, holds=holds(self.case, self.actor))
        return given | {"row": found[0], "against": why}


def undo_actions(writers: frozenset[str]) -> tuple[Action, ...]:
    """The one action, for who did what is undone: all who may link, each for their own."""
    return (
        Action(
            UNDO, _("Undo"), _("Takes back a light act, such as taking or snoozing the case."),
            "undid an act", OVERSEERS | writers, UndoForm, _guards, _undo, by_holder=True, core=True,
            states="any", keeps_version=True, personal=frozenset({"snoozed_note"}),
        ),
    )  # fmt: skip


def can_be_undone(row: TimelineEntry) -> bool:
    """Whether an entry is of a light act that changed something."""
    return row.action in REVERSIBLE and not row.refused and not row.data.get("repeated")


def holds(case: Any, actor: User | None) -> bool:
    """Whether this person works in the team that holds the case, or oversees it."""
    team = TEAMS.get(case.team)
    return actor is not None and bool(actor.roles & (OVERSEERS | frozenset(team.roles if team else ())))


def against(
    row: TimelineEntry,
    later: Sequence[TimelineEntry],
    actor: User | None,
    kind: Kind,
    *,
    holds: bool = True,
) -> str:
    """Why an entry cannot be undone by this person, as a sentence, or "". `later` are those after."""
    if not can_be_undone(row):
        return "This cannot be undone."
    if actor is None or row.actor_id != actor.pk:
        return f"Only {row.actor or 'AccountOps'} can undo this."
    for after in later:
        if after.refused:
            continue
        if after.action == UNDO and after.data.get("undoes", {}).get("seq") == row.seq:
            return "It is undone already."
        if row.action == LINK:
            continue
        if after.from_state != after.to_state or _again(row, after) or _by_another(after, actor):
            return f"It can no longer be undone: {_who(after)} {_what(after, kind)} meanwhile."
    return "" if holds or row.action == LINK else "It can no longer be undone: another team has the case."


def offered(rows: Iterable[TimelineEntry], actor: User, kind: Kind, *, holds: bool = True) -> frozenset[int]:
    """The numbers of the entries that this person can undo; `rows` are newest first, as on the page."""
    found, later, seen = set[int](), list[TimelineEntry](), set[str]()
    for row in rows:
        if can_be_undone(row) and row.action not in seen:
            seen |= {row.action} - {LINK}
            if not against(row, later, actor, kind, holds=holds):
                found.add(row.seq)
        later.append(row)
    return frozenset(found)


def _again(row: TimelineEntry, after: TimelineEntry) -> bool:
    """Whether a later entry changed what this one changed, or did the same again."""
    changed = after.data.get("changes", {}).keys()
    return after.action == row.action or any(name in changed for name in row.data.get("changes", {}))


def _by_another(after: TimelineEntry, actor: User) -> bool:
    """Whether somebody else changed the case; a note of theirs changes nothing."""
    other = after.actor_id is not None and after.actor_id != actor.pk
    return other and (after.version is not None or bool(after.data.get("changes")))


def _who(row: TimelineEntry) -> str:
    return str(row.actor) if row.actor else "AccountOps"


def _what(row: TimelineEntry, kind: Kind) -> str:
    done = {action.name: action.done for action in kind.actions}
    done |= {event.name: event.done for event in kind.events}
    return done.get(row.action, "changed the case")


def _guards(asked: Asked) -> Sequence[Check]:
    why = asked.data.get("against", "") if asked.data else ""
    told = why or "It can no longer be undone."
    return [Check("CANNOT_UNDO", not why, told, "Nothing has changed since.", on_submit=True)]


def _undo(step: Step) -> None:
    row: TimelineEntry = step.data.pop("row")
    step.data.pop("against")
    step.say(undoes={"seq": row.seq, "action": row.action})
    words = getattr(row, "personal", None)
    if row.action == LINK:
        step.unlink(row.data["input"]["relation"], Case.objects.get(reference=row.data["input"]["other"]))
    before = row.data.get("changes", {})
    if "assignee" in before:
        step.set("assignee", User.objects.filter(username=before["assignee"][0], is_active=True).first())
    if "snoozed_until" in before:
        until = datetime.fromisoformat(before["snoozed_until"][0]) if before["snoozed_until"][0] else None
        asleep = until is not None and until > step.now
        step.set("snoozed_until", until if asleep else None)
        step.case.snoozed_note = words.data.get("snoozed_note", "") if words and asleep else ""
