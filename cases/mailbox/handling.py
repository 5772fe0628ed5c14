"""What people do with mail that belongs to no case: each thing under the row's lock, and written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.letters.addresses import is_address
from cases.mailbox import answering
from cases.mailbox.actions import ADD
from cases.mailbox.ingesting import read_again
from cases.mailbox.noting import note
from cases.mailbox.routing import feed
from cases.mailbox.seeing import may_handle
from cases.models import InboundMail, MailAct, User
from cases.workflow import InputErrors, advance

Status, What = InboundMail.Status, MailAct.What
Change = Callable[[InboundMail, User, dict[str, Any]], None]
TOO_LATE: Final = _("Somebody else has dealt with this mail meanwhile. The page shows how it is now.")


class NotNow(RuntimeError):
    """It is not possible as the mail is now; the text says why."""


def do(mail: InboundMail, what: str, user: User, given: dict[str, Any]) -> None:
    """Does it. Raises NotNow where the mail is elsewhere by now, KeyError for what nobody can do."""
    changes, statuses = CHANGES[what]
    with transaction.atomic():
        row = InboundMail.objects.select_for_update().get(pk=mail.pk)
        if row.status not in statuses or not may_handle(user, row):
            raise NotNow(TOO_LATE)
        changes(row, user, given)
    if what in {"release", "again"}:
        read_again(InboundMail.objects.get(pk=mail.pk))


def possible(mail: InboundMail, user: User) -> list[str]:
    """What this person can do with the mail now, in the order of the page."""
    if not may_handle(user, mail):
        return []
    found = [name for name, (_, statuses) in CHANGES.items() if mail.status in statuses]
    if mail.owner_id == user.pk and "take" in found:
        found.remove("take")
    if not is_address(mail.from_address) and "answer" in found:
        found.remove("answer")
    if mail.status in {Status.HELD, Status.INBOX, Status.FAILED, Status.AWAY, Status.DONE}:
        found.append(ADD)
    return found


def add_to_case(mail: InboundMail, user: User, case: Any, reason: str) -> None:
    """Makes it part of a case, through the door; then what it says feeds the case. Raises NotNow."""
    if ADD not in possible(mail, user):
        raise NotNow(TOO_LATE)
    given = {"mail": str(mail.number), "reason": reason}
    try:
        with transaction.atomic():
            outcome = advance(case.reference, ADD, actor=user, data=given)
            if outcome.ok:
                feed(mail, outcome.case)
    except InputErrors as error:
        raise NotNow(str(error)) from error
    if not outcome.ok:
        raise NotNow(" ".join(refusal.message for refusal in outcome.refusals))


def _save(mail: InboundMail, status: str, **fields: Any) -> None:
    for name, value in {"status": status, "next_attempt_at": None, **fields}.items():
        setattr(mail, name, value)
    mail.save()


def _release(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.RELEASED, by=user, why=given["reason"])
    _save(mail, Status.STORED, next_attempt_at=clock.now(), attempts=0, why="")


def _again(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.AGAIN, by=user)
    _save(mail, Status.STORED, next_attempt_at=clock.now(), attempts=0, why="")


def _away(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.AWAY, by=user, why=given["reason"])
    _save(mail, Status.AWAY)


def _back(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.INBOX, by=user, why=given["reason"])
    _save(mail, Status.INBOX)


def _take(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.TAKEN, by=user)
    _save(mail, mail.status, owner=user)


def _pass(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.PASSED, by=user, why=given["reason"])
    _save(mail, mail.status, team=given["team"], owner=None)


def _answer(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    if not is_address(mail.from_address):
        raise NotNow("The mail names no address that could be answered.")
    answering.write(mail, given["body"], by=user)
    note(mail, What.ANSWERED, by=user)
    _save(mail, Status.DONE, owner=user)


def _close(mail: InboundMail, user: User, given: dict[str, Any]) -> None:
    note(mail, What.CLOSED, by=user, why=given["reason"])
    _save(mail, Status.DONE, owner=mail.owner or user)


CHANGES: Final[dict[str, tuple[Change, frozenset[str]]]] = {
    "take": (_take, frozenset({Status.INBOX})),
    "answer": (_answer, frozenset({Status.INBOX, Status.DONE})),
    "release": (_release, frozenset({Status.HELD})),
    "again": (_again, frozenset({Status.FAILED})),
    "close": (_close, frozenset({Status.INBOX})),
    "pass": (_pass, frozenset({Status.INBOX, Status.HELD})),
    "away": (_away, frozenset({Status.INBOX, Status.HELD, Status.FAILED})),
    "back": (_back, frozenset({Status.AWAY, Status.DONE})),
}
