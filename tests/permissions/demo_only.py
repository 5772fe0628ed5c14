"""The addresses that exist in the demo only."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import Row, To

DEMO_ONLY: Final[dict[str, Row]] = {
    "demo_sign_in": Row(
        "Signing in with one click; exists in the demo only",
        To.ANYBODY,
        To.ANYBODY,
        sends={"username": "ines"},
    ),
    "demo_systems": Row(
        "Stand-in for outside systems, and what it answers next; exists in the demo only",
        To.ANYBODY,
        To.ANYBODY,
        sends={"system": "crm", "answer": "transient"},
    ),
    "demo_mails": Row("Mail that went out; exists in the demo only", read=To.ANYBODY),
    "demo_mail": Row("One of these mails; there is none of this name", parts={"name": "no-such-mail"}),
    "demo_mail_new": Row("Writing a mail to us; only where the mail server is the demo's own"),
    "demo_mail_answer": Row("Answering one of these mails", parts={"name": "no-such-mail"}),
    "demo_mail_html": Row("What it looks like", parts={"name": "no-such-mail"}),
    "demo_mail_file": Row("The same mail as a file", parts={"name": "no-such-mail"}),
}
