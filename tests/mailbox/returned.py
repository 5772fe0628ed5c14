"""Reports of delivery as mail servers of different makes write them, about any mail and any receiver."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Final

from tests.mailbox.builder import a_mail

Fields = str
GONE: Final = "smtp; 550 5.1.1 <{to}>: Recipient address rejected: User unknown"


def a_report(
    status: Fields,
    original: str,
    *,
    words: str = "This is the mail system. Your mail could not be delivered.",
    original_type: str = "message/rfc822",
    status_type: str = "message/delivery-status",
    coded: bool = False,
    name: str = "report@mx.example",
    sender: str = "MAILER-DAEMON@mx.example",
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """A report in its three parts; without `original` the third is left out."""
    transfer, given = "", status
    if coded:
        transfer = "Content-Transfer-Encoding: base64\r\n"
        given = base64.encodebytes(status.encode()).decode().replace("\n", "\r\n")
    parts = [
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n",
        f"Content-Type: {status_type}\r\n{transfer}\r\n{given}\r\n",
    ]
    parts += [f"Content-Type: {original_type}\r\n\r\n{original}\r\n"] if original else []
    body = "".join(f"--report\r\n{part}" for part in parts) + "--report--\r\n"
    kind = "multipart/report; report-type=delivery-status; boundary=report"
    options = {"sender": sender, "subject": "Undelivered Mail", "name": name}
    return a_mail(body, content_type=kind, headers=[("Return-Path", "<>"), *headers], **options)


def fields(to: str, action: str = "failed", status: str = "5.1.1", said: str = GONE, **more: str) -> Fields:
    """The status part: a group about the mail, a group about its receiver."""
    rows = {"Final-Recipient": f"rfc822; {to}", "Action": action, "Status": status}
    rows |= {key.replace("_", "-"): value for key, value in more.items()}
    rows |= {"Diagnostic-Code": said.format(to=to)} if said else {}
    about = "\r\n".join(f"{key}: {value}" for key, value in rows.items())
    return (
        f"Reporting-MTA: dns; mx.example\r\nArrival-Date: Mon, 15 Jun 2026 09:00:00 +0000\r\n\r\n{about}\r\n"
    )


def mail_of(name: str, to: str) -> str:
    """The mail that the report is about, as it comes with it."""
    return f"From: accountops@localhost\r\nTo: {to}\r\nMessage-ID: {name}\r\nSubject: Hello\r\n\r\nHi"


def postfix(name: str, to: str) -> bytes:
    """With the whole mail."""
    return a_report(fields(to, Original_Recipient=f"rfc822;{to}"), mail_of(name, to))


def headers_only(name: str, to: str) -> bytes:
    """With the headers of the mail only; the receiver's name in brackets and capitals."""
    status = fields(to, Final_Recipient=f"RFC822; <{to.upper()}>")
    return a_report(status, mail_of(name, to), original_type="text/rfc822-headers")


def exchange(name: str, to: str) -> bytes:
    """Folded words, a status of three figures, several recipients' groups, answering the mail."""
    said = "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found\r\n by SMTP address lookup"
    first = fields("somebody.else@example.com", action="delivered", status="2.0.0", said="")
    _, _, second = fields(to, status="5.1.10", said=said).partition("\r\n\r\n")
    status = f"{first}\r\n{second}"
    headers = (("In-Reply-To", name), ("X-MS-Exchange-Message-Is-Ndr", ""))
    return a_report(status, mail_of(name, to), headers=headers, sender="postmaster@tenant.example")


def without_the_mail(name: str, to: str) -> bytes:
    """Exchange again, where the mail itself is left out: the report answers to it."""
    headers = (("In-Reply-To", name), ("References", f"<other@example.com> {name}"))
    return a_report(fields(to), "", headers=headers, sender="postmaster@tenant.example")


def international(name: str, to: str) -> bytes:
    """RFC 6533: other types, UTF-8, and all of it in base64."""
    said = "smtp; 550 5.1.1 Empfänger unbekannt"
    status = fields(to, said=said, Final_Recipient=f"utf-8; {to}")
    kinds = {"status_type": "message/global-delivery-status", "original_type": "message/global-headers"}
    return a_report(status, mail_of(name, to), coded=True, **kinds)  # type: ignore[arg-type]  # texts


def forwarded(name: str, to: str) -> bytes:
    """The receiver's mailbox passes on to one that does not exist; whom we wrote to stands beside it."""
    return a_report(fields("old@elsewhere.example", Original_Recipient=f"rfc822; {to}"), mail_of(name, to))


def without_action(name: str, to: str) -> bytes:
    """Only a status."""
    return a_report(fields(to, action="", status="5.7.1 (blocked)", said=""), mail_of(name, to))


FAILED: Final[dict[str, Callable[[str, str], bytes]]] = {
    "whole mail": postfix,
    "headers only": headers_only,
    "Exchange": exchange,
    "without the mail": without_the_mail,
    "international": international,
    "forwarded": forwarded,
    "without an action": without_action,
}
