"""What the types of the facts do not say: codes, names that meet, lists that belong together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from advocacy.rules import AdvocateFacts, Attempt, Letter
from advocacy.rules import labels as ad
from advocacy.rules.fields import FIELDS
from affiliations.rules import AffiliationFacts
from cancellations.rules import CancellationFacts
from rebooks.rules import RebookFacts
from rebooks.rules import labels as rb
from takeovers.rules import Company, Line, StepFacts, TakeoverFacts
from takeovers.rules import labels as to
from tests.walks.facts import START, Pool

FACTS: Mapping[str, type[Any]] = {
    "rebook": RebookFacts, "takeover": TakeoverFacts, "affiliation": AffiliationFacts,
    "advocate": AdvocateFacts, "cancellation": CancellationFacts,
}  # fmt: skip
NAMES = ("EC Alpha", "ec  alpha", "DR One", "DR Two", "VAD One")
MONTHS = ("", "2024-01", "2024-02", "2024-12", "2025-02")


def one_of(values: Sequence[Any]) -> Pool:
    """Any of these."""
    chosen = tuple(values)
    return lambda random: random.choice(chosen)


def _evidence(random: Random) -> dict[str, Any]:
    """Some pieces of evidence, each of its shape."""
    instant = START + timedelta(minutes=random.randrange(500_000))
    shapes = {
        "instant": instant, "date": instant.date(), "text": "Some words.", "yes_no": random.random() < 0.7,
        "text_or_yes": random.choice((True, "Too narrow.")), "choice": "",
    }  # fmt: skip
    chosen = random.sample(sorted(FIELDS), random.choice((0, 1, 3, 8, len(FIELDS))))
    return {
        name: random.choice(sorted(FIELDS[name].choices or {}))
        if FIELDS[name].choices
        else shapes[FIELDS[name].shape]
        for name in chosen
    }


def _line(random: Random) -> Line:
    subscribed = random.choice((0, 5, 10))
    billing = random.choice(sorted(to.BILLINGS))
    day = (START + timedelta(days=random.randrange(600))).date()
    used = min(subscribed, random.choice((0, 4, 10)))
    plan = random.choice(("Business", "Enterprise"))
    return Line(plan, billing, subscribed, used, None if billing == "monthly" else day)


def _steps(random: Random) -> tuple[StepFacts, ...]:
    at = START + timedelta(minutes=random.randrange(500_000))
    statuses = sorted(to.STATUSES)
    return tuple(
        StepFacts(n, random.choice(statuses), at, left=random.choice((None, 0, 2))) for n in range(1, 8)
    )


def _companies(random: Random) -> tuple[Company, ...]:
    return tuple(
        Company(
            f"EC {n}" if n else "EC Alpha",
            tuple(_line(random) for _ in range(random.choice((0, 1, 2)))),
            _steps(random) if random.random() < 0.6 else (),
        )
        for n in range(random.choice((1, 1, 2, 3)))
    )


def _rebook(facts: RebookFacts) -> RebookFacts:
    """A second order is told whole, and never before the first."""
    if facts.rebooked_at is None or facts.rebook_amount is None or not facts.rebook_currency:
        return replace(facts, rebooked_at=None, rebook_amount=None, rebook_currency="", second_order_no="")
    booked = max(facts.rebooked_at, facts.processed_at)
    return replace(facts, rebooked_at=booked, second_order_no="O-2")


OUT = Letter("negotiation_deadline", START, START, START.date())


def _advocate(facts: AdvocateFacts) -> AdvocateFacts:
    """Only a type with a ladder waits and writes; another type is another state at once."""
    if facts.state not in {"waiting_customer", "letter_due", "letter_sent"}:
        return facts
    if not facts.has_ladder:
        facts = replace(facts, case_type="no_response")
    if facts.state == "letter_sent":
        facts = replace(facts, letters=(*facts.letters, OUT))
    return replace(facts, contacts=(), counts_after=None, evidence={"first_discussion_at": START})


# Facts that no form lets be told together.
POSSIBLE: Mapping[str, Callable[[Any], Any]] = {"rebook": _rebook, "advocate": _advocate}


def _attempts(random: Random) -> tuple[Attempt, ...]:
    """Mostly two calls some days apart and an e-mail, now and then fewer."""
    first = START + timedelta(minutes=random.randrange(1, 1_000_000))
    second = first + timedelta(days=random.choice((0, 2, 3, 9)))
    mail = Attempt("email", second, bounced=random.random() < 0.2)
    made = (Attempt("phone", first), Attempt("phone", second), mail)
    return made[: random.choice((0, 1, 3, 3, 3))]


POOLS: Mapping[str, Pool] = {
    "RebookFacts.reason": one_of(["", *rb.REASONS]),
    "RebookFacts.request_source": one_of(["", *rb.REQUEST_SOURCES]),
    "RebookFacts.change_sent_at": one_of([None, None, START]),
    "RebookFacts.change_overdue_at": one_of([None, None, START]),
    "RebookFacts.intended": one_of(["", *rb.INTENDED, "time_and_amount"]),
    "RebookFacts.disposition": one_of(["", *rb.DISPOSITIONS]),
    "RebookFacts.opener_team": one_of(sorted({*rb.HEARD_BY.values()})),
    "RebookFacts.opportunity_stage": one_of(["closed_won", "open"]),
    "RebookFacts.opportunity_type": one_of(["new_license", "renewal"]),
    "RebookFacts.admin_error_role": one_of(["", "order_processing", "research_specialist", "ar"]),
    "RebookFacts.currency": one_of(["USD", "EUR", "JPY", "BHD"]),
    "RebookFacts.rebook_currency": one_of(["", "USD", "EUR", "JPY"]),
    "TakeoverFacts.move_type": one_of(list(to.MOVE_TYPES)),
    "TakeoverFacts.target_month": one_of(MONTHS),
    "TakeoverFacts.requested_finish": one_of(MONTHS),
    "TakeoverFacts.companies": _companies,
    "TakeoverFacts.subject": one_of(NAMES),
    "TakeoverFacts.current_partner": one_of(NAMES),
    "TakeoverFacts.new_partner": one_of(NAMES),
    "Agreement.party": one_of(list(to.PARTIES)),
    "Agreement.name": one_of(NAMES),
    "Group.name": one_of(["Cardiology", "Dental", "Oncology"]),
    "AffiliationFacts.deal_stage": one_of(["proposal", "closed_won", "closed_lost"]),
    "AdvocateFacts.case_type": one_of([*ad.TYPES, "no_response", "further_negotiation"]),
    "AdvocateFacts.caller_type": one_of(list(ad.CALLER_TYPES)),
    "AdvocateFacts.distributor": one_of(["", *ad.DISTRIBUTORS]),
    "AdvocateFacts.closing_stuck": one_of(["", "", *ad.SYSTEMS]),
    "AdvocateFacts.attempts": _attempts,
    "AdvocateFacts.evidence": _evidence,
    "AdvocateFacts.round": one_of([1, 1, 2]),
    "Attempt.channel": one_of([*ad.ATTEMPT_CHANNELS, "phone"]),
    "Contact.channel": one_of(list(ad.CONTACT_CHANNELS)),
    "Letter.kind": one_of(list(ad.LETTERS)),
    "Letter.channel": one_of(list(ad.SENDING)),
    "InvoiceLine.currency": one_of(["USD", "EUR"]),
    "CancellationFacts.products": one_of([(), ("A",), ("A", "B"), ("C",)]),
    "Order.products": one_of([(), ("A", "B"), ("A", "B", "C")]),
    "Order.client": one_of(["A", "B"]),
    "Order.campaign": one_of(["A", "B"]),
    "CancellationFacts.reason": one_of(["", "client_wish", "not_fulfilled"]),
}
