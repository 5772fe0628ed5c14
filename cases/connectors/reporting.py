"""Telling a case what came of a call, after the call is stored: at least once, never within the call."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction

from cases import clock, registry
from cases.connectors.planning import Status
from cases.models import OutboundCall
from cases.workflow import Outcome, perform

log = logging.getLogger(__name__)
MOST = 1000
AGAIN = timedelta(minutes=1)
OVER = (Status.DONE, Status.STUCK)


def tell() -> int:
    """Tells every case that waits for it, one transaction a call; answers how many were told.

    What fails is told a little later; the call itself is over, and nothing is asked again for it.
    """
    now = clock.now()
    rows = OutboundCall.objects.filter(told=False, status__in=OVER, next_attempt_at__lte=now)
    told = 0
    for key in rows.order_by("id").values_list("pk", flat=True)[:MOST]:
        try:
            with transaction.atomic():
                told += _tell(key)
        except Exception:
            log.exception("a case was not told what came of a call", extra={"call": key})
            OutboundCall.objects.filter(pk=key).update(next_attempt_at=now + AGAIN)
    return told


def _tell(key: int) -> bool:
    """Locks the case before the call, as every path does."""
    waiting = OutboundCall.objects.select_for_update(of=("case", "self")).select_related("case")
    call = waiting.filter(pk=key, told=False, status__in=OVER).first()
    if call is None:  # somebody else has told it meanwhile
        return False
    call.told = True
    call.save(update_fields=["told"])
    if call.status == Status.STUCK:
        _send(call, "stuck", _trouble(call, call.outcome, call.reason))
        return True
    answer = _send(call, "done", {"confirmation": call.number})
    if answer is not None and not answer.ok:
        why = " ".join(one.message for one in answer.refusals)
        _send(call, "stuck", _trouble(call, "conflict", why))
    return True


def _trouble(call: OutboundCall, outcome: str, reason: str) -> dict[str, Any]:
    return {"system": call.system, "outcome": outcome, "reason": reason[:500]}


def _send(call: OutboundCall, which: str, data: dict[str, Any]) -> Outcome | None:
    """The action or event of the case that follows; None where none does."""
    name = call.follows.get(which)
    if not name:
        return None
    reference, kind = call.case.reference, registry.kind_of(call.case)
    return perform(kind, reference, name, clock.now(), actor=None, as_role="system", data=data)
