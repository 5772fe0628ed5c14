"""The locks name what they install and nothing about where from; each package has a reason on one page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.accountops.production import ROOT

FOLDER = ROOT / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
REASONS = (ROOT / "docs" / "decisions" / "0000-dependencies.md").read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_version_is_fixed_with_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    entries = re.split(
        r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    )
    assert len(entries) >= 1
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in text


def wanted() -> list[str]:
    lines = [line for path in FOLDER.glob("*.in") for line in path.read_text().splitlines()]
    names = [re.split(r"[<>=;\s]", line)[0] for line in lines if line and not line.startswith(("#", "-"))]
    return sorted({name for name in names if not name.startswith("types-")})


@pytest.mark.parametrize("name", wanted())
def test_each_package_has_a_reason(name: str) -> None:
    assert re.search(rf"^\| .*{re.escape(name.split('[', 1)[0])}\b", REASONS, re.MULTILINE)


@pytest.mark.parametrize("arguments", [[], ["everything"]])
def test_the_installer_says_how_it_is_called(arguments: list[str]) -> None:
    command = [sys.executable, str(FOLDER / "install.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "usage: install.py demo|dev\n")
