"""A copy of the confirmation, by mail to the person who opened the case."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from cases.letters import addresses
from cases.models import OutboxMessage, TimelineEntry, User
from cases.planning import ATTENTION
from cases.teams import team_label
from cases.wording import when
from cases.workflow.afterwards import write_about
from rebooks.letters import Confirmation
from rebooks.models import RebookCase

CODE = "confirmation"


def send_copy(user: User, reference: str, entry: TimelineEntry) -> OutboxMessage | None:
    """Writes it beside the entry of the opening, in its transaction; None for somebody without an address."""
    if not addresses.is_address(user.email):
        return None
    case = RebookCase.objects.select_related("account").get(reference=reference)
    return write_about(case, entry, CODE, user.email, _context(case, user))


def _context(case: RebookCase, user: User) -> Confirmation:
    """Where the case stands now: what its page of confirmation says as well, without names."""
    stored = case.decisions.order_by("-seq").first()
    due = case.deadlines.filter(status="armed", kind=ATTENTION).order_by("due_at").first()
    zone = ZoneInfo(user.time_zone)
    return Confirmation(
        reference=case.reference,
        answer=stored.card["answer"] if stored else "to be decided",
        who=team_label(case.team) if case.team else "nobody",
        next_step=case.waiting_for,
        by_when=when(due.due_at, case.updated_at, zone, name_zone=True) if due else "",
        link=settings.PUBLIC_URL.rstrip("/") + reverse("case", args=[case.reference]),
    )


def sent_to(reference: str) -> str:
    """The address that the copy of a case's confirmation goes to; "" where there is none."""
    rows = OutboxMessage.objects.filter(case__reference=reference, kind=CODE).order_by("pk")
    return rows.values_list("to", flat=True).first() or ""
