"""The container files and the settings agree: what one sets the other reads, and nothing is missing."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from accountops import (
    env,
    gunicorn_conf,
    settings,  # noqa: F401 - the same
)
from tests.accountops.production import PRODUCTION, ROOT, run_python

OURS = ("migrate", "web", "worker", "beat")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def resolved(value: str) -> str:
    """What Compose makes of `${NAME:-default}` and `${NAME:?message}` with a filled `.env`."""
    given = {
        "SECRET_KEY": PRODUCTION["SECRET_KEY"],
        "AUDIT_KEY": PRODUCTION["AUDIT_KEY"],
        "POSTGRES_PASSWORD": "pw",
    }
    return re.sub(r"\$\{(\w+):[-?]([^}]*)\}", lambda found: given.get(found[1], found[2]), value)


def environment(service: str) -> dict[str, str]:
    return {key: resolved(str(value)) for key, value in SERVICES[service]["environment"].items()}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_is_one_that_is_read(service: str) -> None:
    assert set(environment(service)) <= set(env.REGISTRY)


@pytest.mark.parametrize("service", OURS)
def test_the_settings_are_complete_and_pass_every_check(service: str) -> None:
    changes: dict[str, str | None] = dict.fromkeys(PRODUCTION)
    changes |= {
        "PATH": PRODUCTION["PATH"],
        "DJANGO_SETTINGS_MODULE": "accountops.settings",
        **environment(service),
    }
    changes |= {"METRICS_TOKEN": "m" * 20, "EMAIL_HOST": "mail.example.com"}
    done = run_python(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], **changes)
    assert done.returncode == 0, done.stderr


def test_secrets_have_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "AUDIT_KEY", "POSTGRES_PASSWORD"):
        assert re.findall(rf"\$\{{{name}(:.)", text), name
        assert set(re.findall(rf"\$\{{{name}(:.)", text)) == {":?"}


def test_pages_and_workers_wait_for_the_migrations_and_come_in_numbers() -> None:
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["web"]["deploy"]["replicas"] > 1
    assert SERVICES["worker"]["deploy"]["replicas"] > 1


def test_a_worker_stops_before_its_grace_period_ends() -> None:
    grace = int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))
    assert gunicorn_conf.graceful_timeout < grace


def test_the_image_runs_as_nobody_in_particular_and_knows_when_it_is_well() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert text.count("\nFROM ") + text.startswith("FROM ") == 2
    assert "\nUSER accountops\n" in text
    assert "\nHEALTHCHECK " in text
    assert text.index("\nUSER ") < text.index("\nCMD ")


def test_every_folder_that_the_image_copies_exists() -> None:
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    missing = [name for line in sources for name in line.split() if not (ROOT / name).exists()]
    assert sources
    assert missing == []
