"""Reports of delivery (RFC 3464): which mail it is about, whom it was for, and what became of it.

Only what a machine wrote for machines is read. Nothing here is believed yet; see `returning`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Final

from cases.mailbox.headers import line, message_ids, own_id, raw_value, words
from cases.mailbox.parts import Part
from cases.mailbox.quiet import quietly

STATUS_TYPES: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
ORIGINAL_TYPES: Final = frozenset(
    {
        "message/rfc822",
        "message/rfc822-headers",
        "text/rfc822-headers",
        "message/global",
        "message/global-headers",
    }
)
STATUS: Final = re.compile(r"^[245]\.[0-9]{1,3}\.[0-9]{1,3}")
BLANK: Final = re.compile(rb"(?:\r?\n){2,}")
MOST_BYTES: Final = 64_000
MOST_RECIPIENTS: Final = 50
LONGEST_WORDS: Final = 300


@dataclass(frozen=True)
class Delivery:
    """What became of a mail at one receiver: `for_whom` are the addresses that this receiver has."""

    for_whom: tuple[str, ...]
    action: str
    status: str
    words: str

    @property
    def failed(self) -> bool:
        """Whether it did not arrive, for good."""
        return self.action == "failed" or (not self.action and self.status.startswith("5."))

    @property
    def told(self) -> str:
        """The reason in one line: the server's words, which mostly begin with its status."""
        return line(" ".join(part for part in (self.status, self.words) if part), 500)


@dataclass(frozen=True)
class Report:
    """What a report says: the Message-IDs that it may be about, and the receivers that it names."""

    names: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


NO_REPORT: Final = Report()


def report_of(parts: Sequence[Part], message: Message) -> Report:
    """What a report says; an empty one for what is no report that machines can read."""
    rows = [row for part in parts if part.content_type in STATUS_TYPES for row in _deliveries(part.content)]
    if not rows:
        return NO_REPORT
    originals = [_headers(part.content) for part in parts if part.content_type in ORIGINAL_TYPES]
    names = [own_id(original) for original in originals]
    if not any(names):  # some servers leave the mail out, and answer to it
        names = [*message_ids(message, "In-Reply-To"), *reversed(message_ids(message, "References"))]
    return Report(tuple(dict.fromkeys(name for name in names if name)), tuple(rows[:MOST_RECIPIENTS]))


def _deliveries(content: bytes) -> list[Delivery]:
    """The groups of fields that are about a receiver; the first group is about the mail as a whole."""
    found = []
    for group in BLANK.split(_plain(content, b"recipient:"))[: MOST_RECIPIENTS * 2]:
        fields = _headers(group)
        for_whom = [_address(raw_value(fields, name)) for name in ("Original-Recipient", "Final-Recipient")]
        if any(for_whom):
            action = raw_value(fields, "Action").partition(";")[0].strip().lower()[:20]
            status = STATUS.match(raw_value(fields, "Status"))
            said = raw_value(fields, "Diagnostic-Code").partition(";")
            told = line(words(said[2] or said[0]), LONGEST_WORDS)
            receivers = tuple(dict.fromkeys(one for one in for_whom if one))
            found.append(Delivery(receivers, action, status[0] if status else "", told))
    return found


def _headers(content: bytes) -> Message:
    text = _plain(content, b":")[:MOST_BYTES].lstrip()
    return BytesHeaderParser(policy=compat32).parsebytes(text)


def _address(value: str) -> str:
    """The address in "rfc822; name@domain", in small letters."""
    kind, _, address = value.partition(";")
    found = (address or kind).strip().strip("<>").strip().lower()
    return found[:320] if "@" in found else ""


def _plain(content: bytes, mark: bytes) -> bytes:
    """The content; decoded where it came in base64, which no standard allows here and some servers send."""
    content = content[: MOST_BYTES * 2]
    if mark in content.lower():
        return content
    return quietly(lambda: base64.b64decode(content, validate=False), content)
