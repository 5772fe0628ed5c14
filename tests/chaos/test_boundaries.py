"""A process killed at any statement of a change leaves all of it or nothing: a sample of the boundaries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def of_this_test() -> dict[str, str]:
    """The environment by which another process finds this test's database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return {"DATABASE_URL": urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))}


@pytest.mark.django_db(transaction=True)
def test_a_change_is_whole_or_was_not_begun_wherever_its_process_dies() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.boundaries", "--sample"],
        cwd=ROOT, env=os.environ | of_this_test(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)
    assert len(results) == 16  # of each kind an opening, an action and a timed step; and a delivery
    assert all(one["nothing"] and one["kills"] == one["nothing"] + one["all"] for one in results), results
