"""Numbers of cases as people say them: "rb 123", "RB2026 0123" and "rb-2026-123" are RB-2026-000123."""

from __future__ import annotations

import re
from typing import Final

YEARS_BACK: Final = 10
_SAID: Final = re.compile(r"([A-Za-z]{2,4})[\s\-_/.#]*(?:(20[0-9]{2})[\s\-_/.]+)?0*([0-9]{1,6})")
_TIGHT: Final = re.compile(r"([A-Za-z]{2,4})[\s\-_/.#]*(20[0-9]{2})([0-9]{6})")


def meant(text: str, this_year: int) -> list[str]:
    """The numbers that may be meant, the newest year first; none where the text is no number of a case.

    Without a year every one of the last ten may be.
    """
    found = _TIGHT.fullmatch(text.strip()) or _SAID.fullmatch(text.strip())
    if found is None or not int(found[3]):
        return []
    years = [int(found[2])] if found[2] else range(this_year, this_year - YEARS_BACK, -1)
    return [f"{found[1].upper()}-{year}-{int(found[3]):06d}" for year in years]
