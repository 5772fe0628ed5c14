"""Something for the demo's operators to see to: a step that was set aside, two mails given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cases import firing, outbox, planning
from cases.letters import mail
from cases.models import Deadline, Notification, OutboxMessage
from cases.notices import mailing

STEP_ERROR: Final = "LookupError: the account's calendar of working days could not be read"
MAIL_ERROR: Final = "SMTPServerDisconnected: Connection unexpectedly closed"
SINCE: Final = timedelta(hours=2)
SOON: Final = timedelta(hours=8)


def set_aside(now: datetime) -> None:
    """Leaves one of each as failing leaves them; nothing where the demo has none that fits."""
    ahead = Deadline.objects.filter(status=Deadline.Status.ARMED).exclude(kind=planning.ATTENTION)
    # Not the very next ones: these are what the demo's cases are about.
    step = ahead.filter(due_at__gt=now + SOON).order_by("due_at", "id").first()
    if step is not None:
        step.status, step.attempts, step.settled_at = (
            Deadline.Status.PARKED,
            firing.MOST_ATTEMPTS,
            now - SINCE,
        )
        step.reason = step.last_error = STEP_ERROR
        step.save(update_fields=["status", "attempts", "settled_at", "reason", "last_error"])
    sent = OutboxMessage.objects.filter(channel=mail.CHANNEL, status=OutboxMessage.Status.SENT)
    message = sent.filter(awaited=False, bounced_at=None).order_by("-pk").first()
    if message is not None:
        message.status, message.attempts, message.sent_at = (
            OutboxMessage.Status.DEAD,
            outbox.MOST_ATTEMPTS,
            None,
        )
        message.last_error = MAIL_ERROR
        message.save(update_fields=["status", "attempts", "sent_at", "last_error"])
    told = Notification.objects.filter(read_at=None).order_by("-pk").first()
    if told is not None:
        told.mail_at, told.attempts = None, mailing.MOST_ATTEMPTS
        told.failed_at, told.last_error = now - SINCE, MAIL_ERROR
        told.save(update_fields=["mail_at", "attempts", "failed_at", "last_error"])
