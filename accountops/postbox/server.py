"""A mail server that keeps what it gets. Two kinds of addresses answer as real ones sometimes do.

Mail to our own address is not kept: it is given to AccountOps, as the mail server of a site would do.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from accountops.postbox import store

GONE: Final = re.compile(r"(bounce|gone|unknown)[^@]*@", re.IGNORECASE)
BUSY: Final = re.compile(r"busy[^@]*@", re.IGNORECASE)
LARGEST_BYTES: Final = 30 * 2**20
TRY_AGAIN: Final = "451 4.3.0 Not taken in just now, try again later"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Intake:
    """Where mail to our own address goes: `take` gets the mail as it came and its receiver, and may raise."""

    address: str
    take: Callable[[bytes, str], None]

    def is_for(self, receiver: str) -> bool:
        """Whether a mail to this receiver is ours, whatever stands behind a plus."""
        local, _, domain = receiver.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" == self.address.lower()


class Keeper:
    """Takes every mail, but for those to mailboxes that do not exist, or are full just now."""

    def __init__(self, folder: Path, intake: Intake | None = None) -> None:
        self.folder, self.intake = folder, intake

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
        """Keeps a mail, once for each receiver; ours first, so that what is tried again is kept once."""
        raw, sender = envelope.original_content or b"", envelope.mail_from or ""
        ours = [address for address in envelope.rcpt_tos if self.intake and self.intake.is_for(address)]
        for address in ours:
            try:
                await asyncio.to_thread(self._give, raw, sender, address)
            except Exception:
                log.exception("a mail was not taken in")
                return TRY_AGAIN
        for address in envelope.rcpt_tos:
            if address not in ours:
                store.keep(self.folder, raw, sender=sender, to=address)
        return "250 2.0.0 Kept"

    def _give(self, raw: bytes, sender: str, address: str) -> None:
        assert self.intake is not None
        self.intake.take(store.lines_above(sender, address) + raw, address)


def serving(folder: Path, port: int, intake: Intake | None = None) -> Controller:
    """The server, reachable from this machine only; `start` and `stop` it."""
    keeper = Keeper(folder, intake)
    return Controller(keeper, hostname="127.0.0.1", port=port, data_size_limit=LARGEST_BYTES)
