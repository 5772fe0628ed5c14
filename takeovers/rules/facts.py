"""What the rules know of a take-over: a frozen picture of the case, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.nearest import altered
from cases.routing import Source
from cases.words import same_name

SETTLED = frozenset({"done", "not_required", "skipped"})

WHOLE_RESELLER = "ir_vad_to_vad"  # the kind of move in which a reseller brings all its customers


@dataclass(frozen=True, slots=True)
class Line:
    """Licences of one plan and billing: how many are subscribed, how many users hold them."""

    plan: str
    billing: str
    subscribed: int
    allocated: int
    end_date: date | None = None

    @property
    def prepaid(self) -> bool:
        """Whether the line is paid ahead and therefore has an end date that counts (TO-A7)."""
        return self.billing.startswith("prepaid") and self.subscribed > 0


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step of one company. `left` is the latest count of users still to be moved, None before a report.

    `evidence` is what was handed in with the step, by the names of the form.
    """

    number: int
    status: str = "open"
    at: datetime | None = None
    by_role: str = ""
    reason: str = ""
    left: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do for it."""
        return self.status in SETTLED


@dataclass(frozen=True, slots=True)
class Company:
    """An end customer that is moved, with its licences as they were, and its steps once they are made."""

    name: str
    lines: tuple[Line, ...] = ()
    steps: tuple[StepFacts, ...] = ()

    def step(self, number: int) -> StepFacts:
        """The step of that number; an open one where no list is made yet."""
        return next((step for step in self.steps if step.number == number), StepFacts(number))

    @property
    def moved_at(self) -> datetime | None:
        """When it was moved: step 3, the point of no return (TO-A10)."""
        step = self.step(3)
        return step.at if step.status == "done" else None

    @property
    def finished(self) -> bool:
        """Whether it has a list and every step of it is settled."""
        return bool(self.steps) and all(step.settled for step in self.steps)

    @property
    def prepaid_lines(self) -> tuple[Line, ...]:
        """The lines whose end date has to stay as it is."""
        return tuple(line for line in self.lines if line.prepaid)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One party's written agreement. `company` names the customer where each agrees for itself.

    `document` is the number of the file that was ticked as this agreement.
    """

    party: str
    name: str
    received_at: datetime
    company: str = ""
    withdrawn_at: datetime | None = None
    document: str = ""


@dataclass(frozen=True)
class TakeoverFacts:
    """Everything recorded about one take-over. Instants are aware, in UTC; empty means "not stated".

    `sources` says where a group of facts came from, by the names `request`, `agreements` and `licences`.
    """

    move_type: str
    subject: str
    current_partner: str
    new_partner: str
    time_zone: str
    companies: tuple[Company, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    current_vad: str = ""
    new_vad: str = ""
    state: str = "awaiting_agreements"
    is_closed: bool = False
    reference: str = ""
    requested_finish: str = ""
    target_month: str = ""
    opened_at: datetime | None = None
    incomplete_since: datetime | None = None
    cutoff_told_at: datetime | None = None
    month_missed_at: datetime | None = None
    cancel_wanted: bool = False
    discount_confirmed_at: datetime | None = None
    discount_ref: str = ""
    late_fact: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)

    def changed(self, **values: Any) -> TakeoverFacts:
        """The same facts with some of them otherwise."""
        return altered(self, values)

    def company(self, name: str) -> Company | None:
        """The company of that name, letter case and spacing aside."""
        return next((one for one in self.companies if same_name(one.name, name)), None)

    @property
    def moved(self) -> tuple[Company, ...]:
        """The companies for which step 3 is done."""
        return tuple(company for company in self.companies if company.moved_at)

    @property
    def begun(self) -> bool:
        """Whether step 1 or 2 of some company was done, so that going back means undoing."""
        return any(company.step(n).status == "done" for company in self.companies for n in (1, 2))

    @property
    def whole_reseller(self) -> bool:
        """Whether an indirect reseller moves with all its customers."""
        return self.move_type == WHOLE_RESELLER
