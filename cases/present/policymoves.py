"""What a change of a policy does with set deadlines: the question, its size, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.kinds import Kind
from cases.models import DeadlineMove, PolicyDraft, User
from cases.navigation import address, of_case
from cases.policies import effect, judging
from cases.policies.effect import MOST_CASES
from cases.policies.forms import DeadlinesForm
from cases.policies.moving import Moved, moved
from cases.routing import Policy

MOST_ROWS: Final = 10
EVERY: Final = "2s"
EVERY_LATER: Final = "60s"
LABEL: Final = _("Deadlines that are set already")
Set = PolicyDraft.Set


def panel(kind: Kind, draft: PolicyDraft, before: Policy, start: datetime, user: User) -> dict[str, Any]:
    """What would move while the draft is not settled, and how far moving is once it is approved."""
    if draft.is_settled:
        run = DeadlineMove.objects.filter(draft=draft).first()
        return {"moves": None, "moving": progress(run) if run else None}
    rules = Policy(before.version, {**before.values, **draft.values})
    found = list(moved(kind, rules, MOST_CASES, start))
    numbers = effect.of(found, start)
    key = (kind.code, str(draft.pk))
    may = not judging.objections(draft, judging.CHANGE, user)
    return {
        "moving": None,
        "moves": {
            "count": numbers.moves,
            "effect": str(numbers),
            "by_label": _by_label(found),
            "at_once": numbers.at_once,
            "rows": [_row(one, start) for one in found[:MOST_ROWS]],
            "more": max(len(found) - MOST_ROWS, 0),
            "most": MOST_CASES,
            "url": address("policy_moves", args=key),
            "chosen": draft.set_deadlines,
            "form": DeadlinesForm(chosen=draft.set_deadlines, hints=_hints(found, start)) if may else None,
            "form_url": address("policy_act", args=(*key, "deadlines")),
        },
    }


def progress(run: DeadlineMove) -> dict[str, Any]:
    """How far moving is, where the panel asks again, and how often; seldom before the change takes effect."""
    draft, waits = run.draft, run.starts_at > clock.now()
    return {
        "run": run,
        "done": min(run.done, run.total) if run.is_under_way else run.total,
        "shown": draft.effect,
        "url": address("policy_moving", args=(draft.kind, str(draft.pk))),
        "again": EVERY_LATER if waits else EVERY,
    }


def _by_label(found: Sequence[Moved]) -> list[tuple[str, int]]:
    labels = sorted(one.label for one in found)
    return [(label, len(list(same))) for label, same in groupby(labels)]


def _hints(found: Sequence[Moved], start: datetime) -> dict[str, str]:
    """What the second answer comes to, in numbers."""
    if not found:
        return {Set.MOVE: gettext("None of those that are set now has another date.")}
    parts = ", ".join(f"{label} {number}" for label, number in _by_label(found))
    late = effect.of(found, start).at_once
    said = ngettext("%(n)d moves as of now: %(parts)s.", "%(n)d move as of now: %(parts)s.", len(found))
    told = said % {"n": len(found), "parts": parts}
    if late:
        more = gettext("%(n)d due at once: the new date has passed by then.") % {"n": late}
    else:
        more = gettext("One whose new date has passed by then is due at once; none as of now.")
    return {Set.MOVE: f"{told} {more}"}


def _row(one: Moved, start: datetime) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "url": of_case("case", one.reference),
        "label": f"{one.label}, {one.subject}" if one.subject else one.label,
        "due_at": one.due_at,
        "anew": one.anew,
        "at_once": one.anew is not None and one.anew <= start,
    }


def chosen_otherwise(before: str, now: str) -> list[dict[str, Any]]:
    """A change of the choice itself, as old and new; nothing where it stays, or where there was none."""
    if not now or now == (before or Set.KEEP):
        return []
    labels = dict(Set.choices)
    return [{"label": LABEL, "old": str(labels[before or Set.KEEP]), "new": str(labels[now])}]
