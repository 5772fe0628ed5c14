"""The closing in the two systems as a table: both steps, what was asked, what came of it, the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from advocacy.actions.systems import call_key
from advocacy.models import AdvocateCase
from advocacy.rules import AdvocateFacts, labels
from cases.connectors import ports
from cases.connectors.outcome import advice, label
from cases.models import OutboundCall
from cases.panels import Cell, Panel

Row = tuple[Cell, ...]
Status = OutboundCall.Status
TITLE = _("Closing in the two systems")
HEADS = (_("System"), _("State"), _("Number"), _("Last answer"), _("When"), "", "")
STATES: Mapping[str, tuple[str, str]] = {
    Status.PLANNED: (_("Being asked"), "hourglass"),
    Status.CALLING: (_("Being asked"), "hourglass"),
    Status.BY_HAND: (_("Close it there, then confirm"), "half"),
    Status.STUCK: (_("Needs a person"), "triangle"),
    Status.DONE: (_("Confirmed there"), "half"),
}
NOT_YET = (_("Not yet"), "ring")
ASKING = frozenset({Status.PLANNED, Status.CALLING})


def systems_panel(case: AdvocateCase, facts: AdvocateFacts) -> Iterator[Panel]:
    """Both steps in their order; nothing while the ticket is far from its end."""
    if facts.state in {"open", "waiting_customer", "letter_due"}:
        return
    first, second = call_key(case, "crm"), call_key(case, "service_desk")
    rows = OutboundCall.objects.filter(key__in=(first, second)).select_related("done_by")
    calls = {row.key: row for row in rows}
    crm_at, desk_at = facts.crm_closed_at, facts.servicenow_closed_at
    yield Panel(
        "systems",
        TITLE,
        HEADS,
        (
            _row(1, "crm", calls.get(first), crm_at, case.crm_confirmation, "close_crm"),
            _row(2, "service_desk", calls.get(second), desk_at, case.servicenow_confirmation,
                 "close_servicenow", ready=crm_at is not None),
        ),
        note=_("Step 1, then step 2"),
        foot="" if facts.is_closed else _foot(),
    )  # fmt: skip


def _foot() -> str:
    if all(ports.is_manual(code) for code in labels.SYSTEMS):
        return gettext("Close it in each system, and confirm it here with the number that the system shows.")
    return gettext("Step 2 begins once step 1 was read to be closed. If step 2 fails, step 1 stays closed.")


def _row(
    step: int,
    system: str,
    call: OutboundCall | None,
    closed: datetime | None,
    number: str,
    act: str,
    *,
    ready: bool = True,
) -> Row:
    state, shape = STATES.get(call.status, NOT_YET) if call else NOT_YET
    if closed:
        state, shape = gettext("Closed"), "tick-disc"
    elif not ready:
        state, shape = gettext("After step 1"), "dashed-ring"
    return (
        Cell(f"{step}. {labels.SYSTEMS[system]}"),
        Cell(state, shape=shape),
        Cell(number if closed else "", ours=True),
        _answer(call),
        Cell(at=closed, under=_who(call)) if closed else Cell(),
        Cell() if closed or not ready else Cell(gettext("Confirm…"), act=act),
        Cell() if closed or not ready else _ask(system, call),
    )


def _answer(call: OutboundCall | None) -> Cell:
    """The last answer in words, after how many tries, and what a person does about it."""
    if call is None or not call.outcome:
        return Cell()
    tries = ngettext("%(number)s attempt.", "%(number)s attempts.", call.attempts) % {"number": call.attempts}
    todo = advice(call.outcome) if call.status == Status.STUCK else ""
    told = (tries if call.attempts else "", call.reason, todo)
    return Cell(label(call.outcome), under=" ".join(part for part in told if part), ours=True)


def _who(call: OutboundCall | None) -> str:
    if call is None:
        return ""
    return str(call.done_by) if call.done_by else "AccountOps"


def _ask(system: str, call: OutboundCall | None) -> Cell:
    """Has the system asked, where there is somebody to ask and nobody does so now."""
    if ports.is_manual(system) or (call is not None and call.status in ASKING):
        return Cell()
    act = "request_crm_close" if system == "crm" else "request_servicenow_close"
    return Cell(
        gettext("Ask again…") if call is not None and call.attempts else gettext("Have it closed…"), act=act
    )
