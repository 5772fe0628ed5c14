"""The one registration of seat changes: everything the core has to know."""

from __future__ import annotations

from typing import Any

from cases.forms import ReasonForm
from cases.imports import ImportSpec
from cases.kinds import Action, Event, Kind, Opening, PolicyKey, Timer
from cases.panels import FactRow, QueueLine
from cases.routing import Decision, Policy
from tests.example_kind import actions, forms, rules
from tests.example_kind.consent import CONSENT
from tests.example_kind.letters import CONFIRM
from tests.example_kind.models import KIND, STATES, SeatChange, facts_of

CARE = frozenset({"customer_care"})


def queue_line(case: SeatChange, facts: rules.SeatFacts, decision: Decision) -> QueueLine:
    """The case in a queue."""
    title = f"{facts.seats_now} to {facts.seats_wanted} seats"
    waiting = "" if case.closed_at else {"requested": "an approval"}.get(facts.state, "the customer's answer")
    return QueueLine(title, waiting, decision.clause, search_text=f"{case.reference} {case.account.name}")


def fact_rows(case: SeatChange, facts: rules.SeatFacts, policy: Policy) -> list[FactRow]:
    """The facts panel."""
    return [
        FactRow("Seats now", str(facts.seats_now)),
        FactRow("Seats wanted", str(facts.seats_wanted)),
        FactRow("Approved", at=facts.approved_at),
        FactRow("Confirmed", at=facts.confirmed_at),
    ]


def facts_json(case: SeatChange, facts: rules.SeatFacts, policy: Policy) -> dict[str, Any]:
    """The facts under the names that programs use."""
    return {
        "seats_now": facts.seats_now,
        "seats_wanted": facts.seats_wanted,
        "approved_at": facts.approved_at,
        "confirmed_at": facts.confirmed_at,
    }


ACTIONS = (
    Action(
        "approve",
        "Approve the change",
        "Asks the customer to confirm it.",
        "approved the change",
        CARE,
        guards=rules.approve_guards,
        run=actions.approve,
        letters=("confirm",),
    ),
    Action(
        "decline",
        "Decline",
        "Ends the case without a change.",
        "declined",
        CARE,
        form=ReasonForm,
        guards=rules.decline_guards,
        by_holder=True,
        personal=frozenset({"reason"}),
    ),
    Action(
        "complete",
        "Change the seats",
        "Changes the number of seats.",
        "changed the seats",
        frozenset({"system"}),
        automatic=True,
    ),
)
EVENTS = (
    Event(
        "customer_confirmed",
        "The customer confirmed",
        "Takes down that the customer agrees.",
        "took down the customer's yes",
        CARE | {"customer"},
        forms.ConfirmedForm,
        actions.customer_confirmed,
        personal=frozenset({"words"}),
    ),
)
TIMERS = (
    Timer(
        rules.REMINDER,
        "Reminder",
        "Will remind the customer.",
        "Reminded the customer.",
        actions.remind,
        sends=("Reminder to the customer",),
        cancelled_by="The customer's answer.",
        policy=("reminder_days",),
        set_when="While the customer has to confirm.",
    ),
    Timer(
        rules.EXPIRY,
        "Last day",
        "Will decline the change.",
        "Declined it: no answer.",
        actions.expire,
        sends=(),
        cancelled_by="The customer's answer.",
        policy=("answer_hours",),
        set_when="While the customer has to confirm.",
    ),
)
POLICIES = (
    PolicyKey("most_seats", 500, "Most seats", "seats", 1, 100_000),
    PolicyKey("review_above", 100, "Review above", "seats", 1, 100_000),
    PolicyKey("answer_hours", 72, "Time to answer", "hours", 1, 8784),
    PolicyKey("reminder_days", 2, "Reminder after", "days", 1, 60),
)
OPENING = Opening(
    CARE | {"order_processing"},
    forms.OpenForm,
    lambda asked: (),
    actions.create,
    "New seat change",
    "Asks for another number of seats.",
)
IMPORT = ImportSpec(
    form=forms.OpenForm,
    key=("account", "seats_wanted"),
    sample={"account": "Lighthouse Labs", "time_zone": "Europe/Oslo", "seats_now": "5", "seats_wanted": "8"},
    role="customer_care",
)

SEAT_CHANGE = Kind(
    code=KIND,
    prefix="SC",
    label="Seat change",
    label_plural="Seat changes",
    summary="More or fewer seats for a customer.",
    model=SeatChange,
    states=STATES,
    opening=OPENING,
    actions=ACTIONS,
    events=EVENTS,
    timers=TIMERS,
    policies=POLICIES,
    effects={
        "confirmation_asked": "Asked to confirm",
        "reminder_sent": "Reminded",
        "expired": "Unanswered",
    },
    flags={},
    outcomes={"changed": "Changed", "declined": "Declined", "expired": "No answer", "duplicate": "Duplicate"},
    facts=facts_of,
    decide=rules.decide,
    plan=rules.plan,
    cancel_reason=lambda timer, facts: "The customer has answered.",
    facts_json=facts_json,
    fact_rows=fact_rows,
    queue_line=queue_line,
    correction_form=forms.CorrectForm,
    correct=actions.correct,
    correctors=CARE,
    start_url="/new/seat_change/",
    parties=lambda case: [case.account.name.partition("-")[0]],  # branches of a customer are one party
    automatic=rules.automatic,
    imports=IMPORT,
    letters=(CONFIRM,),
    consent=CONSENT,
)
