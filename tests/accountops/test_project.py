"""The project as a whole: models and migrations agree, migrations are safe, no file grows without end."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.accountops.production import ROOT

LONGEST_FILE = 300
APPS = ["cases", "rebooks"]


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    output = io.StringIO()
    try:
        call_command("makemigrations", *APPS, check=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


@pytest.mark.django_db
def test_migrations_can_run_under_the_version_before() -> None:
    output = io.StringIO()
    try:
        call_command("lintmigrations", include_apps=APPS, no_cache=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in found if not {"migrations", "tests"} & set(path.parts) and path.exists()]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in sources()}
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}
