"""Probes: alive, ready, and what the collector may read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from accountops.health import ready

STRANGE_HOST = {"host": "10.0.0.7"}


def test_livez_answers_any_host_without_the_database(client: Client) -> None:
    response = client.get("/livez", headers=STRANGE_HOST)
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "sessionid" not in response.cookies


def test_probes_are_for_reading(client: Client) -> None:
    assert client.post("/livez").status_code == 405


@pytest.mark.django_db
def test_readyz_names_every_check(client: Client) -> None:
    response = client.get("/readyz", headers=STRANGE_HOST)
    body = response.json()
    assert response.status_code == 200, body
    assert [check["name"] for check in body["checks"]] == [*ready.CHECKS, "rounds"]
    assert all(check["ok"] for check in body["checks"] if check["name"] != "rounds")


def failing(client: Client) -> dict[str, str]:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["ready"] is False
    rows = [check for check in response.json()["checks"] if check["name"] in ready.CHECKS]
    return {check["name"]: check["detail"] for check in rows if not check["ok"]}


@pytest.mark.django_db
def test_readyz_without_broker(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "unix:///nowhere/valkey.sock?db=0"
    assert failing(client) == {"broker": "ConnectionError"}


@pytest.mark.django_db
def test_readyz_with_a_migration_not_applied(client: Client) -> None:
    app, name = next(entry for entry in ready._newest_migrations() if entry[0] == "cases")
    MigrationRecorder(connection).record_unapplied(app, name)
    assert failing(client) == {"migrations": f"not applied: {app}.{name}"}


@pytest.mark.django_db
def test_readyz_on_a_database_that_only_reads(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert failing(client) == {"database": "read only"}


@pytest.mark.django_db
def test_readyz_where_files_cannot_be_written(client: Client, settings: Settings) -> None:
    settings.MEDIA_ROOT = "/proc/accountops"
    assert list(failing(client)) == ["storage"]


@pytest.mark.django_db
def test_readyz_with_a_clock_that_is_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = datetime.now(UTC) - timedelta(seconds=5)
    monkeypatch.setattr(ready, "_now", lambda: behind)
    assert failing(client)["clock"].endswith("s away from the database's clock")


@pytest.mark.django_db
def test_metrics_from_this_machine(client: Client) -> None:
    client.get("/account/login/")
    response = client.get("/metrics")
    assert response.status_code == 200
    assert "accountops_http_request_duration_seconds_bucket" in response.content.decode()
    assert 'route="account/login/"' in response.content.decode()


@pytest.mark.django_db
def test_metrics_with_a_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "right-token"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer right-token"}).status_code == 200


def test_metrics_without_a_token_are_off_elsewhere(client: Client, settings: Settings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 404
    settings.TRUSTED_PROXIES = 1
    assert client.get("/metrics").status_code == 404
    settings.TRUSTED_PROXIES, settings.IS_PRODUCTION = 0, True
    assert client.get("/metrics").status_code == 404
