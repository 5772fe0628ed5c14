"""The page of a status link, as plain data."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.letters import addresses
from cases.progress import StatusStep
from cases.statuslinks import Found, Why
from cases.teams import team_label

TITLES: Final = {
    Why.EXPIRED: _("This link is too old"),
    Why.ELSEWHERE: _("This link no longer counts"),
    Why.CLOSED: _("This request is closed"),
}
WAYS: Final = {
    Why.EXPIRED: _("Each of our mails about the request has a newer one. Or answer a mail of ours and ask."),
    Why.ELSEWHERE: _(
        "Our mails about the request go to another address now. If it is still yours to follow, answer the "
        "mail in which you found the link."
    ),
    Why.CLOSED: _("Its page is not kept any longer. If you have a question, answer our last mail."),
}


def page(found: Found) -> dict[str, Any]:
    """How the case stands: its state, its steps, what is missing, what comes next."""
    told = found.page
    return _frame(found) | {
        "page": told,
        "steps": [_step(number, step) for number, step in enumerate(told.steps, 1)],
        "team": team_label(found.case.team) if found.case.team else "",
        "reply_to": addresses.reply_to(found.case.reference),
        "due": told.due if told.due and told.due > found.now else None,
        "until": found.until if found.case.is_closed else None,
    }


def _step(number: int, step: StatusStep) -> dict[str, Any]:
    shape, word = ("tick-disc", gettext("Done")) if step.at else ("dashed-ring", gettext("Not yet"))
    return {
        "number": number,
        "label": step.label,
        "under": step.under,
        "at": step.at,
        "shape": shape,
        "word": word,
    }


def gone(found: Found) -> dict[str, Any]:
    """Why the link shows nothing any more, and what to do."""
    return _frame(found) | {"title": TITLES[found.why], "way": WAYS[found.why]}


def _frame(found: Found) -> dict[str, Any]:
    return {
        "whom": found.spec.whom,
        "reference": found.case.reference,
        "zone": ZoneInfo(found.case.time_zone),
        "zone_label": found.case.time_zone.rpartition("/")[2].replace("_", " "),
        "now": found.now,
    }
