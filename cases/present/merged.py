"""What a case has from those that were closed as its duplicates, and which others may be one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from cases import access, duplicates, registry, standing
from cases.mailbox import seeing
from cases.models import Case, InboundMail, TimelineEntry, User
from cases.navigation import of_case
from cases.present import acts, mailrows
from cases.workflow import Look


def gone_over(look: Look, user: User) -> list[Case]:
    """The cases that this one goes on for, as far as this person sees them."""
    return duplicates.merged(look.case, user) if standing.of(look.case).linked else []


def merged(look: Look, user: User, found: list[Case]) -> list[dict[str, Any]]:
    """For each duplicate its notes and mails, where they are: nothing is copied, nothing is lost."""
    if not found or access.is_outside(user, look.case):
        return []
    notes, mails = _notes(found), _mails(found, user)
    return [
        {
            "reference": one.reference,
            "url": of_case("case", one.reference),
            "notes": [row for row in notes if row["case"] == one.pk],
            "mails": [mailrows.row(mail, user) for mail in mails if mail.case_id == one.pk],
        }
        for one in found
    ]


def _notes(found: list[Case]) -> list[dict[str, Any]]:
    rows = TimelineEntry.objects.filter(case__in=found, action="note", refused=False)
    told = rows.select_related("actor", "personal").order_by("-at", "-pk")
    return [
        {
            "case": row.case_id,
            "who": str(row.actor or "AccountOps"),
            "at": row.at,
            "text": text,
            "seq": row.seq,
        }
        for row in told
        if (text := _text(row))
    ]


def _who(row: TimelineEntry) -> str:
    return str(row.actor) if row.actor else "AccountOps"


def _text(row: TimelineEntry) -> str:
    """What was written, unless it was erased since."""
    words = getattr(row, "personal", None)
    return str(words.data.get("text", "")) if words else ""


def _mails(found: list[Case], user: User) -> list[InboundMail]:
    rows = seeing.visible_to(user).filter(case__in=found).select_related("owner", "case")
    return list(rows.order_by("-received_at", "-pk")[: mailrows.LISTED])


def suggestions(look: Look, user: User) -> list[dict[str, str]]:
    """Cases that may be the same matter, for who may close this one as a duplicate."""
    if look.case.is_closed or not registry.kind_of(look.case).alike:
        return []
    close = acts.url_if_allowed(look, "mark_duplicate")
    if not close or access.is_outside(user, look.case):
        return []
    rows = shown(duplicates.suggested(look.case, user))
    return [row | {"close_url": f"{close}?{urlencode({'other': row['reference']})}"} for row in rows]


def shown(found: Iterable[duplicates.Suggested]) -> list[dict[str, str]]:
    """Each case with where it stands and what it shares."""
    states = [(one, registry.kind_of(one.case).state(one.case.state)) for one in found]
    return [
        {
            "reference": one.case.reference,
            "url": of_case("case", one.case.reference),
            "why": one.why,
            "state": state.label,
            "shape": state.shape,
        }
        for one, state in states
    ]
