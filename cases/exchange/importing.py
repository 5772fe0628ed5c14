"""Rows become cases, through the door."""

from __future__ import annotations

from collections.abc import Callable

from cases.exchange.mapping import ColumnMap
from cases.exchange.reading import Source
from cases.exchange.report import Report
from cases.kinds import Kind
from cases.models import User

Progress = Callable[[int, int], None]


def run(
    kind: Kind,
    source: Source,
    *,
    actor: User | None,
    as_role: str | None = None,
    mapping: ColumnMap | None = None,
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Imports the rows of a file; answers what became of each.

    Without `partial` all of it happens or nothing; with it, each good row by itself. `progress` is told how
    many rows of how many are done. Raises NoImport and RoleNotHeld; ReadingError where the file breaks.
    """
    raise NotImplementedError
