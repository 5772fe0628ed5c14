"""From the outbox to a call: a message that asks a system becomes one row for its business key."""

from __future__ import annotations

from typing import Any

from cases import clock, outbox
from cases.connectors.ports import MANUAL, Port, Request, adapter_name, add_port
from cases.models import OutboundCall, OutboxMessage
from cases.step import Step

Status = OutboundCall.Status
WAITING = (Status.PLANNED, Status.BY_HAND, Status.STUCK)


def connect(port: Port) -> None:
    """Makes a system known: messages of its channel with a `call` in their payload are asked of it."""
    add_port(port)
    outbox.add_transport(port.code, plan)


def plan(message: OutboxMessage) -> None:
    """Stores the call that a message asks for; whatever else the channel carries is read by people.

    The call tells the case what came of it, so that the message itself no longer does.
    """
    asked = message.payload.get("call")
    if not asked:
        return
    system, now, chosen = message.channel, clock.now(), adapter_name(message.channel)
    message.awaited = False
    if asked["operation"] == "open_again":
        mine = OutboundCall.objects.filter(case=message.case_id, system=system, status__in=WAITING)
        mine.update(status=Status.DROPPED, finished_at=now)
        if chosen == MANUAL:  # the message itself is the task
            return
    _ask(message, {**asked, "connector": chosen}, system)


def _ask(message: OutboxMessage, asked: dict[str, Any], system: str) -> None:
    now = clock.now()
    manual = asked["connector"] == MANUAL
    row, _ = OutboundCall.objects.select_for_update().get_or_create(
        key=asked["key"],
        defaults={
            "case_id": message.case_id, "system": system, "operation": asked["operation"], "planned_at": now,
            "next_attempt_at": now, "connector": asked["connector"],
        },
    )  # fmt: skip
    if row.status == Status.CALLING:
        return
    row.follows, row.connector, row.next_attempt_at = asked.get("follows") or {}, asked["connector"], now
    if row.status == Status.DONE:  # a repeat: nothing is asked again, the case is told once more
        row.told, row.outcome = not row.follows, "already_done"
    else:
        row.status = Status.BY_HAND if manual else Status.PLANNED
        row.told = False
    row.save()


def request_of(row: OutboundCall, reference: str) -> Request:
    """What is asked."""
    return Request(row.system, row.operation, row.key, reference)


def by_person(step: Step, *, system: str, operation: str, key: str, number: str) -> None:
    """Somebody has done it there, or seen it done: the call is finished by their word.

    It is stored with the change of the case, so that neither exists without the other.
    """
    row = OutboundCall.objects.filter(key=key).first()
    if row is None:
        row = OutboundCall(
            case=step.case, system=system, operation=operation, key=key, connector=MANUAL,
            planned_at=step.now, next_attempt_at=step.now,
        )  # fmt: skip
    row.status, row.outcome, row.reason, row.fields = Status.DONE, "ok", "", {}
    row.number, row.done_by, row.finished_at, row.told = number, step.actor, step.at, True
    step.keep(row)
