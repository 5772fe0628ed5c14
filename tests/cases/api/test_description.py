"""The description: valid, complete, and kept by every call alike."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from cases import registry
from cases.models import RoleGrant, User
from tests.cases.api.client import BASE, Program, description

OPERATIONS = [
    ("GET", "/cases"),
    ("POST", "/cases/{name}"),
    ("GET", "/cases/{name}"),
    ("GET", "/cases/{reference}/timeline"),
    ("GET", "/cases/{reference}/as-of"),
    ("GET", "/cases/{reference}/files"),
    ("GET", "/cases/{reference}/files/{number}"),
    ("GET", "/cases/{reference}/actions"),
    ("POST", "/cases/{reference}/actions/{name}"),
    ("POST", "/cases/{reference}/events/{name}"),
    ("POST", "/decisions/{kind}"),
    ("GET", "/deadlines"),
    ("GET", "/policy/{kind}"),
    ("PUT", "/policy/{kind}"),
    ("GET", "/policy/{kind}/drafts"),
    ("POST", "/policy/{kind}/drafts/{draft}/{act}"),
    ("PUT", "/orders/{titan_order_id}"),  # of cancellations
    ("POST", "/intake/email"),
]
# Mail is no JSON: tests/mailbox has its own.
CHANGING = [(method, path) for method, path in OPERATIONS if method != "GET" and "intake" not in path]


def address(path: str) -> str:
    """An address of that shape."""
    named = path.replace("/cases/{name}", "/cases/seat_change").replace("{kind}", "seat_change")
    named = named.replace("{number}", "00000000-0000-0000-0000-000000000007")
    named = named.replace("{titan_order_id}", "T-1").replace("{draft}", "7").replace("{act}", "approve")
    return named.replace("{reference}", "SC-2026-000001").replace("{name}", "approve")


@pytest.fixture
def manager(mona: User) -> Program:
    """Mona's program, who keeps the orders as well."""
    RoleGrant.objects.create(user=mona, role="billing")
    return Program(mona)


@pytest.mark.django_db
def test_it_is_valid() -> None:
    """OpenAPI 3.1, by the specification's own rules."""
    document = description()
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


@pytest.mark.django_db
def test_every_call_is_described() -> None:
    """The list above is the list there."""
    found = {
        (method.upper(), path.removeprefix(BASE))
        for path, methods in description()["paths"].items()
        for method in methods
    }
    assert found == set(OPERATIONS)


@pytest.mark.django_db
def test_every_form_is_described() -> None:
    """Each opening, action and event of each kind has the schema of its form."""
    schemas = description()["components"]["schemas"]
    for kind in registry.all_kinds():
        assert set(schemas[f"Open_{kind.code}"]["properties"]) == set(kind.opening.form.base_fields)
        for action in kind.actions:
            assert schemas[f"Action_{kind.code}_{action.name}"]["additionalProperties"] is False
        for event in kind.events:
            assert "at" in schemas[f"Event_{kind.code}_{event.name}"]["properties"]
    order = schemas["Open_rebook"]["properties"]
    assert order["processed_at"]["format"] == "date-time"
    assert order["amount"]["type"] == "string"
    assert {option["type"] for option in order["account"]["anyOf"]} == {"integer", "string", "object"}
    assert schemas["Action_rebook_distribute_new_license"]["properties"]["acknowledge_late"]["type"] == [
        "boolean",
        "null",
    ]


@pytest.mark.django_db
def test_the_pages_of_the_description() -> None:
    """Readable without signing in, from our own address alone."""
    page = Client().get(f"{BASE}/docs")
    assert page.status_code == 200
    assert b"http://" not in page.content.replace(b"http://www.w3.org", b"")
    assert b"https://" not in page.content


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.django_db
def test_nobody_gets_401(method: str, path: str) -> None:
    """Every call asks who is there first."""
    response = Program(None).call(method, address(path))
    assert response.status_code == 401
    assert response.json()["status"] == 401
    assert response.json()["instance"] == BASE + address(path)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_unknown_parameters_get_422(manager: Program, method: str, path: str) -> None:
    """No call takes a parameter it does not know."""
    response = manager.call(method, address(path), params={"limit": "5"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_bodies_that_cannot_be_read(manager: Program, method: str, path: str) -> None:
    """No JSON is 400, another media type 415, more than 1 MB 413."""
    where = address(path)
    assert manager.call(method, where, raw=b"{").status_code == 400
    assert manager.call(method, where, raw=b"a=1", content_type="text/plain").status_code == 415
    assert manager.call(method, where, raw=b" " * 1_000_001).status_code == 413
    assert manager.call(method, where, raw=b"[]").status_code == 422


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_other_methods_get_405(manager: Program, method: str, path: str) -> None:
    """Allow names those that are possible."""
    response = manager.call("DELETE", address(path))
    assert response.status_code == 405
    assert response["Allow"]
    assert response["Content-Type"] == "application/problem+json"
    assert int(response["Content-Length"]) == len(response.content)


# An order that is not there is put on record.
NAMED = [(method, path) for method, path in OPERATIONS if "{" in path and "orders" not in path]


@pytest.mark.parametrize(("method", "path"), NAMED)
def test_what_is_not_there_gets_404(manager: Program, method: str, path: str) -> None:
    """Neither a case nor a kind of that name."""
    where = address(path).replace("seat_change", "nothing")
    assert manager.call(method, where).status_code == 404


class Lock(Exception):
    """What the driver raises where a lock was not to be had."""

    pgcode = "55P03"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_too_many_calls_get_429(manager: Program, settings: Any, method: str, path: str) -> None:
    """Retry-After says when to come again."""
    settings.API_CALLS_PER_MINUTE = 0
    response = manager.call(method, address(path))
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_fault_of_ours_tells_nothing(
    manager: Program, monkeypatch: pytest.MonkeyPatch, caplog: Any, method: str, path: str
) -> None:
    """500 is a problem with an id; what failed stands in the log only. 503 where the database is away."""

    def fail(error: Exception) -> Any:
        def caller(*args: Any) -> None:
            raise error

        monkeypatch.setattr("cases.api.reading.caller", caller)
        return manager.call(method, address(path))

    broken = fail(RuntimeError("secret of the house"))
    assert broken.status_code == 500
    assert b"secret of the house" not in broken.content
    assert "secret of the house" in caplog.text
    assert broken["X-Request-ID"]
    away = fail(OperationalError("secret of the house"))
    assert away.status_code == 503
    assert b"secret of the house" not in away.content
    assert away["Retry-After"]


@pytest.mark.parametrize(("method", "path"), [one for one in CHANGING if "decisions" not in one[1]])
def test_a_thing_that_is_locked_gets_409(
    manager: Program, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    """Somebody else is changing the same thing: to be tried again."""

    def locked(*args: Any) -> None:
        raise OperationalError("lock timeout") from Lock()

    monkeypatch.setattr("cases.api.reading.body", locked)
    response = manager.call(method, address(path))
    assert (response.status_code, response.json()["type"]) == (409, "/problems/busy")


def test_below_the_api_everything_is_a_problem(care: Program, mona: User) -> None:
    """An address that nobody has, too."""
    for path in ("/nothing", "/cases/a/b/c/d", "/"):
        response = care.client.get(BASE + path)
        assert response.status_code == 404
        assert json.loads(response.content)["type"] == "/problems/not-found"
