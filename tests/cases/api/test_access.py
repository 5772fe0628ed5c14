"""Who comes in: tokens, sessions, scopes, limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cases import tokens
from cases.models import ApiToken, User
from tests.cases.api.client import BASE, Program
from tests.cases.helpers import open_seats

NOTHING = "RB-2026-000001"


def status(secret: str) -> int:
    """What a call with this token is answered."""
    return Client().get(f"{BASE}/cases", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_only_a_digest_is_stored(alice: User) -> None:
    """The secret is nowhere in the row, and two tokens differ."""
    token, secret = tokens.issue(alice, "import", ["read"], timedelta(days=1))
    _, other = tokens.issue(alice, "import", ["read"], timedelta(days=1))
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row)
    assert len(secret) > 40
    assert secret != other


def test_the_life_of_a_token(alice: User) -> None:
    """It works at once, its use is noted, and it ends by revoking, expiry, or with its person."""
    token, secret = tokens.issue(alice, "import", ["read"], timedelta(days=1))
    assert status(secret) == 200
    assert ApiToken.objects.get(pk=token.pk).last_used_at is not None
    assert status(secret + "x") == status("") == status("ä") == 401

    alice.is_active = False
    alice.save()
    assert status(secret) == 401
    alice.is_active = True
    alice.save()
    ApiToken.objects.update(expires_at=timezone.now())
    assert status(secret) == 401
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert status(secret) == 200
    tokens.revoke(token)
    assert status(secret) == 401


@pytest.mark.parametrize(
    ("scopes", "days"), [(["admin"], 1), ([], 1), (["read"], 0), (["read"], 367)], ids=str
)
def test_no_such_token(alice: User, scopes: list[str], days: int) -> None:
    """Unknown scopes, none, and lives without end are not given."""
    with pytest.raises(ValueError, match=r"scopes|lives"):
        tokens.issue(alice, "x", scopes, timedelta(days=days))


@pytest.mark.django_db
def test_without_anything() -> None:
    """401 says how to come in."""
    response = Program(None).get("/cases")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_bad_token_is_not_saved_by_a_session(alice: User) -> None:
    """Who sends a token is judged by it."""
    program = Program(alice, session=True)
    assert program.get("/cases").status_code == 200
    program.headers["Authorization"] = "Bearer nonsense"
    assert program.get("/cases").status_code == 401


def test_a_session_needs_its_csrf_token(alice: User) -> None:
    """Reading needs none; a change without it is refused as a problem."""
    program = Program(alice, session=True)
    program.client = Client(enforce_csrf_checks=True)
    program.client.force_login(alice)
    assert program.get("/cases").status_code == 200
    body = {"account": "Northwind", "seats_now": 5, "seats_wanted": 8}
    assert program.post("/cases/seat_change", body).status_code == 403
    program.client.cookies["csrftoken"] = "a" * 32
    assert program.post("/cases/seat_change", body, X_CSRFToken="a" * 32).status_code == 201


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("read", "GET", "/cases"),
        ("read", "GET", "/deadlines"),
        ("read", "GET", f"/cases/{NOTHING}"),
        ("read", "GET", f"/cases/{NOTHING}/timeline"),
        ("read", "GET", f"/cases/{NOTHING}/actions"),
        ("read", "POST", "/decisions/seat_change"),
        ("read", "GET", "/policy/seat_change"),
        ("open", "POST", "/cases/seat_change"),
        ("act", "POST", f"/cases/{NOTHING}/actions/approve"),
        ("record", "POST", f"/cases/{NOTHING}/events/customer_confirmed"),
        ("policy", "PUT", "/policy/seat_change"),
    ],
)
def test_scopes(alice: User, scope: str, method: str, path: str) -> None:
    """Each call needs its own scope; all the others together do not help."""
    without = Program(alice, *(set(tokens.SCOPES) - {scope}))
    response = without.call(method, path)
    assert (response.status_code, response.json()["type"]) == (403, "/problems/scope")
    assert Program(alice, scope).call(method, path).json().get("type") != "/problems/scope"


def test_too_many(alice: User, care: Program, settings: Any) -> None:
    """Above the allowed number a call waits for the next minute; another person is not touched."""
    settings.API_CALLS_PER_MINUTE = 3
    answers = [care.get("/cases") for _ in range(8)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_no_cache_keeps_an_answer(care: Program, alice: User) -> None:
    """Answers to somebody who is known are stored nowhere."""
    case = open_seats(alice)
    assert care.get(f"/cases/{case.reference}")["Cache-Control"] == "no-store"


def test_the_command(alice: User, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the secret alone, so that it can be piped; a person who is gone gets none."""
    call_command("create_token", "alice", "--name", "import", "--scope", "read", "--scope", "open")
    printed: Any = capsys.readouterr()
    secret = printed.out.strip()
    assert status(secret) == 200
    assert ApiToken.objects.get().scopes == ["open", "read"]
    with pytest.raises(CommandError):
        call_command("create_token", "alice", "--name", "import", "--scope", "read", "--days", "4000")
    alice.is_active = False
    alice.save()
    with pytest.raises(CommandError):
        call_command("create_token", "alice", "--name", "import", "--scope", "read")
