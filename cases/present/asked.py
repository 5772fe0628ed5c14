"""What is asked of a party, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import access, clock, registry
from cases.consent import board, status
from cases.consent.status import Asked, Standing
from cases.models import ConsentRequest, User
from cases.saying import all_of, one_of
from cases.teams import role_label
from cases.terms import Turn

FEW = 4


def asked_page(user: User) -> dict[str, Any]:
    """Everything that is asked of the organisation that somebody acts for, then what is open beside it."""
    organisation, now = access.organisation_of(user), clock.now()
    found = status.of_organisation(organisation, now) if organisation else []
    rows = [_case(one, user) for one in found]
    return {
        "organisation": user.organisation,
        "asked": [row for row in rows if row["items"]],
        "others": [row for row in rows if not row["items"]],
        "more": len(found) >= status.MOST,
        "now": now,
        "zone": ZoneInfo(user.time_zone),
    }


def _case(one: Asked, user: User) -> dict[str, Any]:
    case = one.case
    state = registry.kind_of(case).state(case.state)
    return {
        "title": case.title,
        "reference": case.reference,
        "url": reverse("case", args=[case.reference]),
        "state": state.label,
        "shape": state.shape,
        "waiting": case.waiting_for,
        "items": [_request(row) for row in one.requests] + [_turn(turn, case, user) for turn in one.turns],
    }


def _request(row: ConsentRequest) -> dict[str, Any]:
    return {
        "what": _("Read the terms, and agree or refuse"),
        "why": _("Nothing begins before everybody has agreed. The link is in our mail to %(address)s.")
        % {"address": row.address},
        "asked_at": row.asked_at,
        "until": row.expires_at,
        "day": None,
        "url": "",
        "label": "",
    }


def _turn(turn: Turn, case: Any, user: User) -> dict[str, Any]:
    mine = bool(turn.roles & user.roles) and bool(turn.act)
    url = reverse("act", args=[case.reference, turn.act]) if mine else ""
    item = told(turn)
    if turn.act and not mine:  # of the same organisation, in another role
        doers = {"role": one_of(_(role_label(role)) for role in sorted(turn.roles))}
        item["why"] += " " + _("Your role does not do it here: ask a colleague who is %(role)s.") % doers
    return item | {
        "url": f"{url}?{urlencode(dict(turn.asks))}" if url else "",
        "label": _("Do this step"),
    }


def told(turn: Turn) -> dict[str, Any]:
    """A thing to do, in words: what, for which, by which day."""
    return {
        "what": turn.what,
        "why": _("It is your turn for %(names)s.") % {"names": _names(turn.of)}
        if turn.of
        else _("It is your turn."),
        "asked_at": None,
        "until": None,
        "day": turn.until,
    }


def _names(names: Sequence[str]) -> str:
    if len(names) <= FEW:
        return all_of(names)
    return ngettext("%(number)s company", "%(number)s companies", len(names)) % {"number": f"{len(names):,}"}


def by_link(found: Standing) -> dict[str, Any]:
    """The page of a status link: how the case stands for this party, and what is asked of it now."""
    book, row, party = found.book, found.row, found.party
    assert party is not None, "nobody else is shown anything"
    case = book.case
    state = registry.kind_of(case).state(case.state)
    items = [] if case.is_closed else [told(turn) for turn in found.turns]
    if row.is_live(book.now) and not case.is_closed:
        items = [_request(row), *items]
    others = [one for one in book.parties if one.key == party.key or not one.apart]
    return {
        "party": party.name,
        "title": case.title,
        "reference": case.reference,
        "state": state.label,
        "shape": state.shape,
        "about": state.description,
        "items": items,
        "waiting": "" if case.is_closed else case.waiting_for,
        "parties": [_standing(one, found) for one in others],
        "zone": ZoneInfo(case.time_zone),
        "now": book.now,
    }


def _standing(party: Any, found: Standing) -> dict[str, Any]:
    shown = board.state(found.book, party, found.book.latest().get(party.key))
    own = found.party is not None and party.key == found.party.key
    given: datetime | None = party.given_at
    plain = ("tick-disc", _("Agreed")) if given else ("hourglass", _("Not yet"))
    shape, words = (shown.shape, shown.text) if own else plain
    return {"name": party.name, "role": party.role, "shape": shape, "words": words, "own": own}
