"""The tables on the page of a ticket: what closing it needs, the ladder, the two systems, its siblings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from advocacy.models import AdvocateCase
from advocacy.process.assistant import assistant
from advocacy.process.steps import ladder_panel
from advocacy.process.systems import systems_panel
from advocacy.rules import AdvocateFacts, labels
from cases.panels import Cell, Panel
from cases.routing import Policy

MOST = 20


def panels(case: AdvocateCase, facts: AdvocateFacts, policy: Policy, now: datetime) -> list[Panel]:
    """What is missing first; then what was tried; then where it is closed; then the account's others."""
    found = [*assistant(facts, policy, now), *ladder_panel(case, facts, policy), *systems_panel(case, facts)]
    return [*found, *_siblings(case)]


def _siblings(case: AdvocateCase) -> Iterator[Panel]:
    """The account's other tickets: one for each product, each with a survey of its own."""
    rows = AdvocateCase.objects.filter(account=case.account_id).exclude(pk=case.pk).order_by("-opened_at")
    found = list(rows.values_list("reference", "product", "case_type", "state")[: MOST + 1])
    if not found:
        return
    cells = tuple(
        (
            Cell(reference, case=reference),
            Cell(product, under=labels.words(labels.TYPES, kind)),
            Cell(labels.STATES[state], shape="tick-disc" if state == "closed" else "ring"),
        )
        for reference, product, kind, state in found[:MOST]
    )
    more = gettext("The newest %(most)s are shown.") % {"most": MOST} if len(found) > MOST else ""
    yield Panel(
        "siblings", _("Other tickets of the account"),
        (gettext("Ticket"), gettext("Product"), gettext("State")), cells,
        foot=more, folded=len(cells) > 8,
    )  # fmt: skip
