"""A letter about what a change came to: it could not be written while the change was being made."""

from __future__ import annotations

from typing import Any

from cases import registry
from cases.letters import mail
from cases.models import OutboxMessage, TimelineEntry
from cases.step import Message
from cases.workflow import composing
from cases.workflow.waking import hurry


def write_about(case: Any, entry: TimelineEntry, code: str, to: str, context: Any) -> OutboxMessage:
    """Puts one more registered letter beside an entry; the caller is in the transaction that stored it.

    It follows the entry's own messages and changes nothing of the case. Raises KeyError for a letter that the
    kind does not have, and Unfilled where a placeholder stays empty.
    """
    filled = registry.kind_of(case).letter(code).fill(context)
    said = Message(code, mail.CHANNEL, to, filled.subject, filled.text, {}, filled.blocks, filled.digest)
    number = OutboxMessage.objects.filter(entry=entry.pk).count() + 1
    row = composing.row(case, entry, number, said)
    row.save(force_insert=True)
    hurry("outbox")
    return row
