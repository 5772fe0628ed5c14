"""What people are told, in words: on the page of notifications and in mails. No customer is named here."""

from __future__ import annotations

from cases import registry
from cases.models import Notification, Sort


def sentence(row: Notification) -> str:
    """One notification as a sentence; entry with its actor, and case, should be loaded with it."""
    who = str(row.entry.actor) if row.entry.actor else "AccountOps"
    state = registry.kind_of(row.case).state(row.entry.to_state)
    return {
        Sort.MENTION: f"{who} mentioned you in a note",
        Sort.HANDED: f"{who} handed the case to you",
        Sort.BREACH: f"The answer target has passed: {state.label}",
        Sort.WATCHED: f"{who} closed it: {state.label}"
        if state.closed
        else f"{who} moved it to {state.label}",
    }[Sort(row.sort)]
