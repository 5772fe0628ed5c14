"""Everybody whom the policy speaks of, and one thing of each sort to be about; made once, never committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from cases import deadlines, registry, tokens
from cases.mailbox import ingest
from cases.models import (
    ApiToken,
    Draft,
    ImportFile,
    ImportRun,
    InboundMail,
    RoleGrant,
    SignIn,
    TimelineEntry,
    User,
)
from cases.policies import drafting
from cases.teams import ROLES
from cases.workflow import Outcome, advance, open_case
from tests.contract.test_advocate import ADVOCATE_CASE
from tests.contract.test_affiliation import AFFILIATION
from tests.contract.test_cancellation import CANCELLATION
from tests.contract.test_example_kind import SEATS
from tests.contract.test_rebook import REBOOK
from tests.contract.test_takeover import TAKEOVER
from tests.contract.world import CORE_INPUTS, fingerprint

NO_ROLE, SEVERAL, ENDED, ANONYMOUS = "no role", "several roles", "an ended access", "not signed in"
OPENERS = {
    "rebook": "ines",
    "takeover": "tess",
    "affiliation": "ada",
    "advocate": "ava",
    "cancellation": "cleo",
    "seat_change": "sam",
}  # the first is one of the demo's people
HELD = {NO_ROLE: frozenset[str](), SEVERAL: frozenset({"re_engage_agent", "csm"})}
INTAKE_KIND = "rebook"
NO_ROW = 2_000_000_000
MAIL = b"From: rita@sales.example\r\nMessage-ID: <one@sales.example>\r\n\r\nA question."


@dataclass
class Somebody:
    """A person with a session, as the policy knows them: by roles."""

    name: str
    roles: frozenset[str]
    pk: int = 0
    session: str = ""
    token: int = 0
    draft: UUID | None = None
    run: UUID | None = None
    sign_in: int = 0

    @property
    def is_in(self) -> bool:
        """Whether the product should take them for somebody who is signed in."""
        return self.name not in {ENDED, ANONYMOUS}


@dataclass
class House:
    """The people by name, and a case of each kind."""

    people: dict[str, Somebody] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)
    files: dict[str, UUID] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    mail: UUID | None = None
    print: dict[str, str] = field(default_factory=dict)
    entries: int = 0

    def other(self, one: Somebody) -> Somebody:
        """Somebody else, whose things are foreign to `one`."""
        return self.people["manager" if one.name != "manager" else "auditor"]


def build() -> House:
    """People of one role each, of none, of several, with an ended access, and nobody; cases of all kinds."""
    house = House()
    file = ImportFile.objects.create(
        name="orders.csv", size=2, sha256="0" * 64, content=b"a\n", created_at=timezone.now()
    )
    for role in sorted(set(ROLES) - {"system"}):
        house.people[role] = _somebody(role, frozenset({role}), file)
    for name, held in HELD.items():
        house.people[name] = _somebody(name, held, file)
    ended = house.people[ENDED] = _somebody(ENDED, frozenset({"manager", "administrator", "auditor"}), file)
    User.objects.filter(pk=ended.pk).update(is_active=False)
    house.people[ANONYMOUS] = Somebody(ANONYMOUS, frozenset())
    for fixture in (REBOOK, TAKEOVER, AFFILIATION, ADVOCATE_CASE, CANCELLATION, SEATS):
        kind = registry.get_kind(fixture.kind)
        opener = User.objects.create_user(OPENERS[kind.code], f"{kind.code}@example.com", "!")
        RoleGrant.objects.create(user=opener, role=fixture.opener)
        outcome = open_case(kind, fixture.facts(fixture.paths[0], 1), actor=opener)
        case = house.cases[kind.code] = _done(outcome)
        given = CORE_INPUTS["attach"] | {"purpose": "Tried"}
        _done(advance(case.reference, "attach", actor=opener, data=given))
        house.files[kind.code] = case.documents.get().number
        manager = User.objects.get(username="manager")
        key = kind.policies[0]
        house.drafts[kind.code] = drafting.begin(
            kind, {key.name: key.default}, effective_from=None, reason="Tried.", author=manager
        ).pk
    house.mail = ingest(MAIL, source=InboundMail.Source.API).mail.number
    deadlines.run_pass()
    for model in apps.get_app_config("cases").get_models():
        row = model._default_manager.order_by("pk").first()
        house.records[model._meta.model_name or ""] = row.pk if row else NO_ROW
    house.print, house.entries = fingerprint(), TimelineEntry.objects.count()
    connection.check_constraints()  # else every test would check all of these rows again
    return house


def _done(outcome: Outcome) -> Any:
    assert outcome.ok, outcome.refusals
    return outcome.case


def _somebody(name: str, held: frozenset[str], file: ImportFile) -> Somebody:
    now = timezone.now()
    user = User.objects.create_user(
        name.replace(" ", "."), f"{name.replace(' ', '.')}@example.com", "!", name=name.title()
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in sorted(held))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    token, _ = tokens.issue(user, "theirs", tokens.SCOPES, timedelta(days=1))
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    draft = Draft.objects.create(user=user, purpose="open:rebook", answers={"together": False})
    sign_in = SignIn.objects.create(user=user, session_key=session.session_key or "", device="A browser")
    run = ImportRun.objects.create(
        user=user, kind=INTAKE_KIND, file=file, status=ImportRun.Status.DONE, created_at=now, finished_at=now
    )
    return Somebody(name, held, user.pk, session.session_key or "", token.pk, draft.pk, run.pk, sign_in.pk)
