"""What would have changed the answer, found by trying the table again on changed facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from cases.nearest import Found, nearest
from cases.routing import Policy
from cases.teams import team_label
from cases.words import clauses
from rebooks.rules.answering import answer_of
from rebooks.rules.derived import Derived, amounts_equal, derive
from rebooks.rules.facts import RebookFacts
from rebooks.rules.table import match
from rebooks.rules.turns import Told, of_second_order, turns


@dataclass(frozen=True, slots=True)
class End:
    """A row and its team; with the same two, another word for it is no other end."""

    row: int
    team: str
    brief: str = field(compare=False)


def counterfactuals(facts: RebookFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Sentences for the nearest changes to another row or team, those of one end joined; then what is
    further, where a second order is both late and for another amount: what would have made it a rebook."""
    known = derive(facts, policy, now)
    told, stays = Told(facts, now), _end(facts, known)
    found = nearest(told, turns(facts, known, policy), partial(end_of, policy=policy), stays)
    further = _to_a_rebook(told, known, policy) if _fails_twice(facts, known) else ()
    return (*_sentences(found, stays.team), *_sentences(further, stays.team))


def end_of(told: Told, policy: Policy) -> End:
    """Where the table leads for these facts."""
    return _end(told.facts, derive(told.facts, policy, told.now))


def _end(facts: RebookFacts, known: Derived) -> End:
    row = match(facts, known)
    answer = answer_of(row, facts, known)
    return End(row, answer.team, answer.brief)


def _fails_twice(facts: RebookFacts, known: Derived) -> bool:
    return facts.has_second_order and not (known.within_hard or known.same_amount or known.error)


def _to_a_rebook(told: Told, known: Derived, policy: Policy) -> tuple[Found[End], ...]:
    """The fewest changes of the second order that make it a rebook."""
    no = End(0, "", "")

    def rebook(other: Told) -> End:
        booked = other.facts.rebooked_at
        in_time = booked is not None and booked <= known.hard_limit
        return end_of(other, policy) if in_time and amounts_equal(other.facts, policy) else no

    return nearest(told, tuple(of_second_order(told.facts, known, policy)), rebook, no)


def _sentences(found: Sequence[Found[End]], stays: str) -> Iterator[str]:
    """A sentence for each end; a set of several changes has one of its own."""
    said: dict[tuple[Any, ...], list[str]] = {}
    for one in found:
        end, several = one.outcome, one.words if len(one.words) > 1 else ()
        said.setdefault((end.row, end.team, end.brief, several), []).append(clauses(one.words))
    for (row, team, brief, _), words in said.items():
        still = "still " if team == stays else ""
        yield f"{clauses(words, 'or')}: {still}{team_label(team)}, {brief} (rule RB-{row})."
