"""Outbox rows: what a step wants to say, as it will go out."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from cases.letters import addresses, blocks, layout, mail
from cases.models import OutboxMessage, TimelineEntry
from cases.step import Message

LONGEST_SUBJECT: Final = 200


def row(case: Any, entry: TimelineEntry, number: int, message: Message) -> OutboxMessage:
    """The row of one message; a mail has its HTML and its Message-ID from the beginning."""
    subject, html, name = message.subject, message.html, ""
    if message.channel == mail.CHANNEL:
        if not html:
            subject = f"[{case.reference}] {subject}"[:LONGEST_SUBJECT]
            body = blocks.read(message.body) if message.blocks is None else message.blocks
            html = layout.html(subject, body, case.reference)
        name = addresses.message_id(case.reference, uuid4())
    return OutboxMessage(
        key=f"{case.reference}/{entry.seq}/{number}",
        case_id=case.pk,
        entry=entry,
        kind=message.kind,
        channel=message.channel,
        to=message.to,
        subject=subject,
        body=message.body,
        payload=message.payload,
        awaited="when_sent" in message.payload,
        html=html,
        calendar=message.calendar,
        message_id=name,
        context_hash=message.digest,
        next_attempt_at=entry.recorded_at,
        created_at=entry.recorded_at,
    )
