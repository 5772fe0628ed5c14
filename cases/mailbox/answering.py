"""Answers to mail without a case: stored with what causes them, sent after commit, at least once."""

from __future__ import annotations

import logging
import uuid
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from cases import clock, outbox
from cases.letters import addresses, mail
from cases.letters.faults import Undeliverable
from cases.mailbox.headers import line
from cases.mailbox.noting import note
from cases.models import InboundMail, MailAct, MailAnswer, User
from cases.workflow.waking import hurry

log = logging.getLogger(__name__)

NAME: Final = "mail"  # stands in the place of a case in our Message-IDs
MOST_REFERENCES: Final = 20


def write(about: InboundMail, body: str, *, by: User | None = None, automatic: bool = False) -> MailAnswer:
    """Stores an answer to the sender; it goes out after the commit."""
    number, now = uuid.uuid4(), clock.now()
    subject = about.subject or "Your mail"
    if not subject.lower().startswith("re:"):
        subject = f"Re: {subject}"
    answer = MailAnswer.objects.create(
        mail=about,
        number=number,
        by=by,
        automatic=automatic,
        to=about.from_address,
        subject=line(subject, 250),
        body=body,
        message_id=addresses.message_id(NAME, number),
        next_attempt_at=now,
        created_at=now,
    )
    hurry("outbox")
    return answer


def compose(answer: MailAnswer) -> EmailMultiAlternatives:
    """The answer as it goes out."""
    about = answer.mail
    headers = {"Message-ID": answer.message_id, mail.LOOP_HEADER: settings.MAIL_DOMAIN}
    if about.message_id:
        before = [*about.parsed.get("references", ())][-MOST_REFERENCES:]
        headers["In-Reply-To"] = about.message_id
        headers["References"] = " ".join([*before, about.message_id])
    if answer.automatic:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    reply_to = [settings.MAIL_REPLY_TO]
    sender = settings.DEFAULT_FROM_EMAIL
    body = f"{answer.body.strip()}\n"
    return EmailMultiAlternatives(
        answer.subject, body, sender, [answer.to], reply_to=reply_to, headers=headers
    )


def drain(size: int = 50) -> int:
    """Sends every answer that is due, one transaction each; answers how many were sent."""
    sent = 0
    for _ in range(size):
        done = _one()
        if done is None:
            break
        sent += done
    return sent


def _one() -> int | None:
    """Sends the oldest that is due and that nobody else holds; None when there is none, 0 when it failed."""
    with transaction.atomic():
        now = clock.now()
        rows = MailAnswer.objects.filter(status=MailAnswer.Status.PENDING, next_attempt_at__lte=now)
        rows = rows.select_related("mail").select_for_update(of=("self",), skip_locked=True)
        answer = rows.order_by("next_attempt_at", "id").first()
        if answer is None:
            return None
        try:
            mail.deliver(compose(answer), answer.to)
        except Undeliverable as error:
            _refused(answer, str(error))
            return 0
        except Exception as error:
            log.warning("an answer was not sent", extra={"answer": answer.pk}, exc_info=True)
            outbox.failed(answer, error)
            return 0
        answer.status, answer.sent_at = MailAnswer.Status.SENT, now
        answer.save(update_fields=["status", "sent_at"])
        return 1


def came_back(answer: MailAnswer, why: str) -> bool:
    """Marks an answer that was sent as come back, once; answers whether that was news."""
    with transaction.atomic():
        row = MailAnswer.objects.select_for_update(of=("self",)).select_related("mail").get(pk=answer.pk)
        if row.status != MailAnswer.Status.SENT:
            return False
        _refused(row, why)
    return True


def _refused(answer: MailAnswer, why: str) -> None:
    """It did not reach its receiver: the mail is back in the inbox, for a person to see."""
    answer.status, answer.bounce_reason = MailAnswer.Status.REFUSED, why[:500]
    answer.save(update_fields=["status", "bounce_reason"])
    rows = InboundMail.objects.filter(pk=answer.mail_id, status=InboundMail.Status.DONE)
    if rows.update(status=InboundMail.Status.INBOX, why="The answer did not arrive."):
        note(answer.mail, MailAct.What.INBOX, why=f"The answer did not arrive: {why}")
