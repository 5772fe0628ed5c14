"""One order on its way through the door, with the clock set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases import clock, deadlines, registry
from cases.models import Deadline, OutboxMessage, RoleGrant, TimelineEntry, User
from cases.policy import in_force
from cases.workflow import Outcome, advance, open_case, record
from rebooks.models import RebookCase

NEW_YORK = "America/New_York"
ROLES = (
    "ar", "collections", "nlr_agent", "order_processing", "research_specialist", "return_team",
    "re_engage_agent", "supervisor",
)  # fmt: skip


def at(text: str, zone: str = NEW_YORK) -> datetime:
    """The UTC instant of an ISO wall-clock time in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def staff() -> dict[str, User]:
    """One person for each role."""
    people = {}
    for role in ROLES:
        people[role] = User.objects.create_user(
            role, f"{role}@example.com", "pw-for-tests", name=role.title()
        )
        RoleGrant.objects.create(user=people[role], role=role)
    return people


@dataclass
class Story:
    """A case and the people who move it; instants are wall-clock times of the case's zone."""

    people: dict[str, User]
    zone: str = NEW_YORK
    case: Any = None
    opened: list[Outcome] = field(default_factory=list)

    def open(self, when: str = "2024-05-14T10:00", by: str = "order_processing", **facts: Any) -> Outcome:
        """Opens the case; the order is processed then unless said otherwise."""
        now = at(when, self.zone)
        given = {
            "order_no": "O-1", "account": "Northwind", "time_zone": self.zone,
            "processed_at": now.isoformat(), "amount": "4990.00", "currency": "USD",
        } | facts  # fmt: skip
        with clock.fixed_at(now):
            outcome = open_case(registry.get_kind("rebook"), given, actor=self.people[by], strict=True)
        self.opened.append(outcome)
        if outcome.ok:
            self.case = outcome.case
        return outcome

    @contextmanager
    def clock(self, when: str) -> Iterator[None]:
        """The clock at a wall-clock time, after one pass of the timed steps."""
        with clock.fixed_at(at(when, self.zone)):
            deadlines.run_pass()
            yield

    def do(self, when: str, action: str, by: str, **data: Any) -> Outcome:
        """Performs an action, whatever comes of it."""
        with self.clock(when):
            return self._look(advance(self.ref, action, actor=self.people[by], data=data))

    def done(self, when: str, action: str, by: str, **data: Any) -> Outcome:
        """Performs an action that must succeed."""
        outcome = self.do(when, action, by, **data)
        assert outcome.ok, [(refusal.code, refusal.message) for refusal in outcome.refusals]
        return outcome

    def refused(self, when: str, action: str, by: str, **data: Any) -> dict[str, str]:
        """Performs an action that must be refused; answers code -> sentence."""
        outcome = self.do(when, action, by, **data)
        assert not outcome.ok
        return {refusal.code: refusal.message for refusal in outcome.refusals}

    def second(self, booked: str, known: str = "", quiet: bool = False, **order: Any) -> Outcome:
        """Order Processing reports a second order; `known` when it is told later, `quiet` without a pass."""
        given = {
            "order_no": "O-2",
            "amount": "4990.00",
            "currency": "USD",
            "disposition": "cancelled",
        } | order
        now = at(known or booked, self.zone)
        with clock.fixed_at(now):
            if not quiet:
                deadlines.run_pass()
            by = self.people["order_processing"]
            return self._look(record(self.ref, "second_order", at(booked, self.zone), actor=by, data=given))

    def tick(self, when: str) -> None:
        """One pass of the timed steps."""
        with self.clock(when):
            self._look(None)

    def _look(self, outcome: Outcome | None) -> Any:
        self.case = RebookCase.objects.get(pk=self.case.pk)
        return outcome

    @property
    def ref(self) -> str:
        """The case's reference."""
        return str(self.case.reference)

    @property
    def state(self) -> str:
        """The case's state."""
        return str(self.case.state)

    @property
    def effects(self) -> list[str]:
        """All effects on the timeline, in order."""
        rows = TimelineEntry.objects.filter(case=self.case.pk).order_by("seq")
        return [effect for row in rows for effect in row.effects]

    @property
    def flags(self) -> set[str]:
        """The case's flags."""
        return set(self.case.flags)

    @property
    def rule(self) -> str:
        """The row of the newest decision."""
        return str(self.case.decisions.order_by("-seq")[0].rule)

    @property
    def messages(self) -> list[OutboxMessage]:
        """The outbox rows of the case."""
        return list(OutboxMessage.objects.filter(case=self.case.pk).order_by("id"))

    def timer(self, kind: str) -> Deadline:
        """The newest deadline of a kind."""
        return Deadline.objects.filter(case=self.case.pk, kind=kind).latest("id")

    def timers(self) -> dict[str, str]:
        """Status of the newest deadline per kind, the core's own left out."""
        rows = Deadline.objects.filter(case=self.case.pk, kind__startswith="rb.").order_by("id")
        return {row.kind: str(row.status) for row in rows}

    def facts(self, now: str = "2024-05-14T11:00") -> dict[str, Any]:
        """The facts as the API answers them."""
        kind = registry.get_kind("rebook")
        with clock.fixed_at(at(now, self.zone)):
            return kind.facts_json(self.case, kind.facts(self.case), in_force(kind, clock.now()))
