"""Asking a library that may raise anything on broken input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def quietly(ask: Callable[[], Answer], otherwise: Answer) -> Answer:
    """The answer, or `otherwise`: one damaged piece of a mail must not hide the rest of it."""
    try:
        return ask()
    except Exception:  # noqa: BLE001 - on hostile input the library raises whatever comes, depth included
        return otherwise
