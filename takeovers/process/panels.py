"""What queue, facts panel and API show of a take-over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.panels import FactRow, QueueLine
from cases.routing import Decision, Policy
from cases.saying import month_of, some_of
from cases.timeline import plain
from cases.wording import told
from cases.words import month_words
from takeovers.models import TakeoverCase
from takeovers.process.states import STATES
from takeovers.rules import TakeoverFacts, labels, parties, steps
from takeovers.rules.facts import Company
from takeovers.rules.gaps import gaps

PLAIN = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "requested_finish",
    "target_month", "discount_ref",
)  # fmt: skip
WAITING = {state.code: state.waiting_for for state in STATES}


def facts_json(case: TakeoverCase, facts: TakeoverFacts, policy: Policy) -> dict[str, Any]:
    """Every field and derived value under its name; unknown is null."""
    lacking = parties.missing(facts, policy, clock.now())
    return {name: getattr(facts, name) or None for name in PLAIN} | {
        "agreements": [plain(asdict(one)) for one in facts.agreements],
        "cancel_wanted": facts.cancel_wanted,
        "companies": [
            {"name": one.name, "lines": [plain(asdict(line)) for line in one.lines]}
            for one in facts.companies
        ],
        "companies_with_step_list": [one.name for one in facts.companies if one.steps],
        "flags": list(case.flags),
        "informed": list(parties.informed(facts, policy)),
        "missing_agreements": [party.name for party in lacking],
        "new_end_date": new_end_date(facts),
        "required_parties": [
            name for name in (facts.subject, facts.current_partner, facts.new_partner) if name
        ],
        "steps": {one.name: statuses(one) for one in facts.companies if one.steps},
    }


def statuses(company: Company) -> dict[str, str]:
    """The status of each step, by its number; one left out is not required."""
    words = {step.number: step.status for step in company.steps}
    return {str(n): "not_required" if words[n] == "skipped" else words[n] for n in sorted(words)}


def new_end_date(facts: TakeoverFacts) -> Any:
    """The end date that the last step 7 set: one date, or rows per plan where they differ."""
    done = [company.step(7) for company in facts.companies if company.step(7).status == "done"]
    dated = [step for step in done if step.at is not None]
    if not dated:
        return None
    rows = max(dated, key=lambda step: step.at).evidence.get("end_dates") or []  # type: ignore[arg-type,return-value]  # dated
    days = {row["end_date"] for row in rows}
    return next(iter(days)) if len(days) == 1 else rows


def fact_rows(case: TakeoverCase, facts: TakeoverFacts, policy: Policy) -> Sequence[FactRow]:
    """The facts panel, in the order in which people ask."""
    rows = [
        FactRow(_("Move"), labels.MOVE_TYPES.get(facts.move_type, labels.NOT_SAID)),
        FactRow(_("Who moves"), facts.subject or labels.NOT_SAID),
        FactRow(_("From"), _partner(facts.current_partner, facts.current_vad)),
        FactRow(_("To"), _partner(facts.new_partner, facts.new_vad)),
        FactRow(_("Companies"), companies(facts) if facts.companies else ""),
        FactRow(_("Licences"), licences(facts)),
        FactRow(_("Wished month"), month_of(facts.requested_finish)),
        FactRow(_("Month to finish in"), month_of(facts.target_month)),
        FactRow(_("Told as well"), some_of(parties.informed(facts, policy))),
        FactRow(_("Discount confirmed"), at=facts.discount_confirmed_at),
    ]
    return [row for row in rows if row.value or row.at]


def _partner(name: str, behind: str) -> str:
    said = name or told(labels.NOT_SAID)
    return gettext("%(partner)s, behind %(vad)s") % {"partner": said, "vad": behind} if behind else said


def licences(facts: TakeoverFacts) -> str:
    """How many licences of all companies are subscribed and in use."""
    if not facts.companies:
        return ""
    lines = [line for company in facts.companies for line in company.lines]
    if not lines:
        return gettext("None")
    subscribed, used = sum(line.subscribed for line in lines), sum(line.allocated for line in lines)
    counts = {"subscribed": f"{subscribed:,}", "used": f"{used:,}"}
    return gettext("%(subscribed)s subscribed, %(used)s in use") % counts


def companies(facts: TakeoverFacts) -> str:
    """How many companies there are."""
    number = len(facts.companies)
    return ngettext("%(number)s company", "%(number)s companies", number) % {"number": f"{number:,}"}


def queue_line(case: TakeoverCase, facts: TakeoverFacts, decision: Decision) -> QueueLine:
    """One line: who moves, from whom to whom, what it waits for."""
    words = [
        facts.subject, facts.current_partner, facts.new_partner, facts.current_vad, facts.new_vad,
        case.reference or "", *(company.name for company in facts.companies[:100]),
    ]  # fmt: skip
    return QueueLine(
        title=title(facts),
        waiting_for=waiting_for(facts),
        detail=detail(facts, decision),
        search_text=" ".join(word for word in words if word),
    )


def title(facts: TakeoverFacts) -> str:
    """Who moves, from whom to whom; what a draft leaves open is said so."""
    who = facts.subject or "Customer not said yet"
    old, new = (name or "…" for name in (facts.current_partner, facts.new_partner))
    return f"{who}: {old} to {new}"


def waiting_for(facts: TakeoverFacts) -> str:
    """The step that is next, where there is one; else what the state waits for."""
    if facts.state == "draft" and gaps(facts):
        return "What the request leaves open"
    turns = [steps.next_step(company) for company in facts.companies if company.steps]
    numbers = [number for number in turns if number is not None]
    if facts.state == "in_progress" and numbers:
        return f"Step {min(numbers)}: {labels.STEPS[min(numbers)].lower()}"
    return WAITING.get(facts.state, "")


def detail(facts: TakeoverFacts, decision: Decision) -> str:
    """The month, and how many companies are through."""
    if facts.state == "in_progress" and len(facts.companies) > 1:
        done = sum(company.finished for company in facts.companies)
        month = month_words(facts.target_month)
        return f"{done} of {len(facts.companies)} companies done; by the end of {month}"
    return decision.answer
