"""Adapters that behave badly, each over the local ticket system."""

from __future__ import annotations

from django.db import connection

from cases.connectors.loopback import Loopback
from cases.connectors.outcome import Outcome
from cases.connectors.ports import Request
from cases.models import OutboundAttempt

seen: list[tuple[bool, int]] = []


class CutOff(Loopback):
    """Does what it is asked; then the worker is stopped."""

    def perform(self, request: Request) -> Outcome:
        """Notes whether a transaction was open, and how many tries stood in the database."""
        seen.append((connection.in_atomic_block, OutboundAttempt.objects.filter(outcome="").count()))
        super().perform(request)
        raise SystemExit


class Forgetful(Loopback):
    """Says yes and does nothing."""

    def perform(self, request: Request) -> Outcome:
        """Only words."""
        return Outcome("ok", number="X-1")


class Broken(Loopback):
    """Has a fault of its own."""

    def perform(self, request: Request) -> Outcome:
        """Never answers."""
        raise ValueError("a fault")
