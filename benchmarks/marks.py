"""What differs from copy to copy of a pattern: characters of private use that stand for it in the texts."""

from __future__ import annotations

import re

REFERENCE, ACCOUNT, NUMBER, SLOT, CASE, ACTOR, CHAIN = (chr(0xE001 + place) for place in range(7))
# In numbers no character can stand, so a number does that no case and no person has.
CASE_ID, ACTOR_ID = 9_100_000_000_000_001, 9_100_000_000_000_002
CHAIN_HASH = "chain-of-the-copy"
PRIVATE = re.compile(f"[{REFERENCE}-{CHAIN}]")
