"""The decision: who must act on a take-over now, by when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from cases.routing import Because, Decision, Margin, Policy, Ruling, Source
from cases.words import counted, day_words, listed, month_words, some
from cases.worktime import local_date
from takeovers.rules import parties, steps
from takeovers.rules.facts import TakeoverFacts
from takeovers.rules.gaps import gaps, words_of
from takeovers.rules.labels import MOVE_TYPES, NOT_SAID
from takeovers.rules.whatif import counterfactuals

ROWS = {move: number for number, move in enumerate(MOVE_TYPES, 1)}
UNTOLD = ROWS["other"]  # a draft that does not say its kind of move has its parties named by hand, too
CLAUSE = (
    "Three parties agree in writing before anything moves: the one that moves, its old and its new partner."
)
RESELLER_CLAUSE = "A reseller moves with all its customers once it and both distributors agree in writing."
NEXT_ACT = {
    "draft": "submit",
    "awaiting_agreements": "record_agreement",
    "ready": "start",
    "in_progress": "step",
    "reversing": "finish_reversal",
}


def decide(facts: TakeoverFacts, policy: Policy, now: datetime) -> Decision:
    """The row of the three-parties table, with what comes next at `now`. Pure."""
    return replace(brief(facts, policy, now), counterfactuals=counterfactuals(facts, policy, now))


def brief(facts: TakeoverFacts, policy: Policy, now: datetime) -> Decision:
    """The decision without what would have changed it, which takes the longest to find. Pure."""
    ruled = ruling(facts, policy, now)
    return Decision(
        team=ruled.team,
        action=ruled.action,
        rule=ruled.rule,
        clause=RESELLER_CLAUSE if facts.whole_reseller else CLAUSE,
        answer=ruled.answer,
        summary=summary(facts, policy),
        reading="TO-A1" if facts.state == "awaiting_agreements" else "TO-A2" if facts.target_month else "",
        because=_because(facts, policy, now),
        margin=margin(facts, policy, now),
        advised=frozenset({ruled.action} - {""}),
    )


def ruling(facts: TakeoverFacts, policy: Policy, now: datetime) -> Ruling:
    """What the decision at `now` says, without why. Pure."""
    partners = facts.state == "in_progress" and steps.waits_for_partners(facts)
    action = NEXT_ACT.get(facts.state, "")
    if facts.state == "draft" and gaps(facts):
        action = "complete_request"
    return Ruling(
        "partners" if partners else "customer_care",
        action,
        f"TO-{ROWS.get(facts.move_type, UNTOLD)}",
        answer(facts, policy, now),
    )


def answer(facts: TakeoverFacts, policy: Policy, now: datetime) -> str:
    """What has to happen next, in one sentence."""
    if facts.state == "awaiting_agreements":
        lacking = [party.name for party in parties.missing(facts, policy, now)]
        return f"Waits for the written agreement of {some(lacking)}." if lacking else "All have agreed."
    if facts.state == "in_progress":
        return _turn(facts)
    if facts.state == "draft" and gaps(facts):
        return f"Still to be said: {listed(words_of(gaps(facts)))}."
    return {
        "draft": "Waits to be submitted.",
        "ready": "All parties have agreed; customer care can start.",
        "reversing": "Users go back to their old licences; then the custom ones are removed.",
        "completed": "Every company is moved.",
        "cancelled": "Nothing is moved.",
    }[facts.state]


def _turn(facts: TakeoverFacts) -> str:
    turns: dict[int, list[str]] = {}
    for company in facts.companies:
        number = steps.next_step(company)
        if number is not None and company.steps:
            turns.setdefault(number, []).append(company.name)
    told = [f"step {number} for {_names(names)}" for number, names in sorted(turns.items())]
    return f"Next: {listed(told)}." if told else "Every step is settled."


def _names(names: list[str]) -> str:
    return listed(names) if len(names) < 4 else counted(len(names), "company", "companies")


def summary(facts: TakeoverFacts, policy: Policy) -> str:
    """Who is told without having to agree."""
    told = parties.informed(facts, policy)
    return f"To be told as well: {some(told)}." if told else ""


def margin(facts: TakeoverFacts, policy: Policy, now: datetime) -> Margin | None:
    """How long is left until mid-month, or which month end was reached."""
    if facts.state == "awaiting_agreements":
        lacking = parties.missing(facts, policy, now)
        day, month_end = within_reach(facts, policy, now)
        city = facts.time_zone.rpartition("/")[2].replace("_", " ")
        still = f"{counted(len(lacking), 'agreement')} {'is' if len(lacking) == 1 else 'are'} missing"
        left = (day - local_date(now, facts.time_zone)).days
        spare = "today is the last day" if left == 0 else f"{counted(left, 'day')} left"
        told = f"Complete by {day_words(day)} ({city}) for {day_words(month_end)}; {still}."
        return _until(told, spare, day, left)
    if facts.target_month and not facts.is_closed:
        last = parties.last_day_of(facts.target_month)
        left = (last - local_date(now, facts.time_zone)).days
        over = f"{counted(-left, 'day')} over" if left < 0 else f"{counted(left, 'day')} left"
        return _until(f"To be finished by {day_words(last)}.", over, last, left)
    return None


def _until(told: str, spare: str, day: date, left: int) -> Margin:
    """The days of a month used up, of those until `day`; the bar is full when it is over."""
    span = 30
    used = min(100.0, max(0.0, 100.0 * (span - left) / span))
    return Margin(told, spare, used, day_words(day - timedelta(days=span)), day_words(day))


def within_reach(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[date, date]:
    """The next day on which complete agreements still make a month's end, and that end."""
    today = local_date(now, facts.time_zone)
    day = parties.last_day_for(today, policy)
    if today > day:
        day = parties.last_day_for(parties.last_day_of(parties.next_month(today)), policy)
    month = max(f"{day:%Y-%m}", facts.requested_finish)
    return day, parties.last_day_of(month)


def _because(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[Because, ...]:
    source = facts.sources.get("request", Source("")).label
    move = MOVE_TYPES.get(facts.move_type, NOT_SAID)
    found = [Because("move_type", "Kind of move", facts.move_type, move, source)]
    found += [_agreed(facts, party) for party in parties.required(facts, policy)]
    if facts.requested_finish:
        found.append(
            Because(
                "requested_finish",
                "Wished month",
                facts.requested_finish,
                month_words(facts.requested_finish),
                source,
            )
        )
    if facts.target_month:
        found.append(
            Because("target_month", "Month to finish in", facts.target_month, month_words(facts.target_month))
        )
    return tuple(found)


def _agreed(facts: TakeoverFacts, party: parties.Party) -> Because:
    agreement = parties.agreement_of(facts, party)
    when = agreement.received_at if agreement else None
    shown = f"agreed on {day_words(local_date(when, facts.time_zone))}" if when else "has not agreed"
    source = facts.sources.get("agreements", Source("")).label if agreement else ""
    return Because("agreement", party.name, agreement is not None, shown, source, when)
