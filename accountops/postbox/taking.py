"""Mail to our own address: taken in as mail from a gateway is."""

from __future__ import annotations

import os
from functools import cache

import django
from django.apps import apps
from django.db import connections

SETTINGS = "accountops.settings"


def take_in(raw: bytes, receiver: str) -> None:
    """Takes in a mail. Raises what the database raises: the mail is then sent again."""
    from cases.mailbox import ingest
    from cases.models import InboundMail

    ingest(raw, source=InboundMail.Source.SMTP, envelope_to=receiver)


def take_in_apart(raw: bytes, receiver: str) -> None:
    """The same in a thread of a mail server: loads AccountOps where it is not, and leaves no connection."""
    _ready()
    try:
        take_in(raw, receiver)
    finally:
        connections.close_all()


@cache
def _ready() -> None:
    """Once in a process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()
