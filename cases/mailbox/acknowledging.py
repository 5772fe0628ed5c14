"""The word that a mail has come in: once for a sender in a day, and never to a machine.

A kind that opens a case of a mail writes such a word itself, as a letter whose payload says `acknowledges`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from cases import clock
from cases.letters.addresses import is_address
from cases.mailbox.answering import write
from cases.mailbox.loops import own_addresses
from cases.models import InboundMail, MailAnswer, OutboxMessage
from cases.teams import team_label

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MOST_IN_AN_HOUR: Final = 200  # to everybody together: beyond that something is wrong, here or elsewhere
NEWEST: Final = 5000  # letters that are looked at for those of the last hour
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
    last_hour = sent.filter(created_at__gt=now - HOUR).count() + _letters_since(now - HOUR)
    if last_hour >= MOST_IN_AN_HOUR:
        return False
    return not (sent.filter(to=to, created_at__gt=now - DAY).exists() or _had_letter(to, now - DAY))


def _letters_since(since: datetime) -> int:
    """How many letters of cases were such a word, of the newest letters of all."""
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = OutboxMessage.objects.filter(pk__gt=newest - NEWEST, created_at__gt=since)
    return rows.filter(payload__acknowledges=True).count()


def _had_letter(to: str, since: datetime) -> bool:
    """Whether a case that this sender's mail opened has written such a word to them."""
    theirs = InboundMail.objects.filter(from_address=to, received_at__gt=since, case__isnull=False)
    rows = OutboxMessage.objects.filter(case__in=theirs.values("case"), to=to, created_at__gt=since)
    return rows.filter(payload__acknowledges=True).exists()
