"""Making calls: the row of a try is stored before the system is asked, and finished after it has answered.

Runs in a worker, never within a request. No transaction is open while a system is asked.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from random import random

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cases import clock
from cases.connectors.outcome import Outcome
from cases.connectors.planning import Status, request_of
from cases.connectors.ports import Connector, Request, connector_of
from cases.connectors.reporting import tell
from cases.models import OutboundAttempt, OutboundCall

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
CUT_OFF = "AccountOps was stopped while it waited for the answer."


def drain(*, size: int = 50) -> int:
    """Makes every call that is due and tells the cases; answers how many tries and tellings it were."""
    made = 0
    while made < size and (tried := _claim()) is not None:
        call, number = tried
        request = request_of(call, call.case.reference)
        _finish(number, ask(call.system, request, again=call.attempts > 1))
        made += 1
    return made + tell()


def ask(system: str, request: Request, *, again: bool) -> Outcome:
    """One try; whatever an adapter raises is an unknown outcome, because the request may have arrived."""
    try:
        return make(connector_of(system), request, again=again)
    except Exception as error:
        log.exception("an outside system was asked in vain", extra={"system": system, "key": request.key})
        return Outcome("unknown_outcome", f"{type(error).__name__} while asking.")


def make(connector: Connector, request: Request, *, again: bool) -> Outcome:
    """Looks first where anything was asked before; only what the system shows afterwards counts as done."""
    if again:
        seen = connector.look(request)
        if seen is not None:
            return seen
    answer = connector.perform(request)
    if not answer.done:
        return answer
    seen = connector.look(request)
    if seen is None or not seen.done:
        return Outcome("unknown_outcome", "It was answered, but the system does not show it.")
    return Outcome(answer.result, number=seen.number or answer.number)


def _claim() -> tuple[OutboundCall, int] | None:
    """The oldest call that is due, with the row of this try stored; None when there is none.

    A call waits for the earlier ones of its case and system. One whose caller was cut off is taken up again.
    """
    now = clock.now()
    earlier = OutboundCall.objects.filter(
        case=OuterRef("case"), system=OuterRef("system"), pk__lt=OuterRef("pk"),
        status__in=(Status.PLANNED, Status.CALLING),
    )  # fmt: skip
    due = Q(status__in=(Status.PLANNED, Status.CALLING), next_attempt_at__lte=now)
    rows = OutboundCall.objects.filter(due, ~Exists(earlier)).select_related("case")
    with transaction.atomic():
        free = rows.select_for_update(of=("self",), skip_locked=True)
        call = free.order_by("next_attempt_at", "id").first()
        if call is None:
            return None
        if call.status == Status.CALLING:
            lost = {"outcome": "unknown_outcome", "reason": CUT_OFF, "finished_at": now}
            call.tries.filter(outcome="").update(**lost)
        call.status, call.attempts, call.next_attempt_at = Status.CALLING, call.attempts + 1, now + LEASE
        call.save(update_fields=["status", "attempts", "next_attempt_at"])
        request = request_of(call, call.case.reference)
        row = OutboundAttempt.objects.create(
            call=call, number=call.attempts, digest=request.digest, started_at=now
        )
    return call, row.pk


def _finish(number: int, outcome: Outcome) -> None:
    """Stores what came of a try, and what follows: done, again later, or a person."""
    now = clock.now()
    with transaction.atomic():
        row = OutboundAttempt.objects.select_related("call").get(pk=number)
        row.outcome, row.reason, row.finished_at = outcome.result, outcome.reason[:500], now
        row.save(update_fields=["outcome", "reason", "finished_at"])
        call = OutboundCall.objects.select_for_update().get(pk=row.call_id)
        if call.status != Status.CALLING or call.attempts != row.number:
            return  # a person has confirmed it meanwhile, or somebody else has taken it up
        call.next_attempt_at = now
        call.outcome, call.reason, call.fields = outcome.result, outcome.reason[:500], dict(outcome.fields)
        if outcome.done:
            call.status, call.number, call.finished_at = Status.DONE, outcome.number[:80], now
        elif outcome.retried and call.attempts < MOST_ATTEMPTS:
            call.status, call.next_attempt_at = Status.PLANNED, _again_at(call.attempts, outcome)
        else:
            call.status, call.finished_at = Status.STUCK, now
        call.told = not call.follows and call.status in {Status.DONE, Status.STUCK}
        call.save()


def _again_at(attempts: int, outcome: Outcome) -> datetime:
    """Ever later, never at the same moment as everybody else, never before the system wants it."""
    wait = timedelta(seconds=2**attempts * (5 + 5 * random()))  # noqa: S311 - jitter, no secret
    at = clock.now() + wait
    return max(at, outcome.retry_at) if outcome.retry_at else at
