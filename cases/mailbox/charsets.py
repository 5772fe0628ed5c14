"""Bytes of a mail as text, whatever charset it says they have."""

from __future__ import annotations

import codecs
import re
from typing import Final

# Known to Python and no charset of mail: some take very long, some make text out of anything.
NOT_FOR_MAIL: Final = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7", "mbcs", "oem"}
)
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u202a-\u202e\u2066-\u2069]")


def decoded(raw: bytes, charset: str) -> str:
    """The text: in the charset it says it has, else in UTF-8, else as Western text, which is always some."""
    for name in (charset, "utf-8"):
        try:
            if codecs.lookup(name).name not in NOT_FOR_MAIL:
                return raw.decode(name)
        except (LookupError, ValueError):  # no such charset, or not these bytes
            continue
    return raw.decode("windows-1252", "replace")


def readable(text: str, most: int) -> str:
    """A body for people: plain line ends, without control characters, overrides and half characters; cut."""
    plain = text[: 2 * most].replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    plain = CONTROLS.sub("", plain).encode("utf-8", "replace").decode("utf-8")
    return plain[:most]
