"""The environment variables that the children get."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from accountops.embedded.attach import VAR
from accountops.embedded.postgres import Postgres
from accountops.embedded.valkey import Valkey
from accountops.launcher import ports

FROM = "AccountOps <support@accountops.example>"
KEYS = ("SECRET_KEY", "AUDIT_KEY")
Service = Postgres | Valkey


def home() -> Path:
    """Where all state is kept: `var/` of the checkout, or VAR_DIR."""
    return Path(os.environ.get("VAR_DIR") or VAR).resolve()


def published(mode: str, port: int, services: list[Service]) -> dict[str, str]:
    """What makes an installation of this folder, and of nothing else: modes, addresses and keys."""
    folder = home()
    found = {
        "ACCOUNTOPS_MODE": mode,
        "PUBLIC_URL": os.environ.get("PUBLIC_URL") or f"http://localhost:{port}",
        "VAR_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",  # what a step says is seen when it says it, in logs too
    }
    for name in KEYS:
        if not os.environ.get(name) and not os.environ.get(f"{name}_FILE"):
            found[f"{name}_FILE"] = str(_key(folder / "keys" / name.lower()))
    if not os.environ.get("EMAIL_HOST"):
        found |= {
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(ports.any_free()),
            "EMAIL_TLS": "none",
            "DEFAULT_FROM_EMAIL": os.environ.get("DEFAULT_FROM_EMAIL") or FROM,
        }
    for service in services:
        found["DATABASE_URL" if isinstance(service, Postgres) else "REDIS_URL"] = service.url
    return found


def _key(path: Path) -> Path:
    """A random key, made once: sessions and the timeline's chain stay valid over restarts."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.replace(path)
    return path
