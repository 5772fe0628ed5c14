"""A transport that writes a line for every delivery, whatever becomes of the transaction around it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """Messages and answers to mail are delivered into the file named by DELIVERIES."""

    name = "tests.chaos.counting"
    label = "counting"

    def ready(self) -> None:
        """Takes the place of the mail server, and counts what every other channel delivers.

        LEASE_SECONDS: after so long a mail is read again, or a call made again, whose worker was killed.
        """
        from cases import outbox
        from cases.connectors import calling
        from cases.letters import mail
        from cases.mailbox import ingesting

        for channel, transport in [*outbox._transports.items()]:
            outbox.add_transport(channel, deliver if channel == mail.CHANNEL else _counted(transport))
        outbox.loopback = deliver
        mail.deliver = lambda composed, to: _line(f"answer:{composed.extra_headers['Message-ID']}")
        if seconds := os.environ.get("LEASE_SECONDS"):
            calling.LEASE = ingesting.LEASE = timedelta(seconds=float(seconds))


def deliver(message: Any) -> None:
    """The message's key."""
    _line(message.key)


def _counted(transport: Callable[[Any], None]) -> Callable[[Any], None]:
    def both(message: Any) -> None:
        transport(message)
        deliver(message)

    return both


def _line(text: str) -> None:
    """One line in one write, so that lines of several processes stay whole."""
    with open(os.environ["DELIVERIES"], "ab", buffering=0) as file:  # noqa: PTH123 - unbuffered, appended
        file.write(f"{text}\n".encode())
