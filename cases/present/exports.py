"""The ways to take a list along as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from cases import access, registry
from cases.exchange.writing import CSV, XLSX
from cases.models import User
from cases.navigation import address
from cases.queue import QueueQuery


def exports(user: User, query: QueueQuery) -> dict[str, Any]:
    """The addresses of the list as CSV and XLSX, and of each kind in it as its import takes it."""
    seen = access.visible_kinds(user)
    kinds = [kind for kind in registry.all_kinds() if kind.imports is not None and kind.code in seen]
    return {
        **_both(query),
        "again": [
            {"label": kind.label_plural, **_both(query.but(kind=kind.code), {"for": "import"})}
            for kind in kinds
            if query.kind in {"", kind.code}
        ],
    }


def _both(query: QueueQuery, more: dict[str, str] | None = None) -> dict[str, str]:
    asked = urlencode(query.but().params() | (more or {}))
    return {fmt: f"{address(f'export_{fmt}')}?{asked}" for fmt in (CSV, XLSX)}
