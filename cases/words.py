"""Small words of sentences that are kept: lists and counted nouns. Plain Python, for rules and the record.

What a page says by itself is put together by `cases.saying`, in the language of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cases.marks import marked as _

# Not strftime: its names follow the process's locale.
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def listed(words: Iterable[str], last: str = "and") -> str:
    """The words as a list in a sentence: "A, B and C"."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def some(words: Iterable[str], most: int = 8) -> str:
    """The same, cut where it grows long: "A, B and 38 others"."""
    names = list(words)
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[: most - 2])} and {len(names) - most + 2:,} others"


def lower_first(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def clauses(words: Sequence[str], last: str = "and") -> str:
    """Beginnings of sentences put together as one: "If A, and if B"."""
    return f", {last} ".join([words[0], *(lower_first(more) for more in words[1:])])


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 badge", "3 badges"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def plain_name(name: str) -> str:
    """A name as it is compared: letter case and spacing aside."""
    return " ".join(name.split()).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two names mean the same."""
    return plain_name(one) == plain_name(other)


def day_words(day: date) -> str:
    """A date in a sentence: "15 June 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(month: str) -> str:
    """A month `YYYY-MM` in a sentence: "June 2026"; "" for none."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}" if month else ""
