"""A transport that writes a line for every delivery, whatever becomes of the transaction around it."""

from __future__ import annotations

import os
from typing import Any

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """Mail is delivered into the file named by DELIVERIES."""

    name = "tests.chaos.counting"
    label = "counting"

    def ready(self) -> None:
        """Takes the place of the mail channel."""
        from cases.outbox import add_transport

        add_transport("mail", deliver)


def deliver(message: Any) -> None:
    """One line with the message's key, in one write, so that lines of several processes stay whole."""
    with open(os.environ["DELIVERIES"], "ab", buffering=0) as file:  # noqa: PTH123 - unbuffered, appended
        file.write(f"{message.key}\n".encode())
