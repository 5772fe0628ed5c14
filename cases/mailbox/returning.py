"""A report of delivery is believed where it names a mail of ours, and the receiver of just that mail.

Our Message-IDs cannot be guessed: only who got the mail, and the servers on its way, know one.
"""

from __future__ import annotations

from typing import Final

from cases.mailbox import answering
from cases.mailbox.noting import note, place
from cases.mailbox.reports import Delivery, Report
from cases.mailbox.routing import added
from cases.mailbox.senders import Trust
from cases.models import InboundMail, MailAct, MailAnswer, OutboxMessage
from cases.workflow import InputErrors, advance

Sent = OutboxMessage | MailAnswer
BOUNCED: Final = "mark_bounced"
UNSAID: Final = "The mail system reports that it did not arrive."
LATE: Final = "Reported as late, not as lost: {why}"
KNOWN: Final = "It was known already that this mail did not arrive."


class NotSentYet(RuntimeError):
    """The worker that sends the mail is not done with it: the report is read again after a while."""


def is_told(mail: InboundMail, report: Report) -> bool:
    """Tells the case, or the mail of the inbox, what the report says. False where it is not believed.

    Raises NotSentYet.
    """
    if mail.trust == Trust.FAILED:
        return False
    for name in report.names:
        sent = _sent(name)
        found = _about(sent, report) if sent is not None else None
        if sent is None or found is None:
            continue
        if isinstance(sent, MailAnswer):
            _tell_inbox(mail, sent, found)
        else:
            _tell_case(mail, sent, found)
        return True
    return False


def came_back(sent: Sent, why: str) -> bool:
    """Marks a mail of ours as come back, once; answers whether that was news. Raises NotSentYet."""
    if sent.status == OutboxMessage.Status.PENDING:
        raise NotSentYet(f"{sent.message_id} is still being sent.")
    if isinstance(sent, MailAnswer):
        return answering.came_back(sent, why or UNSAID)
    if sent.bounced_at is not None:
        return False
    given = {"message": sent.number, "reason": (why or UNSAID)[:500]}
    try:
        outcome = advance(sent.case.reference, BOUNCED, actor=None, data=given)
    except InputErrors:  # somebody marked it since it was read, or it was given up before it was sent
        return False
    if not outcome.ok:
        raise AssertionError(f"{sent}: {outcome.refusals}")
    return True


def sent_to(name: str, receiver: str) -> Sent | None:
    """The mail of ours with that Message-ID, if it went to that receiver."""
    sent = _sent(name)
    return sent if sent is not None and sent.to.strip().lower() == receiver.strip().lower() else None


def _sent(name: str) -> Sent | None:
    row = OutboxMessage.objects.filter(message_id=name).select_related("case").first()
    return row or MailAnswer.objects.filter(message_id=name).select_related("mail").first()


def _about(sent: Sent, report: Report) -> Delivery | None:
    to = sent.to.strip().lower()
    return next((row for row in report.deliveries if to in row.for_whom), None)


def _tell_case(mail: InboundMail, sent: OutboxMessage, found: Delivery) -> None:
    added(mail, sent.case)
    if not found.failed:
        note(mail, MailAct.What.REPORTED, why=LATE.format(why=found.told or found.action))
    elif came_back(sent, found.told):
        note(mail, MailAct.What.REPORTED, why=found.told or UNSAID)
    else:
        note(mail, MailAct.What.REPORTED, why=KNOWN)


def _tell_inbox(mail: InboundMail, sent: MailAnswer, found: Delivery) -> None:
    if found.failed:
        came_back(sent, found.told)
    why = "It reports that an answer did not arrive." if found.failed else LATE.format(why=found.told)
    place(mail, InboundMail.Status.AWAY, MailAct.What.AWAY, why, follows=sent.mail)
