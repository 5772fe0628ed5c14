"""Text in the cells of a table: what a spreadsheet would run is written so that it does not, and read back.

One rule for what is written and what is read, so that a text comes back exactly as it was, its own
apostrophes included: `restored(defused(text)) == text` for every text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What spreadsheets take as the beginning of a formula; full-width and small forms are folded into these.
STARTERS: Final = frozenset("=+-@|%\u2212")
# Characters that some programs drop or split at: nothing that begins with one is taken as it stands.
BREAKERS: Final = frozenset("\t\r\n\0")
MARK: Final = "'"
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might run the text, or take its first character away and run the rest.

    What is no ink (spaces of every width, control and zero-width characters) does not hide a formula. A text
    that would read as a defused one counts as well, which is what makes reading back exact.
    """
    if text[:1].isalnum():  # nearly every text; no letter and no digit starts a formula
        return False
    if text.startswith(MARK):
        return is_dangerous(text.lstrip(MARK))
    if text[:1] in BREAKERS and text:
        return True
    first = next((char for char in text if not _is_blank(char)), "")
    return bool(STARTERS.intersection(unicodedata.normalize("NFKC", first)[:1]))


def defused(text: str) -> str:
    """The text as a CSV cell that no spreadsheet runs: marked with one apostrophe where it needs it."""
    return MARK + text if is_dangerous(text) else text


def restored(text: str) -> str:
    """The text that `defused` was given; what was never defused stays as it is."""
    return text[1:] if text.startswith(MARK) and is_dangerous(text) else text


def unescaped(text: str) -> str:
    """The text of an XLSX cell whose control characters are written as `_x000D_`, as that format does."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}
