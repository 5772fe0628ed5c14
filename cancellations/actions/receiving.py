"""What comes in: a request, the same again, and what a rep adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from cancellations.actions import writing
from cancellations.actions.shared import adopt_all, ask, enter, look_again, note_late, note_mail, tell_flags
from cancellations.models import CancellationCase, ReceivedMail
from cancellations.models.case import RECEIVED, matter_key
from cancellations.models.rows import mail_key
from cancellations.rules import fit
from cancellations.rules.matching import LET_GO, Other, Verdict, judge
from cases.account_field import stored
from cases.kinds import Meant
from cases.models import Account
from cases.step import Step

FIELDS = (
    "client", "campaign", "titan_order_id", "rep_name", "rep_contact", "reason", "message_id", "received_at",
    "sender", "subject", "body",
)  # fmt: skip
UNNAMED = "Client not named"


def meant(data: Mapping[str, Any]) -> Meant | None:
    """The case that a request is about, where there is one: a mail seen before, or the same again (CX-A9).

    Requests about the same order are received one after the other.
    """
    key, about = mail_key(data.get("message_id") or ""), _matter(data)
    for name in filter(None, (about, key)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"cancellations.{name}"])
    known = ReceivedMail.objects.select_related("case").filter(key=key).first() if key else None
    if known is not None:
        return Meant(known.case.reference)
    verdict = _verdict(data)
    if verdict.linked is None:
        return None
    said = {name: data.get(name) for name in ("message_id", "rep_name", "rep_contact", "sender")}
    return Meant(verdict.linked.reference, "same_request", {n: v for n, v in said.items() if v})


def _matter(data: Mapping[str, Any]) -> str:
    return matter_key(*(data.get(name) or "" for name in ("client", "campaign", "titan_order_id")))


def _verdict(data: Mapping[str, Any]) -> Verdict:
    """What is new of the request, held against the cases of the same client, campaign and order."""
    about, products = _matter(data), data.get("products") or []
    if not about or not products or data.get("all_products"):
        return Verdict(tuple(products))
    rows = CancellationCase.objects.filter(matter=about).exclude(state__in=LET_GO).order_by("pk")
    found = rows.values_list("reference", "state", "products")
    return judge(products, [Other(reference, state, tuple(names)) for reference, state, names in found])


def create(step: Step) -> CancellationCase:
    """The case with what is new of the request; complete, or with one reply that names every gap."""
    data = step.data
    zone = data.get("time_zone") or str(step.policy["time_zone"])
    step.case = case = CancellationCase(
        state="incomplete", account=stored(_account(data), zone), time_zone=zone
    )
    verdict = _verdict(data)
    step.set_all(*FIELDS)
    if not case.rep_contact and case.sender:
        step.set("rep_contact", case.sender)
    step.set("received_at", data.get("received_at") or step.at)
    step.set("products", list(verdict.fresh))
    case.all_products = bool(data.get("all_products"))
    case.rekey()
    adopt_all(step)
    step.changes.clear()
    note_mail(step, case.message_id, ReceivedMail.Meant.OPENED)
    if verdict.taken:
        _tell_overlap(step, verdict)
    if fit.gaps(step.facts, step.policy).any:
        ask(step)
    else:
        case.state = "complete"
        enter(step)
    return case


def _account(data: Mapping[str, Any]) -> Account:
    """The account named, else the client's."""
    found: Account = data["account"]
    return found


def _tell_overlap(step: Step, verdict: Verdict) -> None:
    references = {one.other.reference for one in verdict.taken}
    for other in CancellationCase.objects.filter(reference__in=references).order_by("pk"):
        step.link("related", other)
    step.say(held_elsewhere={one.product: one.other.reference for one in verdict.taken})
    writing.tell_overlap(step, verdict.taken)


def same_request(step: Step) -> None:
    """The same request in another mail: linked, and the rep learns the state (CX-A9)."""
    message_id = step.data.get("message_id") or ""
    if not note_mail(step, message_id, ReceivedMail.Meant.DUPLICATE):
        step.say(repeated=True)
        return
    step.effect("duplicate_linked")
    writing.tell_duplicate(step)


def supply(step: Step) -> None:
    """A given field replaces the old one; once billing is cancelled it is only told of."""
    if not note_mail(step, step.data.get("message_id") or "", ReceivedMail.Meant.SUPPLIED):
        step.say(repeated=True)
        return
    if step.case.state not in RECEIVED:
        step.set("late_fact", value=True)
        tell_flags(step)
        return
    if step.case.state == "incomplete":
        note_late(step)
    replace_fields(step)
    look_again(step, always=True)
    tell_flags(step)


def replace_fields(step: Step) -> None:
    """Each field that is given replaces the old one; products are replaced as a whole."""
    case, data = step.case, step.data
    if data.get("rep_contact") and data["rep_contact"] != case.rep_contact:
        step.set("rep_unreachable", value=False)
    step.set_all(*FIELDS)
    if data.get("products") or data.get("all_products"):
        step.set("products", list(data["products"]))
        case.all_products = bool(data.get("all_products"))
    if data.get("client") and case.account.name == UNNAMED:
        case.account = stored(_named(data["client"]), case.time_zone)
    case.rekey()


def _named(client: str) -> Account:
    known = Account.objects.filter(name__iexact=client).order_by("pk").first()
    return known or Account(name=client)
