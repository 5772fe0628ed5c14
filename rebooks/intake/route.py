"""Where the case would go by what is known so far: the one rule's decision as plain data for the panel."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from cases import policy
from cases.registry import get_kind
from cases.routing import Because, Decision, Margin
from cases.teams import team_label, team_of_role
from cases.wording import capital, told, when
from rebooks.intake.answers import Conversation
from rebooks.intake.facts import facts_of, missing
from rebooks.rules import decide, derive
from rebooks.rules.facts import RebookFacts

SHOWN = 4


def decision_of(talk: Conversation) -> Decision | None:
    """The decision on the facts so far; None before the order is known."""
    if missing(talk.known):
        return None
    rules = policy.in_force(get_kind("rebook"), talk.now)
    return decide(facts_of(talk.known, opener_team(talk)), rules, talk.now)


def opener_team(talk: Conversation) -> str:
    """The team of the person who fills this in, as opening the case will find it."""
    role = opening_role(talk)
    return (team_of_role(role) if role else None) or "research"


def opening_role(talk: Conversation) -> str | None:
    """The role to open in: of several held the one that heard the wish; None to let the door choose."""
    held = talk.user.roles & get_kind("rebook").opening.roles
    heard = talk.known.get("request_source")
    return heard if heard in held else (min(held) if held else None)


def panel(talk: Conversation, seen: str = "") -> dict[str, Any]:
    """Everything the panel shows; `seen` is the rule it showed before, so that only news is announced."""
    lacking = missing(talk.known)
    if lacking:
        return {"missing": lacking, "updated": talk.now, "rule": ""}
    rules = policy.in_force(get_kind("rebook"), talk.now)
    facts = facts_of(talk.known, opener_team(talk))
    decision = decide(facts, rules, talk.now)
    heard_by = derive(facts, rules, talk.now).heard_by
    return {
        "missing": [],
        "updated": talk.now,
        "so_far": talk.open_step is not None,
        "news": bool(seen) and seen != decision.rule,
        "policy_version": rules.version,
        "because": [_because(row, facts, talk.now) for row in decision.because],
        "margin": _margin(decision.margin),
        "first": decision.counterfactuals[:SHOWN],
        "further": decision.counterfactuals[SHOWN:],
        "next": [_opens_with(heard_by), *decision.follow_ups],
        "answer": decision.answer,
        "summary": capital(decision.summary),
        "clause": decision.clause,
        "rule": decision.rule,
        "reading": decision.reading,
    }


def _opens_with(team: str) -> str:
    return gettext("The case opens with %(team)s") % {"team": told(team_label(team))}


def _because(row: Because, facts: RebookFacts, now: datetime) -> dict[str, Any]:
    """A fact with its value; instants of the order and the request in the house's wording."""
    shown = row.shown
    if row.fact == "processed_at":
        shown = when(facts.processed_at, now, ZoneInfo(facts.time_zone))
    elif row.fact == "request_received_at" and facts.request_received_at:
        shown = when(facts.request_received_at, now, ZoneInfo(facts.time_zone))
    return {"label": row.label, "shown": shown, "known": row.value not in (None, False, "")}


def _margin(margin: Margin | None) -> dict[str, Any] | None:
    """The margin for the bar; one of the month has no bar, only words."""
    if margin is None:
        return None
    return {
        "text": margin.text,
        "spare": margin.spare,
        "used_percent": margin.used_percent,
        "over": margin.spare.endswith("over"),
        "start_label": margin.start_label,
        "end_label": margin.end_label,
        "ticks": sorted(margin.ticks, key=lambda tick: tick.percent),
        "bar": bool(margin.end_label),
    }
