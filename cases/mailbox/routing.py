"""What becomes of a mail that was read: part of a case, a new case, the inbox, held back, or set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from cases import clock, registry
from cases.kinds import Kind
from cases.mailbox import trusting
from cases.mailbox.acknowledging import acknowledge, may_acknowledge
from cases.mailbox.actions import ADD
from cases.mailbox.noting import note, place
from cases.mailbox.tracing import Thread
from cases.mailspec import Fed, ForCase, NewCase, NoCase, ReadMail, Recognised
from cases.models import Case, InboundMail, MailAct
from cases.workflow import InputErrors, Outcome, advance, open_case, record

What, Status = MailAct.What, InboundMail.Status
MOST_FED: Final = 10
HOUR: Final = timedelta(hours=1)
TOO_OFTEN: Final = "The case got very many mails of this sender within an hour; a person has to look."


def route(mail: InboundMail, thread: Thread, senders: int, *, trusted: bool = False) -> None:
    """Decides, and does it through the door. `trusted`: a person has looked at it and let it go on."""
    why = "" if trusted else trusting.against(mail, thread.case, senders)
    if mail.automatic and thread.case is None:
        place(mail, Status.AWAY, What.AWAY, f"A machine wrote it ({mail.automatic[0]}).", follows=thread.mail)
    elif why:
        team = _team_of(thread.case)
        place(mail, Status.HELD, What.HELD, why, follows=thread.mail, **({"team": team} if team else {}))
    elif thread.case is not None:
        _to_case(mail, thread.case)
    elif thread.mail is not None:
        before, again = thread.mail, "It goes on from a mail that is there."
        place(mail, Status.INBOX, What.INBOX, again, follows=before, team=before.team, owner=before.owner)
    else:
        _as_new(mail, trusted=trusted)


def _team_of(case: Case | None) -> str:
    spec = registry.kind_of(case).mail if case is not None else None
    return spec.team if spec is not None else ""


def _as_new(mail: InboundMail, *, trusted: bool) -> None:
    """Asks the kinds in their order; what none of them knows is the inbox's."""
    about = read_mail(mail)
    for kind in registry.all_kinds():
        found = kind.mail.recognise(about) if kind.mail is not None else None
        if found is not None:
            _as_recognised(mail, kind, found, trusted=trusted)
            return
    place(mail, Status.INBOX, What.INBOX, "It is about no case that is known.")
    acknowledge(mail)


def _as_recognised(mail: InboundMail, kind: Kind, found: Recognised, *, trusted: bool) -> None:
    assert kind.mail is not None
    mail.team = kind.mail.team
    if isinstance(found, NoCase):
        _suggest(mail, found.suggested)
        place(mail, Status.INBOX, What.INBOX, f"It is no case: {found.sort}.", sort=found.sort[:40])
        acknowledge(mail)
    elif isinstance(found, ForCase):
        _for_known(mail, kind, found, trusted=trusted)
    else:
        _open(mail, kind, found)


def _suggest(mail: InboundMail, numbers: Sequence[str]) -> None:
    """Names cases that it may belong to, before those whose numbers stand in its words."""
    if numbers:
        told = [*numbers, *mail.parsed.get("suggested", ())]
        mail.parsed = mail.parsed | {"suggested": list(dict.fromkeys(told))}
        mail.save(update_fields=["parsed"])


def _for_known(mail: InboundMail, kind: Kind, found: ForCase, *, trusted: bool) -> None:
    case = kind.model.objects.filter(reference=found.reference).first()
    why = "" if trusted else trusting.against(mail, case, 1)
    if case is None or why:
        _suggest(mail, [found.reference])
        place(mail, Status.HELD, What.HELD, why or "It is about a case that is not there.")
        return
    added(mail, case)
    if found.event:
        _record(mail, case, Fed(found.event, found.data))


def _open(mail: InboundMail, kind: Kind, found: NewCase) -> None:
    """A new case, or what stands against it: then it is the inbox's, with the reason."""
    assert kind.mail is not None
    try:
        with transaction.atomic():
            outcome = open_case(
                kind, found.facts, actor=None, as_role=kind.mail.role, strict=True, source="mail"
            )
            if outcome.ok:
                added(mail, outcome.case)
                return
        why = _told(outcome)
    except InputErrors as error:
        why = str(error)
    place(mail, Status.INBOX, What.INBOX, f"No case could be opened: {why}", sort=kind.label.lower()[:40])


def _to_case(mail: InboundMail, case: Case) -> None:
    """Part of its case; what a person wrote there feeds it."""
    added(mail, case)
    feed(mail, case)


def feed(mail: InboundMail, case: Any) -> None:
    """What the mail says to its case. Nothing of a machine, or of who writes without end."""
    spec = registry.kind_of(case).mail
    if spec is None or mail.automatic:
        return
    since = mail.received_at - HOUR
    lately = InboundMail.objects.filter(
        case=case.pk, from_address=mail.from_address, received_at__gt=since
    ).count()
    if lately > MOST_FED:
        note(mail, What.HELD, why=TOO_OFTEN)
        return
    fed = spec.feed(read_mail(mail), case)
    if fed is not None:
        _record(mail, case, fed)


def added(mail: InboundMail, case: Any) -> None:
    """Makes it part of the case, through the door; AssertionError where that refuses (it is tried again)."""
    outcome = advance(case.reference, ADD, actor=None, data={"mail": str(mail.number)})
    if not outcome.ok:
        raise AssertionError(f"{mail.number} was not added to {case.reference}: {_told(outcome)}")


def _record(mail: InboundMail, case: Any, fed: Fed) -> None:
    """What the mail says, as an event of its case; what stands against it is noted, and a person's to do."""
    kind = registry.kind_of(case)
    spec, event = kind.mail, kind.event(fed.event)
    assert spec is not None
    role = spec.role if spec.role in event.roles else "system"
    data: Mapping[str, Any] = fed.data
    try:
        with transaction.atomic():
            record(case.reference, fed.event, None, actor=None, as_role=role, data=data, strict=True)
    except InputErrors as error:
        note(mail, What.HELD, why=f"What it says could not be taken over: {error}")
        return
    note(mail, What.FED, why=event.label)


def _told(outcome: Outcome) -> str:
    return " ".join(refusal.message for refusal in outcome.refusals)


def read_mail(mail: InboundMail) -> ReadMail:
    """The mail as kinds read it."""
    told = mail.parsed
    return ReadMail(
        message_id=mail.message_id or f"<{mail.number}@mail>",
        from_name=mail.from_name,
        from_address=mail.from_address,
        to=tuple(told.get("to", ())),
        subject=mail.subject,
        text=mail.text,
        sent_at=mail.sent_at,
        received_at=min(mail.received_at, clock.now()),
        attachments=tuple(one["name"] for one in told.get("attachments", ())),
        answerable=may_acknowledge(mail),
    )
