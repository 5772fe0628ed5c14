"""The decision table of rebooks in words: what each row asks for, in the order in which they are tried."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.routing import RuleRow, RuleTable
from cases.teams import team_label
from rebooks.rules.answers import ANSWERS
from rebooks.rules.decide import ruling
from rebooks.rules.readings import READINGS

_ROWS = (
    (2, _("a handling error is confirmed")),
    (3, _("a second order came in the early part of the window, for the same amount")),
    (4, _("a second order came within the window, for the same amount")),
    (1, _("the reason is “More time, not clear for what”")),
    (5, _("the reason is “Payment time”")),
    (6, _("a licence change was asked for in the order month, and not of AR or Collections")),
    (7, _("a licence change was asked for in the order month, of AR or Collections")),
    (8, _("a licence change was asked for after the order month")),
    (9, _("evaluation time was asked of AR or Collections")),
    (10, _("evaluation time was asked for after the order month, or policy returns such orders")),
    (11, _("evaluation time was asked for in the order month")),
    (12, _("the reason is “Did not purchase”")),
    (13, _("the reason is “Customer cancels”")),
    (14, _("there is a second order, for whatever reason")),
    (15, _("a second order is announced and the window is not over")),
    (16, _("a second order is announced and the window is over")),
    (17, _("nothing else holds")),
)


def _row(number: int, when: str) -> RuleRow:
    told = ANSWERS[number]
    goes = f"Goes to {team_label(told.team)}" if told.team else ""  # a decision's words, as it is kept
    answers = (f"{(told.answer or goes).rstrip('?')}: {told.summary}.",)
    return RuleRow(f"RB-{number}", when, (told.clause,), answers, tuple(filter(None, [told.reading])))


TABLE = RuleTable(tuple(_row(number, when) for number, when in _ROWS), readings=READINGS, ruling=ruling)
