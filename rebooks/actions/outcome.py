"""Ends without a second order, and the way back from an end."""

from __future__ import annotations

from cases.step import Step


def give_up(step: Step) -> None:
    """Re-Engage could not win the customer back: the order stays as it is."""
    step.set("outcome", "kept")


def withdraw(step: Step) -> None:
    """The wish is taken back, or the customer keeps the order."""
    step.set("outcome", step.data.get("outcome") or "withdrawn")


def reopen(step: Step) -> None:
    """Back to Research because the decision was wrong; the door begins a new generation of deadlines."""
