"""The head of a case: which one it is, where it stands, and what is done from there, as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases import access, planning, registry
from cases.kinds import State
from cases.models import Case, User
from cases.navigation import address, of_case
from cases.present import acts
from cases.present.keyed import KEYS
from cases.teams import team_label
from cases.wording import when
from cases.workflow import Look

ACTIONS: Final = (
    "claim", "wake", "assign", "snooze", "release", "skip", "correct_facts", "continue_as", "mark_duplicate",
)  # fmt: skip
IN_SIGHT: Final = 2  # of these, in their order; the others are in the menu
SHORT: Final = {"assign": gettext_noop("Hand over")}  # beside a name there is less room


def standing(state: State, outcome: str) -> str:
    """The state, and for an ended case how it ended, where that says more than the state's own name."""
    says_more = state.closed and outcome not in {"", state.label}
    return f"{state.label}: {outcome}" if says_more else state.label


def head(look: Look, user: User) -> dict[str, Any]:
    """Title, number, state, next due instant, owner and flags; `offered` says what can be done from there."""
    case, kind = look.case, look.kind
    state = kind.state(case.state)
    return {
        "title": case.title,
        "reference": case.reference,
        "url": of_case("case", case.reference),
        "account": case.account.name,
        "state_label": standing(state, kind.outcomes.get(case.outcome or "", "")),
        "state_shape": state.shape,
        "state_about": state.description,
        "due_at": case.next_due_at,
        "due_label": due_label(case),
        "owner_name": _owner(case, user),
        "amount": case.amount_shown,
        "currency": case.currency_shown,
        "flags": [kind.flags.get(flag, flag) for flag in case.flags],
        "queue": {
            "label": _("%(team)s queue") % {"team": _(team_label(case.team))},
            "url": address("queue", args=(case.team,)),
        }
        if case.team
        else {"label": _("My work"), "url": address("home")},
        "then_url": "" if access.is_outside(user, case) else of_case("case_then", case.reference),
        "notice": snoozed(look, user),
        "version": case.version,
    }


def offered(look: Look) -> dict[str, list[dict[str, Any]]]:
    """What can be done from the head, for the page that offers it: what stands in sight, and the menu."""
    links = head_links(look)
    return {"acts": links[:IN_SIGHT], "more": links[IN_SIGHT:]}


def _owner(case: Any, user: User) -> str:
    if case.assignee is None:
        return ""
    return _("you") if case.assignee == user else str(case.assignee)


def head_links(look: Look) -> list[dict[str, Any]]:
    """What can be done from the head, with the key of each; only a case of one's own is skipped here."""
    names = [name for name in ACTIONS if name != "skip" or look.case.assignee_id is not None]
    return [
        {
            "label": SHORT.get(row["name"], row["label"]),
            "url": row["url"],
            "needs_input": row["needs_input"],
            "version": dict(row["hidden"]).get("version", ""),
            "key": KEYS.get(row["name"], ""),
        }
        for row in acts.core_links(look, tuple(names))
    ]


def snoozed(look: Look, user: User) -> dict[str, str] | None:
    """What to know of a snoozed case: until and since when, by whom, what for; for our own people."""
    until = look.case.snoozed_until
    if until is None or access.is_outside(user, look.case):
        return None
    zone = ZoneInfo(look.case.time_zone)
    words, known = (
        when(until, look.now, zone),
        look.case.fact_sources.get("snoozed_until", {}).get("known_at"),
    )
    told = {"person": look.case.snoozed_note.rstrip(".")}
    if known:
        told["since"] = when(datetime.fromisoformat(known), look.now, zone)
        text = _("by %(person)s. Since %(since)s. News wakes it.") % told
    else:
        text = _("by %(person)s. News wakes it.") % told
    return {"shape": "hourglass", "title": _("Snoozed until %(time)s") % {"time": words}, "text": text}


def due_label(case: Case) -> str:
    """What falls due next, by the name of its timed step."""
    if not case.next_due_kind:
        return ""
    if case.next_due_kind == planning.ATTENTION:
        return planning.ATTENTION_LABEL
    return registry.kind_of(case).timer(case.next_due_kind).label
