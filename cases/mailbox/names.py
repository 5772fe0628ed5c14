"""Names of attachments: what a mail calls them is no path, and nothing in them deceives."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 120
ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/calendar": "ics",
    "message/rfc822": "eml",
}


def cleaned(given: str, number: int, content_type: str) -> str:
    """The last part of a path, without characters that cannot be seen or that turn its direction; cut.

    A name that nothing is left of becomes "attachment-3", with the ending of its type where that is known.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in name if unicodedata.category(char)[0] not in "CZ" or char == " ")
    kept = " ".join(kept.split()).strip(". ")
    ending = ENDINGS.get(content_type, "")
    if not kept:
        kept = f"attachment-{number}"
    if "." not in kept and ending:
        kept = f"{kept}.{ending}"
    stem, dot, last = kept.rpartition(".")
    if len(kept) > LONGEST:
        kept = f"{stem[: LONGEST - len(last) - 1]}.{last}" if dot and len(last) < 10 else kept[:LONGEST]
    return kept
