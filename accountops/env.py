"""Typed readers of the environment. A value that means nothing is refused with its name and what is allowed.

Every reader enters its variable in `REGISTRY`, so that the deployment files can be held against it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One variable that the settings read."""

    name: str
    allowed: str
    secret: bool = False


REGISTRY: Final[dict[str, Variable]] = {}
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """A line of text, without the spaces around it."""
    _register(name, "a line of text")
    value = os.environ.get(name, default).strip()
    if "\n" in value or "\r" in value:
        raise _refusal(name, "a single line")
    return value


def secret(name: str) -> str:
    """A secret from `NAME`, or from the file that `NAME_FILE` names; empty where neither is set."""
    _register(name, "a secret", secret=True)
    _register(f"{name}_FILE", "a file that holds the secret")
    direct, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if direct and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them.")
    if not path:
        return direct.strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: cannot read {path} ({error.strerror}).") from error


def flag(name: str, *, default: bool) -> bool:
    """Yes or no, in the words people use for it."""
    allowed = "one of " + ", ".join(sorted(YES | NO))
    _register(name, allowed)
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        raise _refusal(name, allowed)
    return value in YES


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    allowed = f"a whole number from {least} to {most}"
    _register(name, allowed)
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise _refusal(name, allowed)
    return int(value)


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    """One word out of `options`."""
    allowed = "one of " + ", ".join(options)
    _register(name, allowed)
    value = os.environ.get(name, "").strip() or default
    if value not in options:
        raise _refusal(name, allowed)
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list with commas between its items; empty items are dropped."""
    _register(name, "items with commas between them")
    value = os.environ.get(name, "")
    found = [item.strip() for item in value.split(",") if item.strip()]
    if any(" " in item for item in found):
        raise _refusal(name, "items with commas, not spaces, between them")
    return found or list(default)


def url(name: str, default: str, *, schemes: tuple[str, ...]) -> str:
    """An address that starts with one of `schemes`. It may hold a password, so `NAME_FILE` works too."""
    value = secret(name) or default
    allowed = "an address starting with " + ", ".join(f"{scheme}://" for scheme in schemes)
    _register(name, allowed, secret=True)
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must be {allowed}.")  # without the value: it may hold a password
    return value


def _register(name: str, allowed: str, *, secret: bool = False) -> None:
    REGISTRY[name] = Variable(name, allowed, secret)


def _refusal(name: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={os.environ.get(name)!r} is not understood: it must be {allowed}.")
