"""What only its kind can say of a case on a page: its line in the queue, its facts, its steps, its tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell of a panel: words, a second line `under` them, an instant; `shape` names a state's icon.

    `act` is an action or event with what it `asks` for, a link shown to those who may do it now; it leads to
    the input of that `field`. `ours` marks words that people from outside do not read. `case` is the number
    of another case: the row is only for those who see that one, and leads to it where it is the first cell.
    `file` is the number of a file of the case: the first cell leads to it.
    """

    text: str = ""
    under: str = ""
    at: datetime | None = None
    shape: str = ""
    number: bool = False
    act: str = ""
    asks: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    field: str = ""
    ours: bool = False
    case: str = ""
    file: str = ""


@dataclass(frozen=True)
class Alike:
    """What two cases of a kind have in common when they may be one matter: all of these `fields`, none empty.

    The first of them has an index. `words` say it: "the same first order {order_no}". With `within_days`
    both were opened that close together.
    """

    fields: tuple[str, ...]
    words: str
    within_days: int = 0


@dataclass(frozen=True)
class Panel:
    """A table of a case. `note` stands in its head, `foot` below it; `folded` opens on demand.

    `ours` marks one that people from outside do not see at all.
    """

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    foot: str = ""
    folded: bool = False
    ours: bool = False


@dataclass(frozen=True)
class QueueLine:
    """What the queue shows of a case and nothing else in the tree can know."""

    title: str
    waiting_for: str
    detail: str
    amount: Decimal | None = None
    currency: str = ""
    search_text: str = ""


@dataclass(frozen=True)
class FactRow:
    """One line of the facts panel: `at` for an instant, `amount` + `currency` for money, else `value`."""

    label: str
    value: str = ""
    at: datetime | None = None
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True)
class Download:
    """A file that a kind makes of a case for another system, from what stands there now; nothing is stored.

    `make` answers its name, its content type and its bytes; it raises LookupError for what the case has not.
    """

    name: str
    label: str
    roles: frozenset[str]
    make: Callable[[Any, Mapping[str, str]], tuple[str, str, bytes]]


@dataclass(frozen=True)
class ChecklistItem:
    """One step of a list. `of` names the list, where a case holds several; `left` is what it still counts.

    `waits` says why an open step cannot be done yet, "" when it can. `acts` are the actions that are done
    with it, the first one to complete it, `downloads` the files that are made for it; `asks` is the input by
    which they know it. `due` is the last day for an open one. For people: `who` did it, `proof`,
    `list_note` about the whole list, `ours` for us only.
    """

    of: str
    number: int
    label: str
    actors: tuple[str, ...]
    status: str
    by: str | None = None
    at: datetime | None = None
    reason: str | None = None
    left: int | None = None
    waits: str = ""
    due: date | None = None
    acts: tuple[str, ...] = ()
    downloads: tuple[str, ...] = ()
    asks: Mapping[str, Any] = field(default_factory=dict)
    who: str = ""
    proof: str = ""
    list_note: str = ""
    ours: str = ""

    def told(self) -> dict[str, Any]:
        """The step as programs read it."""
        names = ("of", "number", "label", "status", "by", "at", "reason", "left")
        more = {"actors": list(self.actors), "waits": self.waits or None}
        return {name: getattr(self, name) for name in names} | more
