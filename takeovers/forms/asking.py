"""What a step asks for, in words; the licences of a company in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cases.saying import all_of, day_of
from cases.wording import told
from takeovers.rules import steps
from takeovers.rules.facts import Company, Line
from takeovers.rules.labels import BILLINGS

ASKS: Final[Mapping[int, str]] = {
    2: _("Proven by the number of users still on old licences: 0."),
    3: _("Point of no return: afterwards nobody can withdraw."),
    5: _("Proven by the number of users still on custom licences: 0."),
    6: _("They never end by themselves."),
}


def asked(company: Company, number: int) -> str:
    """What will be asked for at a step that is open."""
    if number == 1:
        held = steps.allocated_by_plan(company).items()
        return listed(gettext("As many as users hold: %(listed)s."), (f"{n:,} {plan}" for plan, n in held))
    if number == 4:
        had = steps.subscribed_by_plan(company).items()
        words = (f"{n:,} {plan} ({told(BILLINGS[billing])})" for (plan, billing), n in had)
        return listed(gettext("As before: %(listed)s."), words)
    if number == 7:
        return listed(gettext("It stays: %(listed)s."), map(_ends, company.prepaid_lines))
    return gettext(ASKS[number])


def _ends(line: Line) -> str:
    places = {"day": day_of(line.end_date) if line.end_date else "", "plan": line.plan}
    message = gettext("%(day)s for %(plan)s") if line.end_date else gettext("no date for %(plan)s")
    return message % places


def licences(company: Company) -> str:
    """The licences of a company in one line."""
    if not company.lines:
        return gettext("no licences")
    subscribed = sum(line.subscribed for line in company.lines)
    used = sum(line.allocated for line in company.lines)
    ahead = sorted({line.end_date for line in company.prepaid_lines if line.end_date})
    prepaid = ngettext(
        "%(subscribed)s licence, %(used)s in use, prepaid to %(days)s",
        "%(subscribed)s licences, %(used)s in use, prepaid to %(days)s",
        subscribed,
    )
    monthly = ngettext(
        "%(subscribed)s licence, %(used)s in use, monthly",
        "%(subscribed)s licences, %(used)s in use, monthly",
        subscribed,
    )
    places = {"subscribed": f"{subscribed:,}", "used": f"{used:,}", "days": all_of(map(day_of, ahead))}
    return (prepaid if ahead else monthly) % places


def listed(message: str, words: Iterable[str]) -> str:
    """A sentence with a list in it; "" where there is nothing to list."""
    named = list(words)
    return message % {"listed": all_of(named)} if named else ""
