"""The word that a mail has come in: once for a sender and a matter in a day, and never to a machine."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings

from cases import clock
from cases.letters.addresses import is_address
from cases.mailbox.answering import write
from cases.mailbox.loops import own_addresses
from cases.models import InboundMail, MailAnswer
from cases.teams import team_label

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MOST_IN_AN_HOUR: Final = 200  # to everybody together: beyond that something is wrong, here or elsewhere
WORDS: Final = """Thank you for your mail. It has reached {team}, who will answer it.

Please answer this mail if you want to add something: it then stays together."""


def acknowledge(mail: InboundMail) -> MailAnswer | None:
    """Writes it where it may be written; None where not."""
    if not may_acknowledge(mail):
        return None
    return write(mail, WORDS.format(team=team_label(mail.team)), automatic=True)


def may_acknowledge(mail: InboundMail) -> bool:
    """Whether this sender may get a word by itself now."""
    to = mail.from_address
    if not settings.MAIL_ACKNOWLEDGE or mail.automatic or mail.silent or mail.source == mail.Source.UPLOAD:
        return False
    if not is_address(to) or to in own_addresses():
        return False
    now, sent = clock.now(), MailAnswer.objects.filter(automatic=True)
    if sent.filter(created_at__gt=now - HOUR).count() >= MOST_IN_AN_HOUR:
        return False
    return not sent.filter(to=to, created_at__gt=now - DAY).exists()
