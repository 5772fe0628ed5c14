"""Reading a mail: bytes in, plain data out. Nothing is stored here, and no database is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from itertools import islice
from typing import Final

from cases.mailbox import headers
from cases.mailbox.charsets import readable
from cases.mailbox.loops import Signs, signs
from cases.mailbox.parts import TOO_DEEP, Part, parsed, walk, words_of
from cases.mailbox.plain import text_of
from cases.mailbox.reports import NO_REPORT, Report, report_of

MOST_TEXT: Final = 200_000  # characters that are kept of the words of a mail
MOST_HTML: Final = 500_000
MOST_HEADERS: Final = 100
LONGEST_SHOWN: Final = 2000
NO_WORDS: Final = "It has no words of its own."


@dataclass(frozen=True)
class Attachment:
    """A file of a mail, as it is told: `number` is its place among the files, from 1."""

    number: int
    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Read:
    """What a mail says. Addresses are in small letters; `notes` say what was not read, in sentences."""

    message_id: str
    from_name: str
    from_address: str
    senders: int
    to: list[str]
    delivered_to: list[str]
    cc: list[str]
    subject: str
    sent_at: datetime | None
    in_reply_to: list[str]
    references: list[str]
    text: str
    html: str
    attachments: list[Attachment]
    signs: Signs
    authentication: list[str]
    headers: list[tuple[str, str]]
    report: bool = False
    delivery: Report = NO_REPORT
    notes: list[str] = field(default_factory=list)


def read(raw: bytes) -> Read:
    """Reads a mail with every limit there is; it may raise for what nobody has thought of."""
    message, headers_only = parsed(raw)
    found = walk(message) if not headers_only else None
    parts, notes = (found.parts, found.notes) if found else ([], [TOO_DEEP])
    text, html = _words(parts)
    if not text and not html and found and not found.notes:
        notes = [*notes, NO_WORDS]
    people = headers.addresses(message, "From")
    name, address = people[0] if people else ("", "")
    return Read(
        message_id=headers.own_id(message),
        from_name=name,
        from_address=address,
        senders=len({address for _, address in people}),
        to=_only(message, "To"),
        delivered_to=_only(message, "Delivered-To", "X-Original-To", "Envelope-To"),
        cc=_only(message, "Cc"),
        subject=headers.safe_header(message, "Subject"),
        sent_at=headers.sent_at(message),
        in_reply_to=headers.message_ids(message, "In-Reply-To"),
        references=headers.message_ids(message, "References"),
        text=text,
        html=html,
        attachments=[told(number, part) for number, part in enumerate(files(parts), 1)],
        signs=signs(message, address),
        authentication=headers.raw_values(message, "Authentication-Results")[:20],
        headers=_shown(message),
        report=_is_report(message),
        delivery=report_of(parts, message) if _is_report(message) else NO_REPORT,
        notes=notes,
    )


def files(parts: list[Part]) -> list[Part]:
    """The parts that are files."""
    return [part for part in parts if part.name]


def file_of(raw: bytes, number: int) -> Part | None:
    """One file of a mail with its content, by its place; None where there is none."""
    message, headers_only = parsed(raw)
    found = [] if headers_only else files(walk(message).parts)
    return found[number - 1] if 0 < number <= len(found) else None


def told(number: int, part: Part) -> Attachment:
    """A file as it is told, without its content."""
    digest = hashlib.sha256(part.content).hexdigest()
    return Attachment(number, part.name, headers.line(part.content_type, 100), len(part.content), digest)


def _words(parts: list[Part]) -> tuple[str, str]:
    """Text and HTML. Plain text is preferred; where there is none, it is made from the HTML."""
    html = readable("\n".join(words_of(parts, "text/html", MOST_HTML)), MOST_HTML)
    text = readable("\n\n".join(words_of(parts, "text/plain", MOST_TEXT * 2)), MOST_TEXT)
    if not text.strip() and html:
        text = text_of(html)[:MOST_TEXT]
    return text.strip("\n"), html


def _only(message: Message, *names: str) -> list[str]:
    return [address for _, address in headers.addresses(message, *names)]


def _is_report(message: Message) -> bool:
    return headers.raw_value(message, "Content-Type").lower().lstrip().startswith("multipart/report")


def _shown(message: Message) -> list[tuple[str, str]]:
    """The headers for who wants to see them all, as they stand."""
    rows = list(islice(message.raw_items(), MOST_HEADERS))
    return [
        (headers.line(str(name), 80), headers.line(headers.words(str(value)[:LONGEST_SHOWN]), LONGEST_SHOWN))
        for name, value in rows
    ]
