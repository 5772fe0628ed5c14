"""Dates within sentences of rules, as people say them.

Rules write dates as numbers (2026-11-29): the record has one form, whatever language reads it. Pages say them
as they say other days, with the year, since a sentence may be read long after it was written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from cases import wording

WRITTEN: Final = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w-])", re.ASCII)


def dated(text: str) -> str:
    """The sentence with its dates in words: "until 2026-11-29" gives "until Sun 29 Nov 2026".

    What is no date, an order's number say, stays as it is.
    """
    return WRITTEN.sub(_said, text) if "-" in text else text


def _said(found: re.Match[str]) -> str:
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:  # no day of any calendar: a number that looks like one
        return found[0]
    return wording.date(day, UTC)
