"""Links by which somebody without an account sees how a case stands: signed, with an end, for reading only.

Nothing of a link is stored. It is made while a mail is sent, of the case, its generation and the receiver's
address; so it ends by itself when the case has another receiver, and some days after the case was closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from cases import clock, registry, standing
from cases.kinds import Kind
from cases.models import Case, OutboxMessage
from cases.progress import StatusPage, StatusSpec
from cases.sealed import Seal
from cases.worktime import plus_days

LINK: Final = Seal("cases.status.link")
RECEIVER: Final = Seal("cases.status.receiver")
KEPT: Final = timedelta(days=180)  # longer than a case takes


class Why(StrEnum):
    """Why a link shows nothing any more; LIVE where it does."""

    LIVE = ""
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"
    CLOSED = "closed"


@dataclass(frozen=True)
class Found:
    """What a link leads to: the case, of the kind's own model, and until when it can be looked at."""

    case: Any
    spec: StatusSpec
    now: datetime
    until: datetime
    why: Why

    @property
    def page(self) -> StatusPage:
        """What is shown."""
        return self.spec.page(self.case, _policy(self.case), self.now)


def is_for(kind: Kind, case: Any, address: str) -> bool:
    """Whether a link in a mail to this address would show something; the case may be one just being made."""
    spec = kind.status_link
    return bool(spec and address and _same(spec.receiver(case), address))


def late(message: OutboxMessage) -> Mapping[str, str]:
    """The link for the receiver of a message, made while it is sent."""
    return {"link": url_of(message.case, message.to)}


def url_of(case: Case, address: str) -> str:
    """The address of the page, for this receiver."""
    return settings.PUBLIC_URL + reverse("status_link", args=[token_of(case, address)])


def token_of(case: Case, address: str) -> str:
    """What stands in it: the case's number, a mark of its receiver and generation, the end, a signature."""
    return LINK.put(f"{case.pk}.{RECEIVER.mark(_bound(case, address))}", clock.now() + KEPT)


def found(token: str) -> Found | None:
    """What a link leads to; None for one that we have not made. One that we have not made reads nothing."""
    known = LINK.read(token)
    if known is None:
        return None
    number, _, mark = known[0].partition(".")
    row = Case.objects.filter(pk=int(number)).first()
    kind = registry.kind_of(row) if row else None
    if kind is None or kind.status_link is None:
        return None
    return _found(kind, kind.status_link, int(number), mark, known[1])


def _found(kind: Kind, spec: StatusSpec, number: int, mark: str, end: datetime) -> Found:
    case = kind.model.objects.get(pk=number)
    now = clock.now()
    closes = _closes(case, spec)
    until = min(end, closes) if closes else end
    receiver = spec.receiver(case)
    if not receiver or not RECEIVER.is_marked(_bound(case, receiver), mark):
        why = Why.ELSEWHERE
    elif closes and now > closes:
        why = Why.CLOSED
    else:
        why = Why.EXPIRED if now > end else Why.LIVE
    return Found(case, spec, now, until, why)


def _closes(case: Any, spec: StatusSpec) -> datetime | None:
    """The last instant at which the links of a closed case lead there; None while it is open."""
    if case.closed_at is None:
        return None
    return plus_days(case.closed_at, spec.days(_policy(case)), case.time_zone)


def _policy(case: Any) -> Any:
    there = standing.of(case)
    return there.book.in_force(there.now)


def _bound(case: Case, address: str) -> str:
    return f"{case.pk}/{case.generation}/{address.strip().casefold()}"


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
