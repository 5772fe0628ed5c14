"""How a case stands for somebody without an account who asked for it, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.routing import Policy


@dataclass(frozen=True)
class StatusStep:
    """One step towards the end: done `at`, or still ahead; `under` says more of it."""

    label: str
    at: datetime | None = None
    under: str = ""


@dataclass(frozen=True)
class StatusPage:
    """What the page of a status link shows; all of it in words that its reader may know.

    `title` is what was asked for, `rows` its parts. `shape` and `word` are the state, `told` a sentence about
    it. `missing` are sentences, and `answer` says how to answer them. `ahead` is what happens next;
    `due_told` what follows at `due`, where that is still to come.
    """

    title: str
    shape: str
    word: str
    told: str
    rows: tuple[tuple[str, str], ...] = ()
    steps: tuple[StatusStep, ...] = ()
    missing: tuple[str, ...] = ()
    answer: str = ""
    ahead: str = ""
    due_told: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class StatusSpec:
    """That somebody without an account can see by a link how a case of the kind stands.

    `receiver` is the one mail address whose links count now, "" for none; `page` what they show, `whom` for
    whom it is. `days` is for how many days after the closing the links still lead there.
    """

    whom: str
    receiver: Callable[[Any], str]
    page: Callable[[Any, Policy, datetime], StatusPage]
    days: Callable[[Policy], int]
