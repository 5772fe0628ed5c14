"""A timed step that lies ahead, in words for a page: the same on its case and in the lists of a team."""

from __future__ import annotations

from typing import Any

from cases.ahead import Ahead
from cases.kinds import Kind
from cases.navigation import address


def anchor(name: str) -> str:
    """Where a policy value stands on its page."""
    return "key-" + name.replace(".", "-")


def words(told: Ahead, kind: Kind, *, linked: bool) -> dict[str, Any]:
    """What it does, sends, is dated and cancelled by; `linked` leads to the first of the policy's values."""
    url = address("policy", args=(kind.code,)) if linked else ""
    if url and told.dated_by:
        url += f"#{anchor(told.dated_by[0].name)}"
    return {
        "label": told.label,
        "does": told.does,
        "sends": list(told.sends),
        "cancelled_by": told.cancelled_by,
        "dated_by": [one.words for one in told.dated_by],
        "version": told.dated_by[0].version if told.dated_by else 0,
        "policy_url": url,
    }
