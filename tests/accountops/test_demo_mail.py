"""The demo's mailbox: people there answer and write, by real SMTP, and what is ours is taken in."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accountops.launcher.ports import any_free
from accountops.postbox import store
from accountops.postbox.server import Intake, serving
from accountops.postbox.taking import take_in
from cases import outbox
from cases.letters import addresses
from cases.mailbox.storing import content_of
from cases.models import InboundMail
from tests.cases.files.samples import PDF
from tests.cases.helpers import approved, person
from tests.mailbox.builder import a_mail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accountops.urls_with_demo")]
Taken = list[tuple[bytes, str]]


@pytest.fixture
def taken(tmp_path: Path, settings: Any) -> Iterator[Taken]:
    """The demo's mail server. What it takes for us is given to AccountOps by the test: its transaction."""
    found: Taken = []
    server = serving(
        tmp_path, any_free(), Intake(settings.MAIL_REPLY_TO, lambda raw, to: found.append((raw, to)))
    )
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.POSTBOX = tmp_path
    yield found
    server.stop()


def test_an_answer_belongs_to_its_case(client: Client, taken: Taken, settings: Any) -> None:
    """From its receiver, to whom it asks for, with the headers that mail programs write."""
    case = approved(person("clara", "customer_care"))
    outbox.drain()
    [got] = store.newest(settings.POSTBOX)
    page = client.get(f"/demo/mail/{got.name}/").content.decode()
    assert addresses.reply_to(case.reference) in page
    file = SimpleUploadedFile("order.pdf", PDF, "application/pdf")
    sent = client.post(f"/demo/mail/{got.name}/answer/", {"text": "Yes, please.", "file": file})
    assert sent.status_code == 302
    [(raw, to)] = taken
    message = message_from_bytes(raw, policy=default)
    assert message["From"] == "customer@example.com"
    assert message["In-Reply-To"].strip() == got.message_id
    assert got.message_id in message["References"]
    assert message["Subject"].startswith("Re: ")
    take_in(raw, to)
    mail = InboundMail.objects.get()
    assert (mail.source, mail.status, mail.case_id) == ("smtp", "filed", case.pk)
    assert mail.text.startswith("Yes, please.\n")
    assert [row.name for row in case.documents.all()] == ["order.pdf"]
    assert len(store.newest(settings.POSTBOX)) == 2  # and a copy to the person who acted


def test_a_new_mail_comes_in(client: Client, taken: Taken, settings: Any) -> None:
    """From whoever one says one is."""
    assert client.get("/demo/mail/new/").status_code == 200
    given = {"sender": "Zoë Lind <zoe@sales.example>", "subject": "Hello", "text": "Can you help?"}
    assert client.post("/demo/mail/new/", given).status_code == 302
    [(raw, to)] = taken
    take_in(raw, to)
    mail = InboundMail.objects.get()
    assert (mail.from_name, mail.from_address, mail.status) == ("Zoë Lind", "zoe@sales.example", "inbox")
    assert mail.envelope_to == settings.MAIL_REPLY_TO
    assert content_of(mail).startswith(b"Return-Path: <zoe@sales.example>\r\n")


def test_what_cannot_be_sent_is_told(client: Client, taken: Taken, settings: Any) -> None:
    """Without an address, without words, and while the mail server is away."""
    given = {"sender": "Zoë Lind", "subject": "", "text": "Hello"}
    assert client.post("/demo/mail/new/", given).status_code == 422
    assert client.post("/demo/mail/new/", given | {"sender": "z@x.example", "text": ""}).status_code == 422
    settings.EMAIL_PORT = any_free()
    page = client.post("/demo/mail/new/", given | {"sender": "z@x.example"})
    assert page.status_code == 422
    assert "The mail server did not take it" in page.content.decode()
    assert taken == []


def test_nothing_is_written_through_somebodys_real_server(client: Client, settings: Any) -> None:
    """Where EMAIL_HOST is not the demo's own."""
    settings.EMAIL_HOST = "mail.example.com"
    assert client.get("/demo/mail/new/").status_code == 404
    assert client.post("/demo/mail/new/", {}).status_code == 404
    assert "Write a mail" not in client.get("/demo/mail/").content.decode()


def test_the_server_keeps_what_is_not_ours_and_says_so_when_we_cannot_take_it(
    tmp_path: Path, taken: Taken, settings: Any
) -> None:
    """Ours is whatever stands behind a plus; a mail that is not taken in is kept nowhere, and sent again."""

    def away(raw: bytes, to: str) -> None:
        raise ConnectionError("no database")

    local, _, domain = settings.MAIL_REPLY_TO.rpartition("@")
    ours, others = f"{local}+c.anything@{domain.upper()}", f"somebody@{domain}"
    with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT) as client:
        client.sendmail("rita@sales.example", [ours, others], a_mail())
    assert [to for _, to in taken] == [ours]
    assert [mail.to for mail in store.newest(tmp_path)] == [others]
    server = serving(tmp_path, any_free(), Intake(settings.MAIL_REPLY_TO, away))
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", server.port) as client, pytest.raises(smtplib.SMTPDataError) as told:
            client.sendmail("rita@sales.example", [others, ours], a_mail())
    finally:
        server.stop()
    assert told.value.smtp_code == 451
    assert len(store.newest(tmp_path)) == 1
