"""What the demos of all kinds need to play cases through the door at past instants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

from django.db.models import F

from cases import clock, deadlines, registry
from cases.firing import claim, fire_all
from cases.models import OutboxMessage, User
from cases.teams import TEAMS
from cases.workflow import advance, open_case, perform

SENT_AFTER = timedelta(seconds=40)
FIRED_AFTER = timedelta(seconds=2)


class Hand(Protocol):
    """What a kind's `demo.living.live` acts with, at the simulated present: all of it through the door.

    What is refused, or not understood, is counted and changes nothing; each answers whether it was done.
    """

    random: Random
    number: int

    @property
    def case(self) -> Any:
        """The case as it stands now."""

    def open(self, role: str, given: Mapping[str, Any], *, source: str = "page") -> bool:
        """Opens the case."""

    def open_by_mail(self, sender: str, subject: str, text: str) -> bool:
        """Lets a mail come in that asks for the case."""

    def write(self, sender: str, text: str) -> bool:
        """Lets a mail come in that answers the case."""

    def act(
        self, name: str, role: str, data: Mapping[str, Any] | None = None, *, at: datetime | None = None
    ) -> bool:
        """An action, or an event that happened at `at`."""


Living = Iterator[timedelta]  # acts between the waits that it yields; ends when nothing more is planned
Next = tuple[str, str, Mapping[str, Any]]  # an action or event, in whose role, with which input


def worked_on(
    hand: Hand, wanted: Callable[[Any], Next | None], *, looks: int = 12, days: tuple[float, float] = (1, 4)
) -> Living:
    """Somebody looks at the case every few days, and does what is `wanted`, until it is closed."""
    for _ in range(looks):
        yield timedelta(days=hand.random.uniform(*days))
        case = hand.case
        if case.is_closed:
            return
        found = wanted(case)
        if found is not None:
            hand.act(*found)


@dataclass(frozen=True)
class Cast:
    """Who acts in which role, chosen the same way every time."""

    random: Random
    people: Mapping[str, Sequence[User]]

    def person(self, role: str) -> User | None:
        """Somebody who holds the role; nobody (then the role itself acts) where nobody does."""
        held = self.people.get(role)
        return self.random.choice(held) if held else None

    def colleague(self, team: str) -> User | None:
        """Somebody of the team; None where nobody is in it."""
        members = [user for role in TEAMS[team].roles for user in self.people.get(role, ())]
        return self.random.choice(members) if members else None

    def take_on(self, case: Any, now: datetime) -> None:
        """An owner for about half of the open cases, a few minutes after their last change."""
        found = type(case).objects.get(pk=case.pk)
        if self.random.random() >= 0.5 or found.is_closed or found.team is None:
            return
        owner = self.colleague(found.team)
        if owner is not None:
            with clock.fixed_at(min(now, found.updated_at + timedelta(minutes=6))):
                advance(found.reference, "claim", actor=owner)


def people_by_role() -> dict[str, list[User]]:
    """Everybody who may sign in, by the roles they hold."""
    held: dict[str, list[User]] = {}
    for user in User.objects.filter(is_active=True).order_by("username"):
        for role in user.roles:
            held.setdefault(role, []).append(user)
    return held


def opened(
    kind: str, given: Mapping[str, Any], at: datetime, *, actor: User | None, as_role: str, source: str
) -> Any:
    """A case opened through the door at a past instant; nothing may stand against it."""
    with clock.fixed_at(at):
        outcome = open_case(
            registry.get_kind(kind), given, actor=actor, as_role=as_role, strict=True, source=source
        )
    assert outcome.ok, outcome.refusals
    return outcome.case


def done(
    case: Any,
    name: str,
    role: str,
    data: Mapping[str, Any],
    *,
    actor: User | None,
    at: datetime | None = None,
) -> None:
    """A step taken through the door, or a fact of `at`; nothing may stand against it."""
    kind = registry.kind_of(case)
    outcome = perform(kind, case.reference, name, at, actor=actor, as_role=role, data=data)
    assert outcome.ok, (name, outcome.refusals)


def fire_until(case: Any, end: datetime) -> None:
    """Fires the timed steps of a case that were due by then, each a moment after it was due."""
    while True:
        row = deadlines.due(end, [case.pk]).first()
        if row is None:
            return
        with clock.fixed_at(min(row.next_attempt_at + FIRED_AFTER, end)):
            if not fire_all(claim(deadlines.due(clock.now(), [case.pk]), 10)).any:
                return


def count_as_sent(references: Sequence[str], now: datetime) -> None:
    """Messages of the past went out shortly after they were written."""
    rows = OutboxMessage.objects.filter(case__reference__in=references, created_at__lt=now - SENT_AFTER)
    rows.update(status=OutboxMessage.Status.SENT, sent_at=F("created_at") + SENT_AFTER)
