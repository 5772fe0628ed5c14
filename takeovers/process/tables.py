"""The tables on the page of a take-over: what came by mail, and the licences of each company."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.panels import Cell, Panel
from cases.routing import Policy
from cases.saying import day_of
from takeovers.models import TakeoverCase
from takeovers.process import by_mail
from takeovers.process.panels import companies
from takeovers.rules import TakeoverFacts, labels

MANY = 12  # rows; more of them open on demand


def panels(case: TakeoverCase, facts: TakeoverFacts, policy: Policy, now: datetime) -> list[Panel]:
    """What came by mail, then the licences; the board of the agreements is the core's."""
    found = by_mail.panel(case, facts, policy, now)
    return [*found, licences(facts)] if facts.companies else found


def licences(facts: TakeoverFacts) -> Panel:
    """A row for each line, the company beside it."""
    rows: list[tuple[Cell, ...]] = []
    for company in facts.companies:
        renew = Cell(gettext("Renew…"), act="refresh_lines", asks={"company": company.name})
        if not company.lines:
            rows.append(
                (Cell(company.name), Cell(gettext("No licences")), Cell(), Cell(), Cell(), Cell(), renew)
            )
        for position, line in enumerate(company.lines):
            rows.append(
                (
                    Cell(company.name),
                    Cell(line.plan),
                    Cell(labels.BILLINGS[line.billing]),
                    Cell(f"{line.subscribed:,}", number=True),
                    Cell(f"{line.allocated:,}", number=True),
                    Cell(day_of(line.end_date) if line.end_date else ""),
                    renew if position == 0 else Cell(),
                )
            )
    return Panel(
        "licences",
        _("Licences to move"),
        (
            gettext("Company"),
            gettext("Plan"),
            gettext("Billing"),
            gettext("Subscribed"),
            gettext("In use"),
            gettext("End date"),
            "",
        ),
        tuple(rows),
        note=companies(facts),
        folded=len(rows) > MANY,
    )
