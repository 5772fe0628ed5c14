"""What can go wrong while starting the embedded services, in sentences that say what to do."""

from __future__ import annotations


class EmbeddedError(Exception):
    """Shown to the person as it is: the message says what is wrong and what to do about it."""


class AlreadyRunningError(EmbeddedError):
    """Another process holds the state folder."""
