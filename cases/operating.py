"""Seeing to what was set aside, one by one or many together: for operators' page and command line alike.

Each goes through the door by itself, so that one that cannot be done keeps no other from being done.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from cases.access import NotVisible
from cases.missing import listed
from cases.models import Deadline, Notification, OutboxMessage, User
from cases.setaside import OPERATE, RETRY, WHAT
from cases.workflow import InputErrors, advance
from cases.workflow.waking import hurry

log = logging.getLogger(__name__)

OPERATORS: Final = frozenset({"administrator", "manager"})
LOOKERS: Final = OPERATORS | {"auditor"}
TIMER, MESSAGE, NOTICE = "timer", "message", "notice"
HURRIED: Final = {TIMER: "deadlines", MESSAGE: "outbox", NOTICE: "outbox"}
MODELS: Final = {TIMER: Deadline, MESSAGE: OutboxMessage, NOTICE: Notification}


def may_operate(user: User) -> bool:
    """Whether this person sees to what was set aside."""
    return bool(user.roles & OPERATORS)


def may_look(user: User) -> bool:
    """Whether this person may look at how the installation works."""
    return bool(user.roles & LOOKERS)


@dataclass(frozen=True)
class Item:
    """A timed step, a message or a notification's mail, by the number of its row; "timer-12" in forms."""

    sort: str
    number: int

    def __str__(self) -> str:
        return f"{self.sort}-{self.number}"

    @classmethod
    def read(cls, word: str) -> Item | None:
        """The item that a form names; None for a word that names none."""
        sort, _, number = word.partition("-")
        digits = number.isascii() and number.isdecimal() and len(number) <= 18
        return cls(sort, int(number)) if sort in HURRIED and digits else None


@dataclass(frozen=True)
class Told:
    """What came of one: `well` when it was done, `words` why not or what follows."""

    item: Item
    reference: str
    well: bool
    words: str


def see_to(item: Item, what: str, reason: str, *, by: User | None = None) -> Told:
    """Tries what was set aside again (`RETRY`) or leaves it out (`SKIP`). Never raises.

    `by` is who decided it, None for somebody at the command line. A message keeps its key.
    """
    if what not in WHAT:
        raise ValueError(what)
    rows = MODELS[item.sort]._default_manager
    reference = rows.filter(pk=item.number).values_list("case__reference", flat=True).first()
    if reference is None:
        return Told(item, "", well=False, words=_("There is no such timed step or message."))
    given = {"what": what, item.sort: item.number, "reason": reason}
    given |= {"by": by.username, "by_name": str(by)} if by else {"by": "", "by_name": ""}
    try:
        outcome = advance(reference, OPERATE, actor=None, data=given)
    except InputErrors as error:
        return Told(item, reference, well=False, words=" ".join(listed(error.form)))
    except NotVisible:
        return Told(item, reference, well=False, words=_("The case is gone."))
    except Exception as error:
        log.exception("what was set aside could not be seen to", extra={"item": str(item)})
        return Told(item, reference, well=False, words=f"It failed: {type(error).__name__}: {error}"[:300])
    if not outcome.ok:
        return Told(item, reference, well=False, words=" ".join(one.message for one in outcome.refusals))
    if what == RETRY:
        hurry(HURRIED[item.sort])
    return Told(item, reference, well=True, words=_followed(item, what))


def _followed(item: Item, what: str) -> str:
    """What happens with it now; a step that the facts no longer ask for was cancelled instead."""
    if what != RETRY:
        return _("Left out.")
    if item.sort != TIMER:
        return _("It goes out with the next round.")
    row = Deadline.objects.get(pk=item.number)
    if row.status == Deadline.Status.CANCELLED:
        return f"Not needed any more: {row.reason}"
    return _("It is tried with the next pass.")


def see_to_all(items: Iterable[Item], what: str, reason: str, *, by: User | None = None) -> list[Told]:
    """The same for several, each by itself, in the order given; one named twice is done once."""
    return [see_to(item, what, reason, by=by) for item in dict.fromkeys(items)]
