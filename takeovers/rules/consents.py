"""What a party of a take-over agrees to, and what that means for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cases.marks import marked as _
from cases.routing import Policy
from cases.terms import Term
from cases.words import counted, day_words, month_words, plain_name, same_name
from takeovers.rules import parties
from takeovers.rules.decide import within_reach
from takeovers.rules.facts import Company, TakeoverFacts
from takeovers.rules.labels import BILLINGS, MOVE_TYPES, NOT_SAID, PARTIES
from takeovers.rules.parties import Party

EFFECT = {
    "new": (
        "You order the same licences, and you invoice them from then on. The first partial month is free."
    ),
    "current": "You charge the month in which the subscriptions end in full, and nothing afterwards.",
    "subject": (
        "Your users keep their licences all along. From then on your invoices come from the new partner."
    ),
}
HEADS = ("Company", "Plan", "Billing", "Licences", "End date")


def key_of(party: Party) -> str:
    """What tells a party from the others of its take-over."""
    return f"{party.party}:{plain_name(party.name)}"


def role_of(party: Party) -> str:
    """What a party is in the move, as it begins a line."""
    word = PARTIES[party.party].removeprefix("the ")
    return f"{word[0].upper()}{word[1:]}" + (", distributor" if party.company == "distributor" else "")


def needed(facts: TakeoverFacts, policy: Policy) -> dict[str, Party]:
    """The parties that have to agree, by their keys."""
    return {key_of(party): party for party in parties.required(facts, policy)}


def question(facts: TakeoverFacts, party: str, name: str) -> str:
    """What one party is asked, by its role in the move."""
    if party == "new":
        return f"Do you agree to take over {facts.subject} from {facts.current_partner}?"
    if party == "current":
        return f"Do you agree that {facts.subject} moves from you to {facts.new_partner}?"
    return f"Do you agree that {name} moves from {facts.current_partner} to {facts.new_partner}?"


def terms(facts: TakeoverFacts, party: str, name: str) -> tuple[Term, ...]:
    """What is agreed to: who moves, from whom to whom, with which licences, not before when.

    The licences are those subscribed, which the new partner will have to order; how many of them are in use
    changes daily and binds nobody. A customer that agrees for itself is shown its own licences only.
    """
    own = [one for one in facts.companies if same_name(one.name, name)]
    shown = own if party == "subject" and own and len(facts.companies) > 1 else facts.companies
    return (
        Term("move_type", "Kind of move", MOVE_TYPES.get(facts.move_type, NOT_SAID)),
        Term("subject", "Who moves", facts.subject),
        Term("current_partner", "From", _behind(facts.current_partner, facts.current_vad)),
        Term("new_partner", "To", _behind(facts.new_partner, facts.new_vad)),
        Term("requested_finish", "Wished month", month_words(facts.requested_finish)),
        Term("companies", "Companies and licences", heads=HEADS, rows=_rows(shown)),
    )


def _behind(name: str, vad: str) -> str:
    return f"{name}, behind {vad}" if vad else name


def _rows(companies: Sequence[Company]) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for company in companies:
        if not company.lines:
            rows.append((company.name, "No licences", "", "0", ""))
        for line in company.lines:
            end = day_words(line.end_date) if line.end_date else ""
            rows.append((company.name, line.plan, BILLINGS[line.billing], f"{line.subscribed:,}", end))
    return tuple(rows)


def means(facts: TakeoverFacts, party: str, policy: Policy, now: datetime) -> tuple[str, ...]:
    """What it means for a party, as things stand at `now`: which month can be reached, and how far back."""
    moved = "you are" if party == "subject" else "the first company is"
    back = f"Once {moved} moved nobody can withdraw; moving back is a new request."
    return (*_when(facts, policy, now), EFFECT[party], back)


def _when(facts: TakeoverFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    cutoff = int(policy["cutoff_day"]) - (0 if policy["cutoff_inclusive"] else 1)
    city = facts.time_zone.rpartition("/")[2].replace("_", " ")
    rule = (
        f"What arrives in full up to the end of the {cutoff}th ({city}) can be finished by the end of that "
        "month, later agreements by the end of the month after."
    )
    lacking = parties.missing(facts, policy, now)
    if not lacking:
        return (rule,)
    day, month_end = within_reach(facts, policy, now)
    still = f"{counted(len(lacking), 'agreement')} {'is' if len(lacking) == 1 else 'are'} missing"
    return (f"Complete by {day_words(day)} ({city}) for {day_words(month_end)}; {still}.", rule)


def closed(facts: TakeoverFacts) -> str:
    """Why consents can no longer be asked for or given; "" while they can."""
    if facts.state == "draft":
        return "The request is not submitted yet."
    if facts.moved:
        return f"{facts.moved[0].name} is moved already: consents can no longer change."
    if facts.cancel_wanted:
        return "The take-over is being cancelled."
    return ""


def told(facts: TakeoverFacts) -> str:
    """Below the board: until when a consent can be taken back."""
    if facts.is_closed or facts.moved:
        return ""
    return _("Moving a company (step 3) needs all of them; until then each can be withdrawn.")
