"""Wrong combinations are reported with their ids; the right one with none."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.accountops.production import run_python


def reported() -> set[str]:
    return {str(message.id) for message in run_checks(tags=["accountops"])}


@pytest.fixture
def production(settings: Settings) -> Settings:
    settings.IS_PRODUCTION, settings.IS_DEMO = True, False
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://ops.example.com", ["ops.example.com"]
    settings.SECURE_SSL_REDIRECT, settings.TRUSTED_PROXIES = True, 1
    settings.SECRET_KEY, settings.AUDIT_KEY, settings.METRICS_TOKEN = "k" * 50, "a" * 50, "m" * 20
    settings.EMAIL_HOST = "mail.example.com"
    return settings


def test_a_complete_production_is_silent(production: Settings) -> None:
    assert reported() == set()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ALLOWED_HOSTS", ["*"], "accountops.E001"),
        ("ALLOWED_HOSTS", [], "accountops.E001"),
        ("PUBLIC_URL", "http://ops.example.com", "accountops.E002"),
        ("PUBLIC_URL", "https://other.example.com", "accountops.E003"),
        ("TRUSTED_PROXIES", 0, "accountops.E004"),
        ("AUDIT_KEY", "k" * 50, "accountops.E005"),
        ("FILE_TYPES", ["pdf", "exe"], "accountops.E006"),
        ("FILE_SCANNER", "cases.files.nothing", "accountops.E007"),
        ("CONNECTORS", {"crm": "loopback"}, "accountops.E008"),
        ("CONNECTORS", {"crm": "cases.connectors.nothing"}, "accountops.E009"),
        ("EMAIL_HOST", "", "accountops.W001"),
        ("METRICS_TOKEN", "", "accountops.W002"),
    ],
)
def test_one_wrong_setting_is_named(production: Settings, name: str, value: object, expected: str) -> None:
    setattr(production, name, value)
    assert expected in reported()


def test_a_demo_open_to_others_is_warned_about(production: Settings) -> None:
    production.IS_PRODUCTION, production.IS_DEMO = False, True
    assert reported() == {"accountops.W003"}


def test_production_passes_every_check_for_deployment() -> None:
    done = run_python(["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert done.returncode == 0, done.stderr
