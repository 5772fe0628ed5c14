"""What the tests of consent on take-overs share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from cases import registry
from cases.consent.links import url_of
from cases.models import ConsentRequest, OutboxMessage, TimelineEntry, User
from cases.workflow import Outcome, advance, open_case
from takeovers.models import TakeoverCase

CUSTOMER, OLD, NEW = "Halden Freight", "Rosny Telecom", "Voxline"
NAMES = {"subject": CUSTOMER, "current": OLD, "new": NEW}
LINE: dict[str, Any] = {"plan": "Business", "billing": "monthly", "subscribed": 50, "allocated": 42}


def take_over(care: User, **more: Any) -> TakeoverCase:
    """A take-over of one customer that waits for its agreements; every party's address is on file."""
    given: dict[str, Any] = {
        "move_type": "ec_dr_to_dr",
        "subject": CUSTOMER,
        "current_partner": OLD,
        "new_partner": NEW,
        "subject_email": "admin@halden.example",
        "current_email": "office@rosny.example",
        "new_email": "care@voxline.example",
        "companies": [{"name": CUSTOMER, "lines": [LINE]}],
    }
    outcome = open_case(registry.get_kind("takeover"), given | more, actor=care, strict=True)
    assert outcome.ok, outcome.refusals
    return fresh(outcome.case)


def fresh(case: Any) -> TakeoverCase:
    """The case as it stands."""
    return TakeoverCase.objects.get(pk=case.pk)


def do(case: Any, name: str, care: User, /, **data: Any) -> Outcome:
    """An action of customer care that must succeed."""
    outcome = advance(case.reference, name, actor=care, data=data)
    assert outcome.ok, outcome.refusals
    return outcome


def key(party: str) -> str:
    """The key of a party by its role in the move."""
    return f"{party}:{NAMES[party].lower()}"


def asked(case: Any, care: User, party: str, **data: Any) -> str:
    """Asks a party; answers the path of its link."""
    do(case, "ask_consent", care, party=key(party), **data)
    return path_of(newest(case, party))


def newest(case: Any, party: str) -> ConsentRequest:
    """The newest request of a party."""
    return ConsentRequest.objects.filter(case=case.pk, party=key(party)).order_by("-id")[0]


def path_of(row: ConsentRequest) -> str:
    """The path of a request's link, as its mail will carry it."""
    message = OutboxMessage.objects.get(kind="consent_asked", payload__consent=str(row.number))
    return urlsplit(url_of(message.payload["seed"], row.digest, row.expires_at)).path


def sent(row: ConsentRequest, answer: str = "agree", **more: str) -> dict[str, str]:
    """What the page of a link sends."""
    given = {"terms": row.terms_hash, "name": "Léa Fontaine", "capacity": "Managing director"}
    return given | {"may_speak": "on", "answer": answer} | more


def actions(case: Any) -> list[str]:
    """What is on the timeline, refusals marked."""
    rows = TimelineEntry.objects.filter(case=case.pk).order_by("seq")
    return [f"{row.action}!" if row.refused else row.action for row in rows]
