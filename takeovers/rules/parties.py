"""Who has to agree, who has, and which month that makes possible (TO-A1 to TO-A4, TO-A9, TO-A15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.routing import Policy
from cases.words import same_name
from cases.worktime import first_instant_of, local_date, month_of
from takeovers.rules.facts import Agreement, TakeoverFacts


@dataclass(frozen=True, slots=True)
class Party:
    """One whose written agreement is needed. `company` is set where each customer agrees for itself."""

    party: str
    name: str
    company: str = ""


def required(facts: TakeoverFacts, policy: Policy) -> tuple[Party, ...]:
    """The parties that must agree: three roles, the subject once per customer outside a reseller's move.

    Of a draft those that are named already.
    """
    partners = [Party("current", facts.current_partner), Party("new", facts.new_partner)]
    if policy["require_vads"]:
        vads = (("current", facts.current_vad), ("new", facts.new_vad))
        partners += [Party(party, name, "distributor") for party, name in vads if name]
    return tuple(party for party in (*subjects(facts), *partners) if party.name)


def subjects(facts: TakeoverFacts) -> tuple[Party, ...]:
    """Who moves: the reseller for all, or each customer for itself where several move (TO-A15)."""
    if facts.whole_reseller or len(facts.companies) < 2:
        return (Party("subject", facts.subject),)
    return tuple(Party("subject", one.name, one.name) for one in facts.companies)


def informed(facts: TakeoverFacts, policy: Policy) -> tuple[str, ...]:
    """Who is told without having to agree: distributors, and the customers of a reseller that moves."""
    names = [] if policy["require_vads"] else [facts.current_vad, facts.new_vad]
    if facts.whole_reseller and policy["inform_ecs"]:
        names += [company.name for company in facts.companies]
    return tuple(dict.fromkeys(name for name in names if name))


def agreement_of(facts: TakeoverFacts, party: Party) -> Agreement | None:
    """The standing agreement of a party; None when it has not agreed or has withdrawn."""
    for one in facts.agreements:
        if one.withdrawn_at is None and one.party == party.party and same_name(one.name, party.name):
            return one
    return None


def missing(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[Party, ...]:
    """The parties whose agreement does not stand at `now`: never given, withdrawn, or too old (TO-A11)."""
    return tuple(party for party in required(facts, policy) if not _stands(facts, party, policy, now))


def _stands(facts: TakeoverFacts, party: Party, policy: Policy, now: datetime) -> bool:
    agreement = agreement_of(facts, party)
    if agreement is None:
        return False
    oldest = policy["agreement_max_age_days"]
    return not oldest or now - agreement.received_at <= timedelta(days=oldest)


def complete_at(facts: TakeoverFacts, policy: Policy) -> datetime | None:
    """When the last needed agreement arrived, not when it was read (TO-A2); None while one is missing."""
    found = [agreement_of(facts, party) for party in required(facts, policy)]
    arrived = [one.received_at for one in found if one is not None]
    return max(arrived) if arrived and len(arrived) == len(found) else None


def month_for(complete: datetime, facts: TakeoverFacts, policy: Policy) -> str:
    """The month at whose end the move can be finished, `YYYY-MM`; a later wish of the customer counts."""
    day = local_date(complete, facts.time_zone)
    possible = month_of(complete, facts.time_zone) if day <= last_day_for(day, policy) else next_month(day)
    return max(possible, facts.requested_finish)


def last_day_for(day: date, policy: Policy) -> date:
    """The last day of that month on which complete agreements still make its end (TO-A1)."""
    cutoff = int(policy["cutoff_day"])
    return day.replace(day=1) + timedelta(days=cutoff - 1 if policy["cutoff_inclusive"] else cutoff - 2)


def cutoff_after(instant: datetime, facts: TakeoverFacts, policy: Policy) -> datetime:
    """The first instant after the next cut-off day that lies strictly after `instant`."""
    first = local_date(instant, facts.time_zone).replace(day=1)
    while True:
        due = first_instant_of(last_day_for(first, policy) + timedelta(days=1), facts.time_zone)
        if due > instant:
            return due
        first = (first + timedelta(days=32)).replace(day=1)


def next_month(day: date) -> str:
    """The month after the one of `day`, `YYYY-MM`."""
    return f"{(day.replace(day=1) + timedelta(days=32)):%Y-%m}"


def last_day_of(month: str) -> date:
    """The last date of a month `YYYY-MM`, 29 February included."""
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
