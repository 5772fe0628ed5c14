"""What is answered while the database is away, on a database that really is: nothing listens there."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from accountops.health import ready
from cases.outage import database_is_away
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = b"AccountOps is away for a moment"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(person("alice", "customer_care"))
    client.raise_request_exception = False
    return client


@pytest.fixture
def away(signed_in: Client) -> Iterator[None]:
    """The database's address leads nowhere from here on."""
    before = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    yield
    connection.close()
    connection.settings_dict["HOST"] = before


@pytest.mark.parametrize("path", ["/", "/queue/customer_care/", "/cases/SC-1/", "/account/login/", "/admin/"])
def test_a_page_is_calm(signed_in: Client, away: None, path: str) -> None:
    response = signed_in.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert response["Cache-Control"] == "no-store"
    assert WORDS in response.content
    assert response["X-Request-ID"].encode() in response.content
    assert b"recover.js" in response.content
    assert b"Traceback" not in response.content
    assert b"/nowhere" not in response.content
    assert "sessionid" not in response.cookies  # nobody is signed out by it


def test_what_was_sent_may_be_sent_again(signed_in: Client, away: None) -> None:
    response = signed_in.post("/cases/SC-1/do/note/?as=ar", {"text": 'kept "<b>', "case": ["1", "2"]})
    assert response.status_code == 503
    page = response.content.decode()
    assert "carried out only once" in page
    assert "recover.js" not in page
    assert '<form method="post" action="/cases/SC-1/do/note/?as=ar">' in page
    assert '<input type="hidden" name="text" value="kept &quot;&lt;b&gt;">' in page
    assert page.count('name="case"') == 2
    assert page.count("csrfmiddlewaretoken") == 1


def test_passwords_are_never_kept_in_a_page(client: Client, away: None) -> None:
    client.raise_request_exception = False
    response = client.post("/account/login/", {"login": "alice", "password": "a secret of hers"})
    assert response.status_code == 503
    assert "a secret of hers" not in response.content.decode()


def test_a_part_of_a_page_gets_it_too(signed_in: Client, away: None) -> None:
    response = signed_in.get("/delays/", headers={"HX-Request": "true"})
    assert (response.status_code, response["Retry-After"]) == (503, "2")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer aop_x"}], ids=["session", "token"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_api_answers_a_problem(
    signed_in: Client, away: None, method: str, headers: dict[str, str]
) -> None:
    response: Any = getattr(signed_in, method)(
        "/api/v1/cases", content_type="application/json", headers=headers
    )
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response["Retry-After"] == "2"
    body = json.loads(response.content)
    assert (body["type"], body["status"]) == ("/problems/unavailable", 503)
    assert "same Idempotency-Key" in body["detail"]


def test_it_is_logged_as_what_it_is(signed_in: Client, away: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "accountops.middleware.outage"):
        signed_in.get("/queue/customer_care/")
    assert any("the database is away" in record.message for record in caplog.records)


def test_probes_and_figures_say_it(signed_in: Client, away: None) -> None:
    assert signed_in.get("/livez").status_code == 200
    found = {row["name"]: row["ok"] for row in signed_in.get("/readyz").json()["checks"]}
    assert found == dict.fromkeys((*ready.CHECKS, "rounds"), False) | {"broker": True, "storage": True}
    figures = signed_in.get("/metrics")
    assert figures.status_code == 200
    assert 'accountops_up{service="database"} 0.0' in figures.content.decode()


def test_a_connection_that_was_lost_meanwhile_is_replaced(signed_in: Client) -> None:
    """What the server ended between two requests is noticed before the second one's first statement."""
    assert signed_in.get("/").status_code == 200
    other = psycopg2.connect(**connection.get_connection_params())
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.get_backend_pid()])
    other.close()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert signed_in.get("/").status_code == 200


class Coded(Exception):
    """An error of the driver with a code of the server."""

    def __init__(self, code: str | None) -> None:
        super().__init__(code)
        self.pgcode = code


@pytest.mark.parametrize("code", ["57P01", "57P02", "57P03", "53300", "08006", "25006", None])
def test_a_server_that_is_away(code: str | None) -> None:
    error = OperationalError("gone")
    error.__cause__ = Coded(code)
    assert database_is_away(error)
    later = RuntimeError("what failed because of it")
    later.__context__ = error
    assert database_is_away(later)


@pytest.mark.parametrize("code", ["55P03", "57014", "40P01", "40001"])
def test_a_statement_that_fails_for_reasons_of_its_own(code: str) -> None:
    error = OperationalError("busy")
    error.__cause__ = Coded(code)
    assert not database_is_away(error)


def test_other_errors_are_nobody_elses_fault() -> None:
    assert not database_is_away(ValueError("57P01"))
    assert not database_is_away(None)
    assert database_is_away(InterfaceError("connection already closed"))
