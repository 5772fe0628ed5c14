"""What a mail provider tells: a mail that came in, and what became of one that went out."""

from __future__ import annotations

from typing import Any, Final

from anymail.inbound import AnymailInboundMessage
from anymail.signals import EventType

from cases.mailbox.headers import line
from cases.mailbox.ingesting import ingest
from cases.mailbox.returning import came_back, sent_to
from cases.models import InboundMail

LOST: Final = frozenset({EventType.BOUNCED, EventType.REJECTED})


class RawMail(AnymailInboundMessage):  # type: ignore[misc]  # its package has no types
    """A mail as the provider got it, which nobody has parsed: some mails are too much for the parser."""

    def __init__(self, raw: bytes = b"", recipient: str = "") -> None:
        super().__init__()
        self.raw, self.envelope_recipient = raw, recipient

    def as_bytes(self, *args: Any, **options: Any) -> bytes:
        """Its bytes, as they came."""
        return self.raw


def take_in(event: Any, **told: Any) -> None:
    """Takes in a mail. What is raised here makes the provider bring it again."""
    recipient = event.message.envelope_recipient or ""
    ingest(event.message.as_bytes(), source=InboundMail.Source.PROVIDER, envelope_to=recipient)


def take_note(event: Any, **told: Any) -> None:
    """Marks a mail of ours that did not arrive, if it went to just that receiver. Raises NotSentYet."""
    if event.event_type not in LOST:
        return
    sent = sent_to(event.message_id or "", event.recipient or "")
    if sent is not None:
        came_back(sent, line(event.mta_response or event.description or ""))
