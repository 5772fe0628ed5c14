"""Tables on the page of a case that only its kind can fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell of a panel: words, a second line `under` them, an instant; `shape` names a state's icon.

    `act` is an action with what it `asks` for, a link shown to those who may do it now. `ours` marks words
    that people from outside do not read.
    """

    text: str = ""
    under: str = ""
    at: datetime | None = None
    shape: str = ""
    number: bool = False
    act: str = ""
    asks: Mapping[str, Any] = field(default_factory=dict)
    ours: bool = False


@dataclass(frozen=True)
class Panel:
    """A table of a case. `note` stands in its head, `foot` below it; `folded` opens on demand."""

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    foot: str = ""
    folded: bool = False
