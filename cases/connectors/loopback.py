"""A real, local ticket system in the place of an outside one: for the demo and for tests.

Its tickets have a state, closing them out of order is refused, and it can be told to fail next.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.connectors.outcome import Outcome
from cases.connectors.ports import Port, Request
from cases.models import LocalOrder, LocalTicket

# What it can be told to answer next: the words for people.
ORDERS: Final[Mapping[str, str]] = {
    "conflict": _("Somebody else changes the ticket at the same time"),
    "rejected": _("Refuse: a field is missing"),
    "auth": _("Refuse the sign-in"),
    "forbidden": _("Not allowed"),
    "not_found": _("The ticket is not there"),
    "rate_limited": _("Too many calls"),
    "transient": _("Out of reach"),
    "lost_before": _("The connection breaks before it is done"),
    "lost_after": _("It is done, and the answer is lost"),
    "twice": _("The request arrives twice"),
}
FIRST_NUMBER: Final = 20_000
BUSY: Final = timedelta(minutes=2)


def tell_next(system: str, answer: str) -> None:
    """Tells it what to answer to the next request; raises KeyError for an unknown word."""
    LocalOrder.objects.create(system=system, answer={name: name for name in ORDERS}[answer])


class Loopback:
    """The adapter."""

    def __init__(self, port: Port) -> None:
        """Of one port; what comes before it is looked up among the local tickets too."""
        self.port = port

    def look(self, request: Request) -> Outcome | None:
        """What its ticket shows."""
        ticket = LocalTicket.objects.filter(system=self.port.code, reference=request.reference).first()
        if ticket is None or ticket.is_open is (request.operation == "close"):
            return None
        return Outcome("already_done", number=ticket.number)

    def perform(self, request: Request) -> Outcome:
        """Changes the ticket, unless it was told otherwise."""
        told = self._told()
        if told == "lost_before":
            return Outcome("unknown_outcome", "The connection broke.")
        if told and told not in {"lost_after", "twice"}:
            return _refused(told)
        answer = self._change(request)
        if told == "twice":
            answer = self._change(request)
        return Outcome("unknown_outcome", "The connection broke.") if told == "lost_after" else answer

    def _told(self) -> str:
        with transaction.atomic():
            waiting = LocalOrder.objects.select_for_update(skip_locked=True).filter(system=self.port.code)
            order = waiting.first()
            if order is None:
                return ""
            order.delete()
            return order.answer

    def _change(self, request: Request) -> Outcome:
        before = self.port.after
        first = LocalTicket.objects.filter(system=before, reference=request.reference).first()
        closing = request.operation == "close"
        if closing and first is not None and first.is_open:
            return Outcome("rejected", f"The ticket in {before} is still open.", fields={"state": "open"})
        with transaction.atomic():
            ticket = self._ticket(request.reference)
            if ticket.is_open is not closing:
                return Outcome("already_done", number=ticket.number)
            ticket.is_open, ticket.changed_at = not closing, clock.now()
            ticket.changes += 1
            ticket.save()
        return Outcome("ok", number=ticket.number)

    def _ticket(self, reference: str) -> LocalTicket:
        """The ticket under lock; the system has had one for every case from the beginning."""
        LocalTicket.objects.get_or_create(system=self.port.code, reference=reference)
        ticket = LocalTicket.objects.select_for_update().get(system=self.port.code, reference=reference)
        ticket.number = ticket.number or f"T{FIRST_NUMBER + ticket.pk}"
        return ticket


def _refused(told: str) -> Outcome:
    answers = {
        "conflict": Outcome("conflict", "The ticket was changed by somebody else meanwhile."),
        "rejected": Outcome("rejected", "Close notes are missing.", fields={"close_notes": "is missing"}),
        "auth": Outcome("auth", "The sign-in was refused."),
        "forbidden": Outcome("forbidden", "AccountOps may not change this ticket."),
        "not_found": Outcome("not_found", "There is no ticket of this number."),
        "rate_limited": Outcome("rate_limited", "Too many calls.", retry_at=clock.now() + BUSY),
        "transient": Outcome("transient", "The system is out of reach."),
    }
    return answers[told]
