"""Which columns a list of cases shows: chosen in its address, kept with a saved view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.queue import QueueFault
from cases.text import shown

PARAMETER: Final = "columns"
LABELS: Final = {
    "due": _("Due"),
    "waits": _("What it waits for"),
    "state": _("State"),
    "owner": _("Owner"),
    "amount": _("Amount"),
    "opened": _("Opened"),
    "since": _("In this state since"),
    "priority": _("Priority"),
    "kind": _("Kind"),
}
"""In the order in which they stand; the first column, case and account, is always there."""
USUAL: Final = ("due", "waits", "state", "owner", "amount")
SORTED: Final = {"due": "due", "amount": "amount", "opened": "opened"}
NUMBERS: Final = frozenset({"amount"})
ORDERS: Final = {
    "-due": _("What is due last comes first"),
    "amount": _("Smallest amount first"),
    "-amount": _("Largest amount first"),
    "opened": _("Oldest first"),
    "-opened": _("Newest first"),
}
NOT_ALWAYS_SHOWN: Final = frozenset({"amount"})  # a narrow window has no room for it
MOST_ABREAST: Final = 6  # more are scrolled sideways within the list


def read(given: Iterable[str]) -> tuple[str, ...]:
    """The columns that an address names, in their order; the usual ones where it names none.

    Takes "due,state" and several parameters, as a form sends them. Raises QueueFault.
    """
    named = {word for text in given for word in text.split(",") if word}
    for word in sorted(named):
        if word not in LABELS:
            raise QueueFault(PARAMETER, gettext("“%(word)s” is no column of a list.") % {"word": shown(word)})
    return tuple(code for code in LABELS if code in named) or USUAL


def written(columns: Sequence[str]) -> dict[str, str]:
    """The parameter that gives these columns again; none for the usual ones."""
    return {} if tuple(columns) == USUAL else {PARAMETER: ",".join(columns)}


def heads(columns: Sequence[str], sort: str) -> list[dict[str, Any]]:
    """The heads of the columns; those that can be sorted by say what their next press asks for."""
    return [
        {
            "css": f"q-{code} num" if code in NUMBERS else f"q-{code}",
            "label": gettext(LABELS[code]),
            "column": _sorted(SORTED[code], sort) if code in SORTED else {},
        }
        for code in columns
    ]


def unseen_order(columns: Sequence[str], sort: str) -> str:
    """The order in words, where no head on every width says it; empty for the usual one."""
    seen = {SORTED[code] for code in columns if code in SORTED and code not in NOT_ALWAYS_SHOWN}
    return "" if sort not in ORDERS or sort.removeprefix("-") in seen else gettext(ORDERS[sort])


def _sorted(by: str, current: str) -> dict[str, str]:
    """A press turns the order round; `sort` is what the next press asks for."""
    if current == by:
        return {"sort": f"-{by}", "direction": "ascending"}
    return {"sort": by, "direction": "descending" if current == f"-{by}" else ""}


def choices(columns: Sequence[str]) -> list[dict[str, Any]]:
    """Every column with whether it is shown."""
    return [{"code": code, "label": label, "on": code in columns} for code, label in LABELS.items()]
