"""Mails as lines of a list, and those of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext

from cases.mailbox.actions import ADD
from cases.mailbox.seeing import visible_to
from cases.models import Case, InboundMail, TimelineEntry, User
from cases.teams import team_label

LISTED: Final = 100
Status = InboundMail.Status
SHAPES: Final = {
    Status.STORED: "hourglass",
    Status.FAILED: "octagon",
    Status.HELD: "bars-ring",
    Status.INBOX: "dashed-ring",
    Status.FILED: "tick-disc",
    Status.DONE: "tick-disc",
    Status.AWAY: "dash",
    Status.TWICE: "dash",
}


def row(mail: InboundMail, user: User) -> dict[str, Any]:
    """One mail as plain data; owner and case should be loaded with it."""
    return {
        "subject": str(mail),
        "url": reverse("mail", args=[mail.number]),
        "sender": mail.from_name or mail.from_address or gettext("No sender"),
        "address": mail.from_address,
        "at": mail.received_at,
        "shape": SHAPES[Status(mail.status)],
        "state": mail.get_status_display(),
        "why": mail.why,
        "sort": mail.sort,
        "team": team_label(mail.team or None),
        "owner": "" if mail.owner is None else gettext("you") if mail.owner == user else str(mail.owner),
        "case": _case(mail.case),
    }


def _case(case: Case | None) -> dict[str, str] | None:
    return None if case is None else {"label": case.reference, "url": reverse("case", args=[case.reference])}


def of_case(case: Case, told: Sequence[TimelineEntry], user: User) -> list[dict[str, Any]]:
    """The mails of a case for its page, newest first. No statement where the timeline tells of none."""
    if not any(entry.action == ADD and not entry.refused for entry in told):
        return []
    rows = visible_to(user).filter(case=case.pk).select_related("owner", "case")
    return [row(mail, user) for mail in rows.order_by("-received_at", "-pk")[:LISTED]]
