"""The core's action about mail, for every kind: a mail becomes part of the case, with its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext_noop as _

from cases.files import quota
from cases.files.faults import FileFault
from cases.files.keeping import keep
from cases.files.looking import received
from cases.kinds import Action
from cases.mailbox.forms import AddMailForm
from cases.mailbox.noting import note
from cases.mailbox.parts import parsed, walk
from cases.mailbox.reading import files
from cases.mailbox.storing import content_of
from cases.models import InboundMail, MailAct
from cases.routing import Asked, Check
from cases.teams import OUTSIDE, TEAMS

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.step import Step

ADD: Final = "add_mail"
MOST_FILES: Final = 30
QUOTED: Final = 800  # characters of the mail that the timeline shows; the rest is on its page
QUOTED_LINES: Final = 10


def mail_actions(kind: Kind) -> tuple[Action, ...]:
    """Adding a mail: for who reads the inbox that it can come from; AccountOps does it by itself.

    Nobody else would see a mail that belongs to no case.
    """
    acting = kind.acting_roles - {"system"} - OUTSIDE
    codes = {settings.MAIL_TEAM} | ({kind.mail.team} if kind.mail else set())
    readers = {role for code in codes if code in TEAMS for role in TEAMS[code].roles}
    writers = frozenset((acting & readers) | {"manager"})
    return (
        Action(
            ADD, _("Add a mail"), _("Makes a mail part of the case, with its files."), "added a mail",
            writers, AddMailForm, _guards, _add, personal=frozenset({"note", "reason"}), core=True,
            states="any", keeps_version=True,
        ),
    )  # fmt: skip


def _guards(asked: Asked) -> Sequence[Check]:
    mail = asked.data.get("mail") if asked.data else None
    free = mail is None or mail.case_id is None
    taken = f"This mail is part of {mail.case.reference} already." if mail is not None and mail.case else ""
    return [
        Check("MAIL_TAKEN", free, taken or "It is part of a case.", "It is part of no case.", on_submit=True)
    ]


def _add(step: Step) -> None:
    mail: InboundMail = step.data["mail"]
    reason = step.data.get("reason") or ""
    left_out = _keep_files(step, mail)
    step.data["mail"] = str(mail.number)
    step.data["note"] = _told(mail, left_out)
    mail.case_id, mail.status, mail.next_attempt_at = step.case.pk, InboundMail.Status.FILED, None
    mail.save(update_fields=["case", "status", "next_attempt_at"])
    why = " ".join([reason, *left_out]).strip()
    note(mail, MailAct.What.FILED, by=step.actor, why=why or f"It belongs to {step.case.reference}.")


def _told(mail: InboundMail, left_out: Sequence[str]) -> str:
    head = f"From {mail.from_name or mail.from_address or 'nobody'}: {mail.subject or '(no subject)'}"
    body = "\n".join(mail.text[:QUOTED].splitlines()[:QUOTED_LINES])
    body += "…" if len(body) < len(mail.text.rstrip()) else ""
    return "\n\n".join(part for part in (head, body, *left_out) if part.strip())


def _keep_files(step: Step, mail: InboundMail) -> list[str]:
    """Keeps what a case takes; tells of each file that it does not, in a sentence."""
    if not mail.parsed.get("attachments") or mail.parsed.get("report"):
        return []  # what a report holds is the mail that came back, with whatever link is in it
    message, headers_only = parsed(content_of(mail))
    parts = [] if headers_only else files(walk(message).parts)
    left_out, size = [], 0
    purpose = f"From the mail “{mail.subject or 'without a subject'}”"[:200]
    for part in parts[:MOST_FILES]:
        try:
            file = received(part.name, part.content)
            quota.check(step.case, step.actor, size + file.size)
        except FileFault as error:
            left_out.append(f"{part.name} was not kept: {error}")
            continue
        size += file.size
        keep(step, file, purpose)
    if len(parts) > MOST_FILES:
        left_out.append(f"Only its first {MOST_FILES} files were looked at.")
    return left_out
