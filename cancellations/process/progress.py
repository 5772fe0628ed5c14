"""What the rep sees of a request by the link in our mails: no amounts, no notes, nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cancellations.actions import writing
from cancellations.models import CancellationCase
from cancellations.process.checklist import confirmed
from cancellations.rules import CancellationFacts, fit, plan
from cancellations.rules.timers import MISSING_INFO
from cases.progress import StatusPage, StatusSpec, StatusStep
from cases.routing import Policy
from cases.saying import all_of, day_of
from cases.worktime import local_date

# Shape, word and sentence of each state, and what comes next.
STATES: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "incomplete": (
        "hourglass", _("Waiting for your answer"), _("Nothing is cancelled yet."),
        _("As soon as everything is there and fits the order, we cancel billing, then fulfilment."),
    ),
    "complete": (
        "half", _("In work"), _("We have everything we need. Nothing is cancelled yet."),
        _("We cancel billing, then fulfilment."),
    ),
    "billing_cancelled": (
        "half", _("In work"), _("Billing is cancelled. Fulfilment is not stopped yet."),
        _("Fulfilment is stopped; then we write to you and adjust the invoices."),
    ),
    "fulfilment_cancelled": (
        "half", _("In work"), _("Billing is cancelled and fulfilment is stopped."),
        _("We write to you and adjust the invoices."),
    ),
    "true_up": (
        "half", _("In work"), _("Billing is cancelled and fulfilment is stopped."),
        _("We do what is left of the third step; then the request is closed."),
    ),
    "closed": (
        "tick-disc", _("Done"),
        _("Billing is cancelled, fulfilment is stopped and the invoices are adjusted."), "",
    ),
    "withdrawn": ("tick-disc", _("Withdrawn"), _("The request was taken back. Nothing was cancelled."), ""),
    "rejected": ("tick-disc", _("Closed"), _("Nothing was cancelled because of this request."), ""),
}  # fmt: skip
ANSWER: Final = _("Answer our mail; a line for each is enough. Until then nothing is cancelled.")
REMINDED: Final = _("We remind you if we hear nothing until")
LOOKED_AT: Final = _("The team is reminded if it is still open after")


def receiver(case: CancellationCase) -> str:
    """Where our mails to the rep go; nobody while they come back."""
    return "" if case.rep_unreachable else writing.address(case)


def page(case: CancellationCase, policy: Policy, now: datetime) -> StatusPage:
    """How the request stands."""
    facts = case.facts()
    shape, word, told, ahead = STATES[facts.state]
    due_told, due = _due(facts, policy)
    gaps = fit.told(facts, fit.gaps(facts, policy)) if facts.state == "incomplete" else ()
    return StatusPage(
        gettext("Your cancellation for %(order)s") % {"order": writing.about(case)},
        shape,
        word,
        _why_rejected(facts) if facts.state == "rejected" else told,
        _rows(facts),
        () if facts.state in {"rejected", "withdrawn"} else _steps(facts),
        tuple(gaps),
        ANSWER,
        ahead,
        due_told,
        due,
    )


def _why_rejected(facts: CancellationFacts) -> str:
    if facts.outcome == "duplicate":
        return gettext("The same request is carried out under another number.")
    # The reply is a letter's own sentence.
    reply = writing.REPLIES.get(facts.outcome, writing.REPLIES["other"])
    return gettext("%(reply)s Nothing was cancelled.") % {"reply": reply}


def _due(facts: CancellationFacts, policy: Policy) -> tuple[str, datetime | None]:
    """When somebody is reminded next, and of what."""
    for planned in plan(facts, policy, frozenset()):
        return (REMINDED if planned.kind == MISSING_INFO else LOOKED_AT), planned.due_at
    return "", None


def _rows(facts: CancellationFacts) -> tuple[tuple[str, str], ...]:
    products = all_of(facts.products)
    if facts.all_products:
        unnamed = gettext("“All”: which ones is to be confirmed")
        products = gettext("%(products)s, and “all”") % {"products": products} if products else unnamed
    received = day_of(local_date(facts.received_at, facts.time_zone)) if facts.received_at else ""
    rows = (
        (gettext("Client"), facts.client),
        (gettext("Campaign"), facts.campaign),
        (gettext("Titan order ID"), facts.titan_order_id),
        (gettext("Products"), products),
        (gettext("Received"), received),
    )
    return tuple((label, value) for label, value in rows if value)


def _steps(facts: CancellationFacts) -> tuple[StatusStep, ...]:
    stopped = facts.vision_vx_at or facts.titan_at
    return (
        StatusStep(_("Billing is cancelled"), facts.billing_cancelled_at),
        StatusStep(
            _("Fulfilment is stopped"), facts.fulfilment_cancelled_at, confirmed(facts) if stopped else ""
        ),
        _third(facts),
    )


def _third(facts: CancellationFacts) -> StatusStep:
    """Two parts, in any order: done with the later one."""
    told, adjusted = facts.rep_informed_at, facts.true_up_done_at
    label = _("You are told, and the invoices are adjusted")
    if told and adjusted:
        return StatusStep(label, max(told, adjusted))
    if told:
        return StatusStep(label, under=_("We have written to you; the invoices are still to be adjusted."))
    return StatusStep(label, under=_("The invoices are adjusted; we still write to you.") if adjusted else "")


STATUS_LINK: Final = StatusSpec(
    whom=_("For the rep who asked."),
    receiver=receiver,
    page=page,
    days=lambda policy: int(policy["status_link_days"]),
)
