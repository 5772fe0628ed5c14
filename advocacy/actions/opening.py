"""Opening a ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advocacy.actions.shared import put
from advocacy.models import AdvocateCase
from advocacy.rules.fields import FIELDS as EVIDENCE
from cases.account_field import stored
from cases.step import Step
from cases.timeline import plain
from cases.words import same_name

FACTS = ("serial", "case_type", "caller_type", "distributor", "customer", "customer_email")


def gather(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The open ticket that the account has for the product already, if any."""
    account, products = data.get("account"), data.get("product") or []
    if account is None or account.pk is None or len(products) != 1:
        return {}
    return {"twin": twin(account.pk, products[0], data.get("serial") or "")}


def twin(account: int, product: str, serial: str, but: int = 0) -> str:
    """The account's open ticket for this product; two known serial numbers that differ are two units."""
    rows = AdvocateCase.objects.filter(account=account, closed_at=None).exclude(pk=but)
    for reference, name, number in rows.values_list("reference", "product", "serial"):
        if same_name(name, product) and (not number or not serial or same_name(number, serial)):
            return str(reference)
    return ""


def extra_gather(case: Any) -> Mapping[str, Any]:
    """For opening a closed ticket again: whether the product has another one by now."""
    if case.closed_at is None:
        return {}
    return {"twin": twin(case.account_id, case.product, case.serial, case.pk)}


def create(step: Step) -> AdvocateCase:
    """The ticket with the evidence it comes with."""
    data = step.data
    zone = data.get("time_zone") or str(step.policy["time_zone"])
    step.case = case = AdvocateCase(
        state="open", account=stored(data["account"], zone), time_zone=zone, product=data["product"][0]
    )
    data["product"] = case.product
    step.set_all(*FACTS)
    if data.get("conversation_ever"):
        step.set("conversation_ever", value=True)
    given = dict(data.pop("evidence", None) or {})
    set_evidence(step, given)
    step.changes.clear()
    ours = {name for name, field in EVIDENCE.items() if field.personal}
    told = {name: plain(value) for name, value in given.items() if name not in ours}
    if told:
        step.say(evidence=told)
    return case


def set_evidence(step: Step, given: Mapping[str, Any]) -> None:
    """Puts pieces of evidence on file; the distributor is the ticket's own."""
    for name, value in given.items():
        if name == "distributor":
            step.set("distributor", value or "")
        else:
            put(step, name, value)


def parties(case: AdvocateCase) -> Sequence[str]:
    """The account sees its tickets. A customer's name would not do: it is not theirs alone."""
    return [case.account.name]
