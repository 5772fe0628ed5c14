"""Mail brought by a program: stored as it came, read afterwards; the answer is a receipt."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from cases import access
from cases.api import reading
from cases.api.answering import perform, replayed
from cases.api.auth import scoped
from cases.api.documented import IDEMPOTENCY_KEY, parameter, takes_mail
from cases.api.problems import Problem, bad_parameter
from cases.files.looking import megabytes
from cases.idempotency import Answer
from cases.mailbox import Receipt, ingest
from cases.mailbox.seeing import may_bring
from cases.models import InboundMail, User
from cases.timeline import plain

router = Router(tags=["Mail"])
TYPE: Final = "message/rfc822"
LONGEST: Final = 320
RECEIVER: Final = parameter("envelope_to", "The receiver in the envelope", maxLength=LONGEST)


class ReceiptOut(Schema):
    """That a mail is here. `status` says where: stored, failed, held, inbox, filed, done or away."""

    number: str
    message_id: str | None
    again: bool = Field(description="True where it, or one of the same Message-ID, was here before")
    status: str
    case: str | None = Field(description="The case it is part of, for who sees that case")
    received_at: str = Field(json_schema_extra={"format": "date-time"})


@router.post(
    "/intake/email",
    summary="Bring a mail",
    operation_id="bring_mail",
    **takes_mail(
        ReceiptOut,
        IDEMPOTENCY_KEY,
        parameter("envelope_to", "The receiver in the envelope", maxLength=LONGEST),
    ),
)
@scoped("record")
def bring_mail(request: HttpRequest) -> HttpResponse:
    """Takes a raw message (RFC 5322): 202 and a receipt. The same Message-ID twice is one mail."""
    user = reading.caller(request)
    given = reading.parameters(request, "envelope_to")
    if not may_bring(user):
        raise Problem(403, "Bringing mail is for the mail gateway and for people who work in an inbox.")
    most: int = settings.MAIL_MAX_BYTES
    raw = reading.message(request, TYPE, most, f"A mail has at most {megabytes(most)}.")
    to = given.get("envelope_to", "")
    if len(to) > LONGEST:
        raise bad_parameter("envelope_to", f"“envelope_to” has more than {LONGEST} characters.")
    content = {"mail": hashlib.sha256(raw).hexdigest()}
    first = replayed(request, content)
    if first is not None:
        return first
    # Outside of the key's transaction: a mail is stored before anything is read, whatever comes of that.
    receipt = ingest(raw, source=InboundMail.Source.API, envelope_to=to)
    return perform(request, content, lambda: Answer(202, _told(receipt, user)))


def _told(receipt: Receipt, user: User) -> dict[str, Any]:
    mail = receipt.mail
    seen = mail.case if mail.case is not None and access.can_see(user, mail.case) else None
    told: dict[str, Any] = plain(
        {
            "number": str(mail.number),
            "message_id": mail.message_id or None,
            "again": receipt.again,
            "status": mail.status,
            "case": seen.reference if seen else None,
            "received_at": mail.received_at,
        }
    )
    return told
