"""Lists, days and months in the sentences of a page; `cases.words` has those of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, ngettext

from cases.words import MONTHS


def all_of(words: Iterable[str]) -> str:
    """The words as a list in a sentence: "A, B and C"."""
    return _joined(words, gettext("%(words)s and %(last)s"))


def one_of(words: Iterable[str]) -> str:
    """The words as a choice in a sentence: "A, B or C"."""
    return _joined(words, gettext("%(words)s or %(last)s"))


def _joined(words: Iterable[str], message: str) -> str:
    *first, end = list(words) or [""]
    return message % {"words": ", ".join(first), "last": end} if first else end


def some_of(words: Iterable[str], most: int = 8) -> str:
    """A list, cut where it grows long: "A, B and 38 others"."""
    names = list(words)
    if len(names) <= most:
        return all_of(names)
    more = len(names) - most + 2
    told = ngettext("%(words)s and %(number)s other", "%(words)s and %(number)s others", more)
    return told % {"words": ", ".join(names[: most - 2]), "number": f"{more:,}"}


def day_of(day: date) -> str:
    """A date in a sentence: "15 June 2026"."""
    month = gettext(MONTHS[day.month - 1])
    return gettext("%(day)s %(month)s %(year)s") % {"day": day.day, "month": month, "year": day.year}


def month_of(month: str) -> str:
    """A month `YYYY-MM` in a sentence: "June 2026"; "" for none."""
    if not month:
        return ""
    name = gettext(MONTHS[int(month[5:]) - 1])
    return gettext("%(month)s %(year)s") % {"month": name, "year": month[:4]}
