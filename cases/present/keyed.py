"""The single keys of acts that every kind has: on the pages that offer them and in the palette."""

from __future__ import annotations

from typing import Final

KEYS: Final = {"claim": "a", "skip": "d", "mark_duplicate": "u", "snooze": "s", "assign": "h"}
