"""What was written about a case: each message with what became of it, and what to do when it came back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from cases import outside, registry, standing
from cases.kinds import Kind
from cases.letters import layout, mail
from cases.models import OutboxMessage, User
from cases.present.panels import link, may
from cases.statements import Statement, written
from cases.workflow import Look

Status = OutboxMessage.Status
FIRST = 5  # the newest ones; more of them open on demand


def panel(look: Look, user: User) -> dict[str, Any]:
    """The messages this person reads, newest first; `lost` are those that somebody has to see to."""
    known = standing.of(look.case).messages
    rows = _stored().objects(OutboxMessage, look.case.pk) if known is None else known
    found = outside.messages(rows, look.case, user)
    told = [_row(look, row, found) for row in reversed(found)]
    return {"rows": told[:FIRST], "more": told[FIRST:], "lost": [row for row in told if row["again"]]}


@cache
def _stored() -> Statement:
    """A case's messages, without what is long and not shown."""
    rows = OutboxMessage.objects.filter(case=0).order_by("pk").defer("html", "payload")
    statement = written(rows)
    assert statement is not None, "something can be found"
    return statement


def previewed(case: Any, rows: Sequence[OutboxMessage]) -> list[dict[str, Any]]:
    """Messages that are not sent, as they would go out."""
    kind = registry.kind_of(case)
    return [_content(kind, row, case.reference) | {"html": row.html} for row in rows]


def _content(kind: Kind, row: OutboxMessage, reference: str) -> dict[str, Any]:
    letter, is_mail = kind.known_letter(row.kind), row.channel == mail.CHANNEL
    return {
        "label": letter.label if letter else row.subject,
        "subject": row.subject,
        "to": row.to,
        "is_mail": is_mail,
        "text": layout.shown(row.body, reference, is_mail=is_mail),
        "attached": bool(row.calendar),
    }


def _row(look: Look, row: OutboxMessage, rows: Sequence[OutboxMessage]) -> dict[str, Any]:
    shape, words = _state(row)
    is_mail = row.channel == mail.CHANNEL
    return _content(look.kind, row, look.case.reference) | {
        "number": row.number,
        "shape": shape,
        "words": words,
        "at": row.bounced_at or row.sent_at,
        "reason": row.bounce_reason or (row.last_error if row.status == Status.DEAD else ""),
        "lost": row.came_back or row.status == Status.DEAD,
        "again": _again(look, row) if is_mail and _is_open(row, rows) else "",
        "bounced_url": _bounced(look, row) if is_mail and row.status == Status.SENT else "",
    }


def _state(row: OutboxMessage) -> tuple[str, str]:
    if row.came_back:
        return "octagon", _("Came back")
    if row.status == Status.DEAD:
        return "octagon", _("Not sent, given up")
    if row.status == Status.DROPPED:
        return "dashed-x", _("Not sent, left out by a person")
    if row.status == Status.SENT:
        return "tick-disc", _("Sent")
    return "hourglass", _("Not sent yet, tried again by itself") if row.attempts else _("Being sent")


def _is_open(row: OutboxMessage, rows: Sequence[OutboxMessage]) -> bool:
    """Whether it was lost, and nothing of its kind was sent after it."""
    lost = row.came_back or row.status == Status.DEAD
    return lost and not any(one.kind == row.kind and one.pk > row.pk for one in rows)


def _again(look: Look, row: OutboxMessage) -> str:
    """Where it is sent once more: the kind's own action, else the core's; "" for who may not."""
    letter = look.kind.known_letter(row.kind)
    own = look.kind.action(letter.again) if letter and letter.again else None
    if own is not None:
        return link(look, own, {}) if may(look, own) else ""
    spec = look.kind.action("send_again")
    return link(look, spec, {"message": row.number}) if may(look, spec) else ""


def _bounced(look: Look, row: OutboxMessage) -> str:
    spec = look.kind.action("mark_bounced")
    return link(look, spec, {"message": row.number}) if not row.came_back and may(look, spec) else ""
