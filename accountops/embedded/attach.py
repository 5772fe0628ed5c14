"""Let commands typed by hand find the services that a launcher has running."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent.parent / "var"
FILE = "services.json"


def publish(home: Path, environment: Mapping[str, str]) -> None:
    """Write down the settings of the running services, for this user's eyes only."""
    path = home / FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps(dict(environment), indent=1))


def withdraw(home: Path) -> None:
    """The services stopped."""
    (home / FILE).unlink(missing_ok=True)


def attach(home: Path = VAR) -> None:
    """Take the running services' settings, where the environment names neither a mode nor a database.

    Nothing is guessed where something is set: an installation that configures itself is left alone. Without
    running services a checkout is in `dev` mode, which is enough for `makemigrations` and the like.
    """
    if {"ACCOUNTOPS_MODE", "DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FILE"} & set(os.environ):
        return
    try:
        os.environ.update(json.loads((home / FILE).read_text()))
    except (OSError, ValueError):
        os.environ["ACCOUNTOPS_MODE"] = "dev"
