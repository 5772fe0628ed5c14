"""Order records: kept as the order system has them, and every open case of the order looks again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cancellations.actions.shared import look_again, tell_flags
from cancellations.models import CancellationCase, OrderRecord
from cancellations.models.case import ENDS
from cases import clock
from cases.step import Step
from cases.words import plain_name
from cases.workflow import record

CHANGED = "order_changed"
PARTS = ("client", "campaign", "products", "references", "invoice_lines")


@dataclass(frozen=True)
class Kept:
    """What came of it. `cases` are the references of the cases that looked again."""

    order: OrderRecord
    created: bool
    cases: tuple[str, ...] = ()


def keep(titan_order_id: str, values: Mapping[str, Any]) -> Kept:
    """Creates or replaces a record. A part that is not among `values` stays as it is."""
    with transaction.atomic():
        key = plain_name(titan_order_id)
        start = {"titan_order_id": titan_order_id, "updated_at": clock.now()}
        OrderRecord.objects.get_or_create(key=key, defaults=start)
        row = OrderRecord.objects.select_for_update().get(key=key)
        created = not row.client_key
        before = {name: getattr(row, name) for name in PARTS}
        for name in PARTS:
            if name in values:
                setattr(row, name, values[name])
        if before == {name: getattr(row, name) for name in PARTS}:
            return Kept(row, created)
        row.client_key, row.campaign_key = plain_name(row.client), plain_name(row.campaign)
        row.updated_at = clock.now()
        row.save()
        return Kept(row, created, _tell(key))


def is_known(titan_order_id: str) -> bool:
    """Whether there is a record of that id."""
    return OrderRecord.objects.filter(key=plain_name(titan_order_id)).exists()


def _tell(key: str) -> tuple[str, ...]:
    """The open cases of the order look again, each with an entry of its own."""
    cases = CancellationCase.objects.filter(order_key=key).exclude(state__in=ENDS).order_by("pk")
    references = tuple(cases.values_list("reference", flat=True))
    for reference in references:
        record(reference, CHANGED, None, actor=None)
    return references


def changed(step: Step) -> None:
    """The order of a case reads otherwise: what was received is held against it again."""
    step.say(order=step.case.titan_order_id)
    look_again(step)
    tell_flags(step)
