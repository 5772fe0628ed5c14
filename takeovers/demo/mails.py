"""Mails of the demo: a request that leaves something open, and a letter that waits to be ticked."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, Final

from django.conf import settings

from cases import clock, demo
from cases.mailbox import ingest
from cases.models import InboundMail, User
from cases.words import day_words
from takeovers.demo.paper import letter

CARE: Final = "customer_care"
CUSTOMER, OLD, NEW = "Vinothèque Marchand", "Rosny Telecom", "Alpina Com"
ADDRESS: Final = "it@vinotheque-marchand.example"
SIGNED: Final = f"Margaux Marchand <{ADDRESS}>"
LARS: Final = "Lars Ekdahl <lars.ekdahl@fjordlines.example>"
REQUEST: Final = """Hello,

we want to change our partner. Please take over this customer:

Customer: Fjord Lines Cargo
New partner: Voxline
Target month: {month}
Mail of the customer: lars.ekdahl@fjordlines.example

Our present partner knows about it; which kind of move this is I cannot say.

Kind regards
Lars Ekdahl
"""
AGREED: Final = f"""Bonjour,

voici notre accord pour la reprise, signé par notre gérante.

Client : {CUSTOMER}
Nouveau partenaire : {NEW}

Cordialement
Margaux Marchand
"""


def seed_mails(now: datetime) -> int:
    """Brings the mails in, within the last two days before `now`; answers how many."""
    early, late = now - timedelta(hours=31), now - timedelta(hours=6)
    month = f"{(now.replace(day=1) + timedelta(days=62)):%Y-%m}"
    draft = _bring(late, "request", LARS, "Take-over of Fjord Lines Cargo", REQUEST.format(month=month))
    _waiting(early)
    paper = letter(
        [
            CUSTOMER,
            "",
            f"We agree that {CUSTOMER} moves from {OLD} to {NEW}.",
            "",
            f"{day_words(early.date())}, Margaux Marchand, Managing director",
        ]
    )
    ticked = _bring(early + timedelta(hours=4), "letter", SIGNED, "Accord pour la reprise", AGREED, paper)
    for case in filter(None, (draft.case, ticked.case)):
        demo.fire_until(case, now)
    return 2


def _waiting(at: datetime) -> Any:
    """A take-over that waits for its agreements, with the customer's address on file."""
    people: list[User] = demo.people_by_role().get(CARE) or []
    actor = people[0] if people else None
    given: dict[str, Any] = {
        "move_type": "ec_dr_to_dr", "subject": CUSTOMER, "current_partner": OLD, "new_partner": NEW,
        "subject_email": ADDRESS,
        "companies": [
            {"name": CUSTOMER,
             "lines": [{"plan": "Business", "billing": "monthly", "subscribed": 24, "allocated": 19}]}
        ],
    }  # fmt: skip
    return demo.opened("takeover", given, at, actor=actor, as_role=CARE, source="mail")


def _bring(at: datetime, name: str, sender: str, subject: str, text: str, paper: bytes = b"") -> InboundMail:
    """A mail as it came then, with a letter where there is one."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, settings.MAIL_REPLY_TO, subject
    mail["Date"], mail["Message-ID"] = at, f"<{name}.{at:%Y%m%d%H%M%S}@take-over.example>"
    mail.set_content(text)
    if paper:
        mail.add_attachment(paper, maintype="application", subtype="pdf", filename="accord-marchand.pdf")
    with clock.fixed_at(at):
        return ingest(mail.as_bytes(), source=InboundMail.Source.SMTP, received_at=at).mail
