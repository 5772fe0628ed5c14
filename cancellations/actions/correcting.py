"""Correcting what was recorded: all that was received until billing is cancelled, afterwards the rep only."""

from __future__ import annotations

from cancellations.actions.receiving import replace_fields
from cancellations.actions.shared import look_again, tell_flags
from cancellations.models.case import RECEIVED
from cases.step import Step

ALWAYS = ("rep_name", "rep_contact", "reason")


def correct(step: Step) -> None:
    """Sets what was given; what was left empty stays as it is."""
    if step.case.state in RECEIVED:
        replace_fields(step)
        look_again(step)
    else:
        if step.data.get("rep_contact") not in (None, "", step.case.rep_contact):
            step.set("rep_unreachable", value=False)
        step.set_all(*ALWAYS)
    tell_flags(step)
