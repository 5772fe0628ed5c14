"""Who calls: somebody with the roles of all kinds, then each role, with a token and with a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from cases import registry, tokens
from cases.models import RoleGrant, User
from cases.teams import ROLES
from cases.workflow import open_case
from tests.contract.test_example_kind import SEATS
from tests.contract.test_rebook import REBOOK

CASES = 6


def made() -> dict[str, Any]:
    """People and cases in the database; how each person's request is signed, and the cases' numbers."""
    able = {role for kind in registry.all_kinds() for role in kind.acting_roles} | {"manager"}
    everybody = _somebody("everybody", sorted(able - {"system"}))
    callers = [_by_token(everybody)]
    for role in sorted(set(ROLES) - {"system"}):
        person = _somebody(role, [role])
        callers += [_by_token(person), _by_session(person)]
    numbered = [(fixture, number) for fixture in (REBOOK, SEATS) for number in range(CASES)]
    references = [_opened(fixture, number, everybody) for fixture, number in numbered]
    kinds = [kind.code for kind in registry.all_kinds()]
    roles = ["research_specialist", "customer_care", "order_processing", "manager"]
    return {
        "callers": callers,
        "references": references,
        "kinds": kinds,
        "roles": roles,
        "names": [f"{role}.person" for role in roles],
    }


def _opened(fixture: Any, number: int, by: User) -> str:
    path = fixture.paths[number % len(fixture.paths)]
    outcome = open_case(fixture.registered, fixture.facts(path, number), actor=by, as_role=fixture.opener)
    assert outcome.ok, outcome.refusals
    return str(outcome.case.reference)


def _somebody(name: str, roles: list[str]) -> User:
    user = User.objects.create_user(f"{name}.person", f"{name}@example.com", "!")
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    return user


def _by_token(user: User) -> dict[str, Any]:
    _, secret = tokens.issue(user, "fuzz", tokens.SCOPES, timedelta(days=1))
    return {"headers": {"Authorization": f"Bearer {secret}"}, "cookies": {}}


def _by_session(user: User) -> dict[str, Any]:
    session, secret = SessionStore(), _get_new_csrf_string()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: secret}
    return {"headers": {"X-CSRFToken": secret}, "cookies": cookies}
