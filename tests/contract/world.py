"""People of every role and a case for every path, made once per class and never committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from cases import clock, deadlines, machine
from cases.kinds import Action, Kind
from cases.mailbox import ingest
from cases.models import Case, Deadline, InboundMail, OutboxMessage, RoleGrant, TimelineEntry, User
from cases.routing import Check
from cases.statements import Statement, written
from cases.teams import ROLES, TEAMS
from cases.workflow import InputErrors, Outcome, advance, open_case, record
from tests.contract.filing import with_a_file
from tests.contract.fixture import Fixture, Path, as_page

STEP = timedelta(minutes=1)
MAIL = "0/1"  # the number of the mail that each case was written
WAIT = "wait"  # in a path: no call, but time that passes, with the timed steps
NOT_COUNTED = frozenset({"django_session", "accountops_cache", "django_migrations"})


def people(organisations: Mapping[str, str]) -> dict[str, User]:
    """One person for each role that there is, by role; nobody of them has a password."""
    made = User.objects.bulk_create(
        User(
            username=f"{role}.person",
            name=f"{label} Person",
            email=f"{role}@example.com",
            password="!",
            organisation=organisations.get(role, ""),
        )
        for role, label in ROLES.items()
    )
    found = dict(zip(ROLES, made, strict=True))
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role, user in found.items())
    return found


class Browser(Client):
    """Sends what a page sends: tables as one input for each cell."""

    def post(self, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **more: Any) -> Any:
        """A POST; JSON goes as it is."""
        if content_type == MULTIPART_CONTENT and isinstance(data, Mapping):
            data = as_page(data)
        return super().post(path, data, content_type, **more)


@dataclass
class World:
    """The people, the cases by path, and the instant at which the tests look at them."""

    fixture: Fixture
    people: dict[str, User]
    now: datetime
    cases: dict[str, str] = field(default_factory=dict)
    made: int = 0
    mail: str = ""
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # see Hostile
    said: dict[str, list[Check]] = field(default_factory=dict)  # see Wording

    @property
    def kind(self) -> Kind:
        """The kind under test."""
        return self.fixture.registered

    def actor(self, role: str) -> User | None:
        """The person of a role; AccountOps itself is nobody."""
        return None if role == "system" else self.people[role]

    def each_case(self, turn: int = 0, every: int = 1) -> Iterator[tuple[Path, Any]]:
        """The paths with their cases; only every so-manieth, beginning with another one at each turn."""
        for path in self.fixture.paths[turn % every :: every]:
            yield path, self.case(path.name)

    def case(self, path: str) -> Any:
        """The case of a path, as it stands."""
        return self.by_reference(self.cases[path])

    def by_reference(self, reference: str) -> Any:
        """A case of the kind's own model, as it stands."""
        [case] = _by_reference(self.kind.model).objects(self.kind.model, reference, joined="account")
        return case

    def walk(self, path: Path) -> Any:
        """A new case, brought along a path; every call must succeed."""
        self.made += 1
        self.now = self.fixture.start
        with clock.fixed_at(self.now):
            outcome = open_case(
                self.kind, self.fixture.facts(path, self.made), actor=self.actor(self.fixture.opener)
            )
        assert outcome.ok, outcome.refusals
        reference = outcome.case.reference
        for name, role, data in path.calls:
            self.now += STEP
            if name == WAIT:
                self.pass_time(data["hours"], reference)
                continue
            with clock.fixed_at(self.now):
                outcome = self.call(reference, name, role, data)
            assert outcome.ok, (path.name, name, outcome.refusals)
        case = self.by_reference(reference)
        assert not path.state or case.state == path.state, path.name
        self._written_to(case)
        with_a_file(case, self.now)
        return case

    def _written_to(self, case: Any) -> None:
        """A mail that went out, for what can be done about one."""
        OutboxMessage.objects.create(
            key=f"{case.reference}/{MAIL}",
            case_id=case.pk,
            entry=TimelineEntry.objects.filter(case=case.pk).latest("seq"),
            kind="letter",
            channel="mail",
            to="gone@example.com",
            subject="Written",
            body="Written.",
            status=OutboxMessage.Status.SENT,
            next_attempt_at=self.now,
            created_at=self.now,
            sent_at=self.now,
        )

    def call(
        self, reference: str, name: str, role: str, data: Mapping[str, Any], version: int | None = None
    ) -> Outcome:
        """An action or event by its name, in a role."""
        if name in {event.name for event in self.kind.events}:
            return record(reference, name, None, actor=self.actor(role), as_role=role, data=data)
        return advance(
            reference,
            name,
            actor=self.actor(role),
            as_role=role,
            data=self.filled(data, reference),
            expected_version=version,
        )

    def tried(self, reference: str, name: str, role: str, data: Mapping[str, Any]) -> Outcome | InputErrors:
        """The same, with field errors as an answer. Whatever else is raised is the test's failure."""
        try:
            return self.call(reference, name, role, data)
        except InputErrors as errors:
            return errors

    def input_of(self, name: str, reference: str) -> dict[str, Any]:
        """A good input for an action or event of a case."""
        return self.filled({**CORE_INPUTS.get(name, {}), **self.fixture.inputs.get(name, {})}, reference)

    def filled(self, data: Mapping[str, Any], reference: str) -> dict[str, Any]:
        """The input with "@other", another case, "@holder", one who holds this one, and "@file" filled in."""
        return {name: self._value(value, reference) for name, value in data.items()}

    def _value(self, value: Any, reference: str) -> Any:
        if value == "@holder":
            team = TEAMS.get(self.by_reference(reference).team)
            return self.people[team.roles[0] if team else "manager"].username
        if value == "@file":
            file = self.by_reference(reference).documents.first()
            return str(file.number if file else UUID(int=7))
        if value == "@incoming":
            return self.mail
        if value == "@ahead":
            return (self.now + timedelta(days=3)).isoformat()
        return self.cases["another"] if value == "@other" else value

    def incoming(self) -> str:
        """A mail that belongs to no case, in the inbox that the kind's people read."""
        team = self.kind.mail.team if self.kind.mail else settings.MAIL_TEAM
        mail = ingest(b"Subject: A question\r\n\r\nWhat now?", source="upload").mail
        InboundMail.objects.filter(pk=mail.pk).update(team=team)
        return str(mail.number)

    def states_for(self, spec: Action) -> frozenset[str]:
        """The states in which an action is possible, as its declaration and the machine say."""
        every = frozenset(state.code for state in self.kind.states)
        ends = frozenset(state.code for state in self.kind.states if state.closed)
        there = machine.sources(self.kind.model, spec.transition or spec.name)
        return {"any": every, "open": every - ends, "machine": there}[spec.states]

    def pass_time(self, hours: float, reference: str) -> None:
        """Time goes on, and the timed steps of one case with it."""
        self.now += timedelta(hours=hours)
        with clock.fixed_at(self.now):
            deadlines.run_pass(cases=[self.by_reference(reference).pk])

    def left_behind(self, case: Any) -> list[str]:
        """The timed steps still armed in a closed case, declared follow-up checks aside."""
        stay = {timer.kind for timer in self.kind.timers if timer.follow_up}
        armed = Deadline.objects.filter(case=case.pk, status="armed").values_list("kind", flat=True)
        if not set(armed) & stay:
            assert case.next_due_at is None
        return sorted(set(armed) - stay)

    def entries(self, reference: str) -> list[TimelineEntry]:
        """The timeline of a case, in order."""
        return list(TimelineEntry.objects.filter(case__reference=reference).order_by("seq"))

    def client(self, role: str) -> Client:
        """A signed-in browser; a failure in a page is raised in the test."""
        client = Browser()
        client.force_login(User.objects.get(pk=self.people[role].pk))
        return client

    @property
    def insiders(self) -> list[str]:
        """The roles that see the kind's cases, in a fixed order."""
        seeing = self.kind.acting_roles | {"manager", "auditor", "supervisor"}
        return sorted(seeing - {"system"})

    @property
    def outsiders(self) -> list[str]:
        """The roles that do not see them."""
        return sorted(set(ROLES) - set(self.insiders) - {"system"})


@cache
def _by_reference(model: type[Case]) -> Statement:
    """Asked thousands of times: the ORM would compose it each time anew."""
    statement = written(model.objects.filter(reference="").select_related("account"))
    assert statement is not None, "something can be found"
    return statement


CORE_INPUTS: dict[str, dict[str, Any]] = {
    "note": {"text": "Called, nobody there."},
    "attach": {"file": {"name": "agreement.txt", "content": "QWdyZWVkLg=="}, "purpose": "Signed agreement"},
    "remove_file": {"file": "@file", "reason": "It belongs to another case."},
    "link": {"other": "@other", "relation": "related"},
    "mark_duplicate": {"other": "@other", "reason": "The same matter."},
    "mark_bounced": {"message": MAIL, "reason": "550 no such mailbox"},
    "send_again": {"message": MAIL, "to": "elsewhere@example.com"},
    "assign": {"assignee": "@holder", "note": "They know the customer."},
    "skip": {"reason": "I know these people."},
    "snooze": {"until": "@ahead", "reason": "The call on Friday."},
    "undo": {"entry": 1},
    "add_mail": {"mail": "@incoming", "reason": "It is about this case."},
}


def build(fixture: Fixture) -> World:
    """The people, a further case, and one case for each path."""
    world = World(fixture, people(fixture.organisations), fixture.start)
    world.cases["another"] = world.walk(fixture.paths[0]).reference
    latest = fixture.start
    for path in fixture.paths:
        world.cases[path.name] = world.walk(path).reference
        latest = max(latest, world.now)
    world.now = latest + STEP
    world.mail = world.incoming()
    connection.check_constraints()  # else every test would check all of these rows again
    return world


@contextmanager
def undone() -> Iterator[None]:
    """What happens in the block is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint(*, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """Every table of the database with a digest of all its rows: equal before and after, nothing changed."""
    tables = sorted(set(connection.introspection.table_names()) - NOT_COUNTED - but)
    quoted = [(table, connection.ops.quote_name(table)) for table in tables]
    parts = [
        f"SELECT '{table}', count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) "
        f"FROM {name} t"
        for table, name in quoted
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The tables whose rows differ."""
    return {table for table in before if before[table] != after[table]}
