"""A long table of a case, a page at a time: the case's own page stays light however many rows it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.utils.translation import gettext, gettext_noop

Row = TypeVar("Row")
PAGE: Final = 50


def number_of(text: str) -> int:
    """A page's number from an address, from 1; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def part(
    rows: Sequence[Row],
    page: int,
    url: str,
    anchor: str,
    *,
    most: int = PAGE,
    word: str = gettext_noop("Rows"),
) -> tuple[Sequence[Row], dict[str, Any] | None]:
    """The rows of a page, and the way to the others; None where all are on one.

    `url` ends where the page's number goes. A page that is not there is the nearest one.
    """
    last = max(1, -(-len(rows) // most))
    page = min(max(page, 1), last)
    found = rows[(page - 1) * most : page * most]
    if last == 1:
        return found, None
    first = (page - 1) * most + 1
    return found, {
        "shown": gettext("%(rows)s %(first)s to %(last)s")
        % {"rows": gettext(word), "first": f"{first:,}", "last": f"{first + len(found) - 1:,}"},
        "total": f"{len(rows):,}",
        "previous_url": f"{url}{page - 1}#{anchor}" if page > 1 else "",
        "next_url": f"{url}{page + 1}#{anchor}" if page < last else "",
    }
