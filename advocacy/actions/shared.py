"""Small steps that several actions take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advocacy.models import AdvocateCase
from advocacy.rules.automatic import flags
from advocacy.rules.labels import FLAGS
from cases.routing import Policy
from cases.step import Step
from cases.teams import role_label
from cases.timeline import plain
from cases.words import plain_name


def adjust(case: AdvocateCase, policy: Policy, now: datetime) -> None:
    """Derives the flags, and what may have one open ticket only."""
    if case.state != "closable":
        case.auto_close_blocked = False
    raised = flags(case.facts())
    case.flags = sorted({*raised, *(flag for flag in case.flags if flag not in FLAGS)})
    closed = case.closed_at is not None
    case.open_key = None if closed else key_of(case.account_id, case.product, case.serial)


def key_of(account: int | None, product: str, serial: str) -> str:
    """One open ticket for each of these: account, product, serial number."""
    return f"{account}|{plain_name(product)}|{plain_name(serial)}"


def put(step: Step, name: str, value: Any) -> None:
    """Sets a piece of evidence, or clears it with None; remembers old and new and who said it."""
    evidence, told = step.case.evidence, plain(value)
    old = evidence.get(name)
    if old == told:
        return
    step.case.evidence = {key: one for key, one in evidence.items() if key != name}
    if told is not None:
        step.case.evidence[name] = told
    step.changes[name] = [step.changes.get(name, [old])[0], told]
    step.case.fact_sources[name] = {
        "label": role_label(step.role),
        "happened_at": plain(step.at),
        "known_at": plain(step.now),
    }


def late_fact(step: Step) -> None:
    """A fact came too late for something that has happened: a person decides."""
    step.set("late_fact", value=True)
    step.flag("late_fact")


def begin_again(step: Step) -> None:
    """The letter and the wait no longer count; what comes next is another round."""
    case = step.case
    for row in case.parts.letters:
        if row.void_at is None:
            row.void_at = step.now
            step.keep(row)
    if case.wait_over_at is not None or case.state != "open":
        case.round += 1
    case.wait_due_at = case.wait_over_at = None
