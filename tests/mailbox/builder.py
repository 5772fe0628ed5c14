"""Mails made for tests: bytes as they would come, with any headers and parts."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cases.mailbox import Receipt, ingest
from cases.models import InboundMail

REP = "rita@sales.example"


def a_mail(
    body: str | bytes = "Please look at this.",
    *,
    sender: str = REP,
    to: str = "support@accountops.example",
    subject: str = "A question",
    name: str = "one@sales.example",
    headers: Sequence[tuple[str, str]] = (),
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    """A mail of one part; a header given in `headers` replaces none, it stands above."""
    rows = [*headers, ("From", sender), ("To", to), ("Subject", subject)]
    rows += [("Message-ID", f"<{name}>")] if name else []
    rows += [("Content-Type", content_type)]
    head = "".join(f"{key}: {value}\r\n" for key, value in rows).encode()
    return head + b"\r\n" + (body.encode() if isinstance(body, str) else body)


def with_files(
    files: Sequence[tuple[str, str, bytes]], body: str = "See the files.", **options: str
) -> bytes:
    """A mail with files: name parameter as it stands in the header, type, content."""
    parts = [f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()]
    for name, kind, content in files:
        encoded = base64.encodebytes(content)
        head = f"Content-Type: {kind}\r\nContent-Disposition: attachment; {name}\r\n"
        parts.append(head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded)
    whole = b"".join(b"--part\r\n" + part for part in parts) + b"--part--\r\n"
    return a_mail(whole, content_type="multipart/mixed; boundary=part", **options)  # type: ignore[arg-type]  # texts


def come_in(raw: bytes, **options: str) -> InboundMail:
    """The mail after it came from the gateway."""
    return received(raw, **options).mail


def received(raw: bytes, **options: str) -> Receipt:
    """The receipt of a mail from the gateway."""
    return ingest(raw, source=InboundMail.Source.API, **options)  # type: ignore[arg-type]  # texts
