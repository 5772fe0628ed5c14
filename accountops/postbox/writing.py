"""What people of the demo write: a new mail to us, or an answer to one that they got. By real SMTP."""

from __future__ import annotations

from email.utils import make_msgid, parseaddr
from mimetypes import guess_type
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.mail import EmailMessage, get_connection

from accountops.postbox.store import Mail

HERE: Final = frozenset({"127.0.0.1", "localhost"})
LONGEST_SUBJECT: Final = 200
PATIENCE_SECONDS: Final = 25  # with the first mail for us the mail server loads AccountOps


class NotTaken(Exception):
    """The mail server did not take it; the text says why."""


def is_possible() -> bool:
    """Whether mail can be written here: where EMAIL_HOST is somebody's real server, it cannot."""
    return settings.EMAIL_HOST in HERE


def new(sender: str, subject: str, text: str, file: UploadedFile | None = None) -> EmailMessage:
    """A mail to our own address."""
    return _mail(sender, [settings.MAIL_REPLY_TO], subject, text, file, {})


def answer(to: Mail, text: str, file: UploadedFile | None = None) -> EmailMessage:
    """An answer as its receiver's mail program writes it: to whom it asks for, with what it answers below."""
    headers = {}
    if to.message_id:
        headers["In-Reply-To"] = to.message_id
        headers["References"] = " ".join([*to.references[-20:], to.message_id])
    subject = to.subject if to.subject.lower().startswith("re:") else f"Re: {to.subject}"
    below = "\n".join(f"> {line}" for line in to.text.splitlines())
    whole = f"{text.strip()}\n\nOn {to.at:%d %B %Y at %H:%M} UTC, {parseaddr(to.sender)[1]} wrote:\n{below}\n"
    return _mail(to.to, to.answers_to, subject, whole, file, headers)


def send(mail: EmailMessage) -> None:
    """Hands it to the mail server. Raises NotTaken."""
    mail.connection = get_connection(timeout=PATIENCE_SECONDS)
    try:
        mail.send(fail_silently=False)
    except (SMTPException, OSError) as error:
        raise NotTaken(f"The mail server did not take it: {error}"[:300]) from error


def _mail(
    sender: str,
    to: list[str],
    subject: str,
    text: str,
    file: UploadedFile | None,
    headers: dict[str, str],
) -> EmailMessage:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "mail.example"
    headers["Message-ID"] = make_msgid(domain=domain)
    mail = EmailMessage(" ".join(subject.split())[:LONGEST_SUBJECT], text, sender, to, headers=headers)
    if file is not None:
        name = file.name or "file"
        mail.attach(name, file.read(), guess_type(name)[0] or "application/octet-stream")
    return mail
