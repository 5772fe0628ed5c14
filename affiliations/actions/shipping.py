"""Expired shipments, and what shipping and billing report."""

from __future__ import annotations

from affiliations import letters
from affiliations.actions.opening import add_groups
from affiliations.actions.shared import RESELLER_REP, begin_wait, note_late, note_source, task, tell_flags
from affiliations.models import BadgeGroup
from affiliations.rules.timers import WAITING
from cases.step import Step

EARLY = frozenset({"preparing", "won"})


def add_expired_shipment(step: Step) -> None:
    """The group's expired shipment; set again, the newer one counts."""
    row = _group(step)
    row.expired_qty, row.expired_at = step.data["qty"], step.at
    step.keep(row)
    step.effect("expired_shipment_set")


def shipments_done(step: Step) -> None:
    """Every group has one; a wait begins where something is still to be issued or billed."""
    step.set_all("expected_billing_on")
    if step.facts.something_open:
        begin_wait(step)


def all_billed(step: Step) -> None:
    """The wait is over, and the switch can begin."""
    step.set("waiting_since", None)
    step.effect("task_switch")
    task(step, "task_switch", RESELLER_REP, letters.Customer(step.case.customer, step.case.reseller))


def issued(step: Step) -> None:
    """The last set of a group is issued."""
    row = _group(step)
    row.issued, row.issued_at, row.pending_badges = True, step.at, 0
    _stored(step, row)


def billed(step: Step) -> None:
    """A group is billed, and nothing of it is pending any more."""
    row = _group(step)
    row.billed, row.billed_at, row.pending_badges = True, step.at, 0
    _stored(step, row)


def _stored(step: Step, row: BadgeGroup) -> None:
    """Keeps the group; a fact that ends a wait may come too late for a reminder sent meanwhile."""
    step.keep(row)
    note_source(step, "groups")
    if step.case.state in WAITING:
        note_late(step)
    tell_flags(step)


def shipment_added(step: Step) -> None:
    """More badges of a group, or a group that nobody knew of: pending and unbilled again."""
    row = step.case.parts.group(step.data["group"])
    if row is None:
        add_groups(step, [{"name": step.data["group"]}])
        row = step.case.parts.groups[-1]
    row.pending_badges += step.data["qty"]
    row.billed, row.billed_at = False, None
    step.keep(row)
    note_source(step, "groups")
    if step.case.state not in EARLY:
        step.set("shipment_again", value=True)
    back_to_waiting(step)
    tell_flags(step)


def back_to_waiting(step: Step) -> None:
    """A switch that has something open again waits for billing, with a new series of reminders."""
    if step.case.state == "switching" and step.facts.something_open:
        begin_wait(step)
        step.move("wait_again")


def _group(step: Step) -> BadgeGroup:
    row: BadgeGroup | None = step.case.parts.group(step.data["group"])
    assert row is not None, "the form found the group"
    return row
