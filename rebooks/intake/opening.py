"""The end of the conversation: the case is opened through the door, once per draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cases import clock, policy
from cases.duplicates import Suggested
from cases.models import User
from cases.registry import get_kind
from cases.routing import Asked, Refusal
from cases.workflow import InputErrors, advance, open_case
from cases.workflow.twins import alike, unseen
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation
from rebooks.intake.confirming import send_copy
from rebooks.intake.facts import facts_of, opening_data
from rebooks.intake.route import decision_of, opener_team, opening_role

RETURN = "request_return"


@dataclass(frozen=True)
class Opened:
    """The reference of the case, or everything that stands against it. `errors` maps fields to sentences.

    `unfinished`: a question is open after all, for another tab changed an answer, or a case like this one
    is there that was not shown.
    """

    reference: str = ""
    unfinished: bool = False
    refusals: Sequence[Refusal] = ()
    errors: dict[str, list[str]] = field(default_factory=dict)


def may_return(talk: Conversation) -> bool:
    """Whether the case goes to a return and this person may ask for it, by the action's own guards."""
    decision, kind = decision_of(talk), get_kind("rebook")
    role = _returning_role(talk)
    if decision is None or decision.action != RETURN or role is None:
        return False
    facts = facts_of(talk.known, opener_team(talk))
    asked = Asked(facts, policy.in_force(kind, talk.now), talk.now, role, facts.state, {})
    return all(check.met for check in kind.action(RETURN).guards(asked))


def others(talk: Conversation) -> Sequence[Suggested]:
    """Cases that this person sees and that may be the same matter."""
    data = opening_data(talk.known)
    return alike(get_kind("rebook"), data, talk.user, as_role=opening_role(talk))


def open_from(user: User, pk: UUID, *, with_return: bool, seen: str = "") -> Opened:
    """Opens the case, or answers with the one that this draft has opened already.

    `seen` names the cases like it that were shown on the page; with others by now nothing is opened yet.
    The draft's row is locked, so a second click or another tab waits and finds the reference. Raises
    Draft.DoesNotExist.
    """
    with drafts.locked(user, pk) as draft:
        if draft.result:
            return Opened(draft.result)
        talk = Conversation(drafts.given(draft), user, clock.now())
        if talk.open_step is not None or unseen(others(talk), seen):
            return Opened(unfinished=True)
        try:
            outcome = open_case(
                get_kind("rebook"), opening_data(talk.known), actor=user, as_role=opening_role(talk)
            )
        except InputErrors as error:
            return Opened(errors=error.errors)
        if not outcome.ok:
            return Opened(refusals=outcome.refusals)
        reference = outcome.case.reference
        for note in _notes(talk):
            advance(reference, "note", actor=user, as_role=opening_role(talk), data={"text": note})
        told = _request_return(talk, reference) if with_return else {}
        if outcome.entry is not None:
            send_copy(user, reference, outcome.entry)
        draft.result, draft.answers = reference, told  # the answers are the case's now
        draft.save()
    return Opened(reference)


def _notes(talk: Conversation) -> list[str]:
    """What the case has no field for."""
    notes = []
    if talk.known.get("findings"):
        notes.append(
            f"{' '.join(talk.known['findings'])} Opened all the same: {talk.known['unusual_reason']}"
        )
    if talk.known.get("customer_words"):
        notes.append(f"What the customer said: {talk.known['customer_words']}")
    return notes


def _returning_role(talk: Conversation) -> str | None:
    roles = get_kind("rebook").action(RETURN).roles & talk.user.roles
    first = opening_role(talk)
    return first if first in roles else (min(roles) if roles else None)


def _request_return(talk: Conversation, reference: str) -> dict[str, Any]:
    """Asks for the return; when that is refused the case stays open and the page says why."""
    outcome = advance(reference, RETURN, actor=talk.user, as_role=_returning_role(talk), data={})
    return {"returned": outcome.ok, "against": [refusal.message for refusal in outcome.refusals]}
