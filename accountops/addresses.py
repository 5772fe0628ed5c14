"""What the addresses in DATABASE_URL and REDIS_URL mean to Django and to Celery."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DATABASE_SCHEMES = ("postgres", "postgresql")
BROKER_SCHEMES = ("redis", "rediss", "unix")
TLS_OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey"})


def database(address: str) -> dict[str, Any]:
    """Django's settings of `postgres://user:password@host:port/name?host=/socket/folder&sslmode=…`."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    unknown = set(query) - TLS_OPTIONS
    if unknown:
        raise ImproperlyConfigured(f"DATABASE_URL: unknown option {', '.join(sorted(unknown))}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
    }


def broker(address: str) -> str:
    """Celery's name for `address`: it spells a Unix socket differently from the Redis client."""
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return address
    number = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number}"
