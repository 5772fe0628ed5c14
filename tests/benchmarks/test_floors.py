"""The floors do what their names say and no more, behind the product's own middleware and sign-in."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

import accountops.settings
from benchmarks import settings as bench
from benchmarks.counting import ASK, TELL
from benchmarks.rows import PATHS, READS, rows
from cases import tokens
from cases.models import Account, Case, OutboxMessage, TimelineEntry, User
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
INSERT = "/bench/api/insert"


@pytest.fixture(autouse=True)
def with_floors(settings: Any) -> None:
    """The addresses, middleware and templates that the benchmark's server has."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE = bench.ROOT_URLCONF, bench.MIDDLEWARE
    settings.TEMPLATES = bench.TEMPLATES


@pytest.fixture
def reader() -> User:
    """Somebody who sees rebooks."""
    return person("reader", "research_specialist")


@pytest.fixture
def client(reader: User, client: Client) -> Client:
    """The reader's session."""
    client.force_login(reader)
    return client


def statements(client: Client, path: str) -> int:
    answer = client.get(path, headers={ASK: "1"})
    assert answer.status_code == 200
    return int(answer[TELL])


def test_the_server_has_every_middleware_of_the_product() -> None:
    assert bench.MIDDLEWARE[1:] == accountops.settings.MIDDLEWARE
    assert bench.INSTALLED_APPS == accountops.settings.INSTALLED_APPS


def test_the_list_costs_one_statement_more_than_nothing(client: Client) -> None:
    assert statements(client, "/bench/empty/") == 2  # the session and the person
    assert statements(client, "/bench/list/") == 3


@pytest.mark.parametrize("path", ["/bench/empty/", "/bench/list/"])
def test_floors_ask_for_sign_in_and_count_only_when_asked(path: str, client: Client) -> None:
    assert TELL not in client.get(path)
    client.logout()
    assert client.get(path).status_code == 302


def test_the_bare_insert_is_three_rows(reader: User, client: Client) -> None:
    account = Account.objects.create(name="Harbour Analytics")
    _, secret = tokens.issue(reader, "bench", ["open"], timedelta(hours=1))
    headers = {"Authorization": f"Bearer {secret}", "X-Bench-Number": "7", "X-Bench-Account": str(account.pk)}
    client.logout()
    client.post(INSERT, "{}", "application/json", headers=headers | {"X-Bench-Number": "6"})
    answer = client.post(INSERT, "{}", "application/json", headers=headers | {ASK: "1"})
    assert answer.status_code == 201
    assert json.loads(answer.content)["reference"] == "RB-BENCH-7"
    assert int(answer[TELL]) == 5 + 2  # token, marker, three rows; the test's savepoint around them
    case = Case.objects.get(reference="RB-BENCH-7")
    assert TimelineEntry.objects.filter(case=case).count() == 1
    assert OutboxMessage.objects.filter(case=case).count() == 1


def test_the_bare_insert_needs_a_token(client: Client) -> None:
    client.logout()
    assert client.post(INSERT, "{}", "application/json").status_code == 401


def test_every_reader_reads_pages_that_there_are() -> None:
    assert {code for codes in READS.values() for code in codes} <= set(PATHS)
    assert [row.code for row in rows()][:3] == ["empty", "list", "bare"]
