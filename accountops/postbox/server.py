"""A mail server that keeps what it gets. Two kinds of addresses answer as real ones sometimes do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from accountops.postbox import store

GONE: Final = re.compile(r"(bounce|gone|unknown)[^@]*@", re.IGNORECASE)
BUSY: Final = re.compile(r"busy[^@]*@", re.IGNORECASE)
LARGEST_BYTES: Final = 30 * 2**20


class Keeper:
    """Takes every mail, but for those to mailboxes that do not exist, or are full just now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(  # noqa: N802 - the server looks for this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Judges a receiver."""
        if GONE.match(address):
            return "550 5.1.1 There is no such mailbox"
        if BUSY.match(address):
            return "451 4.2.2 The mailbox is full, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server looks for this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keeps a mail, once for each receiver."""
        for address in envelope.rcpt_tos:
            store.keep(
                self.folder, envelope.original_content or b"", sender=envelope.mail_from or "", to=address
            )
        return "250 2.0.0 Kept"


def serving(folder: Path, port: int) -> Controller:
    """The server, reachable from this machine only; `start` and `stop` it."""
    return Controller(Keeper(folder), hostname="127.0.0.1", port=port, data_size_limit=LARGEST_BYTES)
