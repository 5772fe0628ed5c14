"""Putting letters on their way: to the customer, to colleagues, to the two systems."""

from __future__ import annotations

from typing import Any

from advocacy import letters
from advocacy.models import AdvocateCase
from cases.step import Step

ADVOCATE = "Customer advocate"


def named(case: AdvocateCase) -> dict[str, str]:
    """What every letter to the customer names."""
    return {
        "customer": case.customer or case.account.name,
        "product": case.product,
        "case": case.reference,
    }


def to_customer(step: Step, code: str, about: Any, *, by_post: bool = False, **payload: Any) -> None:
    """A letter to the customer: by mail where there is an address, else by post or by hand."""
    case: AdvocateCase = step.case
    address = "" if by_post else case.customer_email
    channel = "mail" if address else ("post" if by_post else "by_hand")
    step.write(code, channel, address or case.customer or case.account.name, about, **payload)


def customer_mail(step: Step, **payload: Any) -> None:
    """The mail about the replacement, or about the next steps."""
    case: AdvocateCase = step.case
    facts, on_file = step.facts, case.evidence
    if not facts.replaces:
        steps = letters.NEXT_STEPS
        text = steps["npr"] if facts.reimburses else steps.get(case.case_type, steps[""])
        to_customer(step, "customer_mail", letters.Steps(**named(case), steps=text), **payload)
        return
    free = case.distributor == "non_affiliated"
    about = letters.Replacement(
        **named(case),
        installer=on_file.get("installer", ""),
        installer_phone=on_file.get("installer_phone", ""),
        distributor_contact=on_file.get("distributor_contact", ""),
        available="" if free else on_file.get("availability_date", ""),
        installed=on_file.get("installation_date", "") if free else "",
    )
    to_customer(step, "replacement_mail", about, **payload)


def to_system(step: Step, code: str, channel: str, system: str, **payload: Any) -> None:
    """A request to one of the two systems, or a task about it."""
    case: AdvocateCase = step.case
    about = letters.Ticket(case.reference, case.product, case.account.name, system)
    step.write(code, channel, system, about, **payload)


def task_other_channel(step: Step) -> None:
    """Something did not arrive: a colleague finds another way."""
    case: AdvocateCase = step.case
    step.effect("task_other_channel")
    about = letters.Back(case.customer or case.account.name, case.reference)
    step.write("task_other_channel", "crm", ADVOCATE, about)
