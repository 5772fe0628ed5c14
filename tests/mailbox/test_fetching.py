"""A mailbox on a server is read by UID, once, and nothing in it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cases.mailbox import fetching
from cases.models import InboundMail, MailboxCursor
from tests.mailbox.builder import a_mail
from tests.mailbox.imap_server import Box, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A server with two mails, the second one broken."""
    with serving() as server:
        settings.IMAP_HOST, settings.IMAP_PORT = "127.0.0.1", server.server_address[1]
        settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_TLS = "support", "secret", False
        server.mails = {3: a_mail("One"), 5: b"To: (c):\r\nMessage-ID: <[b@x>\r\n\xff\x00"}
        yield server


def test_new_mails_are_taken_in_once_and_left_as_they_are(box: Box) -> None:
    assert fetching.fetch() == 2
    assert fetching.fetch() == 0
    box.mails[9] = a_mail("Three", name="three@x.example")
    assert fetching.fetch() == 1
    assert [bytes(mail.content.data) for mail in InboundMail.objects.all()] == list(box.mails.values())
    cursor = MailboxCursor.objects.get()
    assert (cursor.validity, cursor.last_uid, cursor.problem) == (7, 9, "")
    assert not [
        asked for asked in box.asked if asked.startswith(("UID STORE", "UID COPY", "UID MOVE", "EXPUNGE"))
    ]
    assert all("PEEK" in asked for asked in box.asked if asked.startswith("UID FETCH"))


def test_a_server_that_numbers_anew_brings_nothing_twice(box: Box) -> None:
    fetching.fetch()
    box.validity, box.mails = 8, {1: box.mails[3], 2: a_mail("New", name="new@x.example")}
    assert fetching.fetch() == 2
    assert InboundMail.objects.count() == 3


def test_a_server_that_is_away_is_told(box: Box, settings: Any) -> None:
    settings.IMAP_PORT = 1
    assert fetching.fetch() == 0
    assert "ConnectionRefusedError" in MailboxCursor.objects.get().problem


def test_without_a_server_nothing_is_asked(settings: Any) -> None:
    settings.IMAP_HOST = ""
    assert fetching.fetch() == 0
    assert not MailboxCursor.objects.exists()
