"""The second order: heard of from outside, or booked by the team that holds the case."""

from __future__ import annotations

from typing import Any

from cases.step import Step
from cases.timeline import plain
from rebooks.actions.shared import tell_flags
from rebooks.rules import derive
from rebooks.rules.timers import order_came_late_to_us


def recorded(step: Step) -> None:
    """The event: stored, flags set; books and closes nothing. A further one decides nothing."""
    take_in(step)
    tell_flags(step)
    failed = derive(step.facts, step.policy, step.now).qualifies is False
    if step.case.state == "with_new_license" and failed:
        step.move("back_to_research")


def book(step: Step) -> None:
    """The second order stands, as a rebook or after Re-Engage's work."""
    if step.data.get("order_no"):
        take_in(step)
    if not step.case.disposition:
        step.set_all("disposition")
    step.set("outcome", "rebooked" if step.case.state == "with_new_license" else "re_engaged")
    tell_flags(step)


def take_in(step: Step) -> None:
    """Stores the order: as the second one, as the same one told again, or as a further one."""
    case, number = step.case, step.data["order_no"]
    if number == case.second_order_no:
        if not case.disposition and not case.is_closed:
            step.set_all("disposition")
    elif case.rebooked_at is not None or case.is_closed:
        case.further_orders = [*case.further_orders, _further(step)]
        step.say(second_order="stored, decides nothing")
    else:
        _store(step)


def _store(step: Step) -> None:
    step.set("second_order_no", step.data["order_no"])
    step.set("rebooked_at", step.at)
    step.set("rebook_amount", step.data["amount"])
    step.set("rebook_currency", step.data["currency"])
    step.set_all("disposition")
    if order_came_late_to_us(step.facts, step.policy, step.at):
        step.set("late_fact", value=True)


def _further(step: Step) -> dict[str, Any]:
    names = ("order_no", "amount", "currency", "disposition")
    stored: dict[str, Any] = plain({name: step.data.get(name) for name in names} | {"at": step.at})
    return stored
