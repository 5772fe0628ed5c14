"""The three steps of a cancellation as pages and programs show them; the third has two parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cancellations.models import CancellationCase
from cancellations.rules import CancellationFacts
from cancellations.rules.guards import BILLING_FIRST, ENABLEMENT, FULFILMENT_FIRST
from cancellations.rules.labels import CONFIRMED_BY
from cases.panels import ChecklistItem
from cases.saying import all_of

OF = _("In this order")
NOTE = _("The last two make up the third step, in any order.")


def checklist(case: CancellationCase) -> Sequence[ChecklistItem]:
    """Billing, fulfilment, and the two parts of the third step; none while nothing can be cancelled."""
    facts = case.facts()
    if facts.state in {"incomplete", "rejected", "withdrawn"}:
        return ()
    waits = "" if facts.billing_cancelled_at else BILLING_FIRST
    after = waits or ("" if facts.fulfilment_cancelled_at else FULFILMENT_FIRST)
    return [
        _item(1, _("Cancel billing"), facts.billing_cancelled_at, "", "cancel_billing"),
        _item(
            2,
            _("Cancel fulfilment"),
            facts.fulfilment_cancelled_at,
            waits,
            "cancel_fulfilment",
            confirmed(facts),
        ),
        _item(3, _("Tell the rep"), facts.rep_informed_at, after, "inform_rep"),
        _item(4, _("Adjust the invoices"), facts.true_up_done_at, after, "true_up"),
    ]


def confirmed(facts: CancellationFacts) -> str:
    """Who has confirmed, and who has still to."""
    there = {"vision_vx": facts.vision_vx_at, "titan": facts.titan_at}
    done = all_of(CONFIRMED_BY[name] for name, at in there.items() if at)
    left = all_of(CONFIRMED_BY[name] for name, at in there.items() if not at)
    if not done:
        told = gettext("Two confirmations: %(left)s.")
    elif left:
        told = gettext("Confirmed by %(done)s; %(left)s has still to.")
    elif facts.already_delivered:
        told = gettext("Confirmed by %(done)s, which had delivered it already.")
    else:
        told = gettext("Confirmed by %(done)s.")
    return told % {"done": done, "left": left}


def _item(
    number: int, label: str, at: datetime | None, waits: str, act: str, proof: str = ""
) -> ChecklistItem:
    done = at is not None
    return ChecklistItem(
        of=OF,
        number=number,
        label=label,
        actors=ENABLEMENT,
        status="done" if done else "open",
        at=at,
        waits="" if done else waits,
        acts=() if done else (act,),
        proof=proof,
        list_note=NOTE,
    )
