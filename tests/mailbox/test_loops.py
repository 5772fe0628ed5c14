"""What a machine wrote, and what no machine may answer: every header on its own."""

from __future__ import annotations

from typing import Any

import pytest

from cases.letters.mail import LOOP_HEADER
from cases.mailbox.reading import read
from tests.mailbox.builder import a_mail

AUTOMATIC = [
    ("Auto-Submitted", "auto-generated"),
    ("Auto-Submitted", "auto-replied"),
    ("Auto-Submitted", "auto-notified"),
    ("Auto-Submitted", "Auto-Replied; owner-email=x"),
    ("Auto-Submitted", " (a comment) AUTO-GENERATED "),
    ("Auto-Submitted", "something-new"),
    ("Return-Path", "<>"),
    ("Return-Path", "< >"),
    ("Precedence", "bulk"),
    ("Precedence", "Junk"),
    ("Precedence", "AUTO_REPLY"),
    ("X-Autoreply", "yes"),
    ("X-Autorespond", "holiday"),
    ("X-Auto-Reply", "1"),
    (LOOP_HEADER, "accountops.example"),
]
SILENT = [
    ("X-Auto-Response-Suppress", "All"),
    ("X-Auto-Response-Suppress", "DR, OOF, AutoReply"),
    ("X-Auto-Response-Suppress", "dr,autoreply"),
    ("List-Id", "<group.example>"),
    ("List-Unsubscribe", "<mailto:x@y.example>"),
    ("Precedence", "list"),
]
NEITHER = [
    ("Auto-Submitted", "no"),
    ("Auto-Submitted", "NO; really"),
    ("Auto-Submitted", "(says) no"),
    ("Return-Path", "<rita@sales.example>"),
    ("Precedence", "first-class"),
    ("X-Autoreply", "no"),
    ("X-Auto-Response-Suppress", "DR, RN, NRN"),
]


@pytest.mark.parametrize("header", AUTOMATIC, ids=": ".join)
def test_automatic(header: tuple[str, str]) -> None:
    """It moves nothing, and nothing is answered."""
    signs = read(a_mail(headers=[header])).signs
    assert (bool(signs.automatic), signs.may_be_answered) == (True, False)


@pytest.mark.parametrize("header", SILENT, ids=": ".join)
def test_written_by_a_person_and_not_to_be_answered_by_a_machine(header: tuple[str, str]) -> None:
    """A person's wish, or a list: it may move a case."""
    signs = read(a_mail(headers=[header])).signs
    assert (bool(signs.automatic), signs.may_be_answered) == (False, False)


@pytest.mark.parametrize("header", NEITHER, ids=": ".join)
def test_what_means_nothing(header: tuple[str, str]) -> None:
    """Words that others take for signs."""
    assert read(a_mail(headers=[header])).signs.may_be_answered


@pytest.mark.parametrize(
    ("sender", "automatic", "answered"),
    [
        ("MAILER-DAEMON@mx.example", True, False),
        ("postmaster@mx.example", True, False),
        ("bounces+123@mx.example", True, False),
        ("no-reply@shop.example", False, False),
        ("do_not_reply@shop.example", False, False),
        ("noreply+1@shop.example", False, False),
        ("AccountOps <accountops@localhost>", True, False),
        ("norbert@shop.example", False, True),
        ("nobody", False, False),
    ],
)
def test_senders(sender: str, automatic: bool, answered: bool) -> None:
    """Mail servers, addresses that read nothing, ourselves."""
    signs = read(a_mail(sender=sender)).signs
    assert (bool(signs.automatic), signs.may_be_answered) == (automatic, answered)


def test_our_own_addresses(settings: Any) -> None:
    """The mailbox for answers is ours as well."""
    settings.MAIL_REPLY_TO = "Support@House.example"
    assert read(a_mail(sender="support@house.example")).signs.automatic


def test_reports() -> None:
    """A mail that came back is a report."""
    kind = 'multipart/report; report-type=delivery-status; boundary="q"'
    assert read(a_mail("--q--", content_type=kind)).signs.automatic
