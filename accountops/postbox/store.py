"""Mails as files in one folder, newest last by name, each as its receiver got it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Final
from uuid import uuid4

MOST_KEPT: Final = 2000
MOST_LOOKED_AT: Final = 1000
NAME: Final = re.compile(r"[0-9]{20}-[0-9a-f]{32}")
NOT_READ: Final = "(not to be read)"
# Anybody on this machine may send here, and the parser of mails trips over some of what there is.
_UNREADABLE: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True)
class Mail:
    """A mail as its receiver sees it."""

    name: str
    at: datetime
    to: str
    sender: str
    reply_to: str
    subject: str
    reference: str
    message: EmailMessage

    @property
    def message_id(self) -> str:
        """Its Message-ID, on one line."""
        return " ".join(_header(self.message, "Message-ID").split())

    @property
    def references(self) -> list[str]:
        """The Message-IDs that it goes on from."""
        return _header(self.message, "References").split()

    @property
    def answers_to(self) -> list[str]:
        """The addresses that an answer goes to."""
        found = getaddresses([self.reply_to or self.sender])
        return [address for _, address in found if "@" in address]

    @property
    def text(self) -> str:
        """The plain text part."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part."""
        return self._part("html")

    @property
    def attachments(self) -> list[str]:
        """The names of what is attached."""
        try:
            parts = list(self.message.iter_attachments())
            return [part.get_filename() or part.get_content_type() for part in parts]
        except _UNREADABLE:
            return [NOT_READ]

    def _part(self, kind: str) -> str:
        try:
            part = self.message.get_body((kind,))
            return str(part.get_content()) if part is not None else ""
        except _UNREADABLE:
            return NOT_READ


def keep(folder: Path, raw: bytes, *, sender: str, to: str) -> None:
    """Stores a mail for one receiver, with the lines that the last server on the way puts above it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{time.time_ns():020d}-{uuid4().hex}.eml"
    fresh = path.with_suffix(".new")
    fresh.write_bytes(lines_above(sender, to) + raw)
    fresh.replace(path)
    for old in _names(folder)[MOST_KEPT:]:
        path_of(folder, old).unlink(missing_ok=True)


def lines_above(sender: str, to: str) -> bytes:
    """What the last server on the way puts above a mail."""
    return f"Return-Path: <{sender}>\r\nDelivered-To: {to}\r\n".encode("ascii", "replace")


def path_of(folder: Path, name: str) -> Path:
    """Where a mail lies; raises FileNotFoundError for what is no name of one."""
    if not NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return folder / f"{name}.eml"


def read(folder: Path, name: str) -> Mail:
    """One mail; raises FileNotFoundError where there is none of that name."""
    raw = path_of(folder, name).read_bytes()
    message = BytesParser(policy=default).parsebytes(raw)
    at = datetime.fromtimestamp(int(name[:20]) / 1e9, UTC)
    return Mail(
        name,
        at,
        to=_header(message, "Delivered-To"),
        sender=_header(message, "From"),
        reply_to=_header(message, "Reply-To"),
        subject=_header(message, "Subject"),
        reference=_header(message, "X-AccountOps-Case"),
        message=message,
    )


def newest(folder: Path, *, to: str = "", case: str = "", most: int = 100) -> list[Mail]:
    """The newest mails, those to addresses and about cases that contain the given words."""
    found: list[Mail] = []
    for mail in _all(folder):
        if to.casefold() in mail.to.casefold() and case.casefold() in mail.reference.casefold():
            found.append(mail)
            if len(found) == most:
                break
    return found


def _all(folder: Path) -> Iterator[Mail]:
    for name in _names(folder)[:MOST_LOOKED_AT]:
        try:
            yield read(folder, name)
        except FileNotFoundError:
            continue  # thrown away since it was listed


def _names(folder: Path) -> list[str]:
    return sorted((path.stem for path in folder.glob("*.eml")), reverse=True) if folder.is_dir() else []


def _header(message: EmailMessage, name: str) -> str:
    """A header as text."""
    try:
        return str(message.get(name, ""))
    except _UNREADABLE:
        return NOT_READ
