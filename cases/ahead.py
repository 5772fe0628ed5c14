"""What a timed step will do, before it does it: in words, what it sends, what dates it, what cancels it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.kinds import Kind, PolicyKey
from cases.models import Deadline
from cases.planning import ATTENTION, ATTENTION_LABEL
from cases.policy import Book
from cases.saying import all_of
from cases.wording import told

ATTENTION_DOES: Final = _("Will mark the case as overdue; moves nothing.")
ONE_OF: Final = {"days": _("day"), "hours": _("hour"), "badges": _("badge")}  # units are named in the plural
RUN_ON: Final = frozenset({"after", "every", "for"})  # what a label ends with that its value completes
ATTENTION_CANCELLED_BY: Final = _("The case, once it leaves this state.")


@dataclass(frozen=True)
class DatedBy:
    """A policy value that a date was counted by: as it stood when the step was set."""

    name: str
    label: str
    value: Any
    shown: str
    version: int

    @property
    def words(self) -> str:
        """Label and value as they are said: "Reminder after 2 days", "That day itself counts: yes"."""
        runs_on = self.label.rpartition(" ")[2] in RUN_ON
        return f"{self.label}{' ' if runs_on else ': '}{self.shown}"


@dataclass(frozen=True)
class Ahead:
    """One timed step in words. `sends` names the letters; `dated_by` is empty where the calendar decides."""

    label: str
    does: str
    sends: tuple[str, ...]
    cancelled_by: str
    dated_by: tuple[DatedBy, ...] = ()


def ahead(row: Deadline, kind: Kind, state: str, book: Book) -> Ahead:
    """What is to be said of a deadline. `state` is its case's; of a past answer target it dates nothing.

    An armed step keeps its date when the policy changes, so the values are those of its arming.
    """
    if row.kind == ATTENTION:
        armed = row.status == Deadline.Status.ARMED
        dates = _dates(row, kind, (f"{state}.attention_hours",) if armed else (), book)
        return Ahead(ATTENTION_LABEL, ATTENTION_DOES, (), ATTENTION_CANCELLED_BY, dates)
    timer = kind.timer(row.kind)
    sends = tuple(_letter(code, kind) for code in timer.sends or ())
    dates = _dates(row, kind, timer.policy or (), book)
    return Ahead(timer.label, timer.does, sends, timer.cancelled_by, dates)


def _dates(row: Deadline, kind: Kind, names: Sequence[str], book: Book) -> tuple[DatedBy, ...]:
    then = book.in_force(row.armed_at, known_before=row.armed_at)
    keys = {key.name: key for key in kind.policies}
    return tuple(
        DatedBy(name, keys[name].label, then[name], worded(keys[name], then[name]), then.version)
        for name in names
    )


def _letter(code: str, kind: Kind) -> str:
    letter = kind.known_letter(code)
    return letter.label if letter else code


def worded(key: PolicyKey, value: Any) -> str:
    """A policy value for people: "48 hours", "yes", "Europe/Paris"."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        unit = ONE_OF.get(key.unit, key.unit) if value == 1 else key.unit
        return f"{value:g} {gettext(unit)}" if unit else f"{value:g}"
    if isinstance(value, list | tuple):
        return all_of(named(key, value)) or gettext("none")
    return choice_words(str(value))


def named(key: PolicyKey, value: Any) -> list[str]:
    """What stands in a list, entry by entry; for a value that is no list there is nothing."""
    if not isinstance(value, list | tuple):
        return []
    return [told(key.entries.get(one, str(one))) for one in value]


def choice_words(code: str) -> str:
    """A choice of a policy value for people; the kind that offers it marks its words."""
    return told(code.replace("_", " "))
