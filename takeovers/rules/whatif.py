"""What would have changed the month or the steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from cases.nearest import Turn, nearest
from cases.routing import Policy
from cases.words import day_words, listed, some
from cases.worktime import first_instant_of, local_date
from takeovers.rules import parties, steps
from takeovers.rules.facts import Agreement, Company, Line, TakeoverFacts


def counterfactuals(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Sentences for the changes of one fact that lead to another month, or to other steps."""
    if facts.is_closed:
        return ()
    return (*_month(facts, policy, now), *_agreements(facts, policy, now), *_steps(facts, policy))


def _month(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """The day of the last agreement moved over the cut-off, by asking the same rule again."""
    arrived = parties.complete_at(facts, policy) or now
    stays = parties.month_for(arrived, facts, policy)
    day = parties.last_day_for(local_date(arrived, facts.time_zone), policy)
    inside = local_date(arrived, facts.time_zone) <= day
    other = parties.cutoff_after(arrived, facts, policy) if inside else first_instant_of(day, facts.time_zone)
    month = parties.month_for(other, facts, policy)
    if month == stays:
        return ()
    when = f"after {day_words(day)}" if inside else f"by {day_words(day)}"
    was = "Had the last agreement come" if facts.target_month else "If the last agreement comes"
    ends, instead = (day_words(parties.last_day_of(one)) for one in (month, stays))
    return (f"{was} {when}: it would be finished by {ends} instead of {instead}.",)


def _agreements(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """The fewest agreements that would complete them, by asking again who is missing."""
    if facts.state != "awaiting_agreements":
        return ()
    turns = [
        Turn(party.name, partial(_agreed, party=party, now=now))
        for party in parties.missing(facts, policy, now)
    ]
    found = nearest(facts, turns, lambda other: not parties.missing(other, policy, now))
    return tuple(
        f"Once {some(one.words)} {'has' if len(one.words) == 1 else 'have'} agreed in writing: customer care "
        "can start."
        for one in found
    )


def _agreed(facts: TakeoverFacts, party: parties.Party, now: datetime) -> TakeoverFacts:
    """The facts with the written agreement of one more party."""
    agreement = Agreement(party.party, party.name, now, party.company)
    return facts.changed(agreements=(*facts.agreements, agreement))


def _steps(facts: TakeoverFacts, policy: Policy) -> tuple[str, ...]:
    """Per reason: which steps would be needed otherwise."""
    said: dict[tuple[int, ...], list[str]] = {}
    for company in facts.companies:
        if not company.steps:
            continue
        others = tuple(steps.not_needed(_served(company), facts.move_type, policy))
        gained = tuple(n for n in steps.not_needed(company, facts.move_type, policy) if n not in others)
        if gained and facts.move_type not in policy["automated_moves"]:
            said.setdefault(gained, []).append(company.name)
    return tuple(
        f"If users of {listed(names)} held licences: step{'s' if len(gained) > 1 else ''} "
        f"{listed([str(n) for n in gained])} would be needed."
        for gained, names in said.items()
    )


def _served(company: Company) -> Company:
    """The same company with at least one licence in use, paid monthly."""
    return replace(company, lines=(*company.lines, Line("any plan", "monthly", 1, 1)))
