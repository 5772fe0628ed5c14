"""The last two pages as plain data: checking the answers, and the confirmation."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from cases.planning import ATTENTION
from cases.present import merged
from cases.registry import get_kind
from cases.teams import team_label
from cases.wording import money
from rebooks.intake.confirming import sent_to
from rebooks.intake.frame import control
from rebooks.intake.opening import Opened, may_return, others
from rebooks.intake.pages import Page
from rebooks.intake.rows import rows
from rebooks.intake.steps import step_of_field
from rebooks.models import RebookCase


def check_context(page: Page) -> dict[str, Any]:
    """The answers in rows, each with its way back, and what the buttons will do."""
    known = page.talk.known
    return page.check_frame() | {
        "rows": [
            {
                "label": row.label,
                "value": row.value,
                "url": f"{page.url(row.step.code)}#{_control(page, row.step.code, row.field)}",
            }
            for row in rows(page.talk)
        ],
        "amount": money(known["amount"], known["currency"]),
        "may_return": may_return(page.talk),
        "alike": merged.shown(others(page.talk)),
        "against": [],
    }


def _control(page: Page, code: str, field: str) -> str:
    """The id of the control that asks for a field; of cards that of the first one."""
    turn = page.talk.turn(code)
    return control(turn.form, field) if turn else ""


def against(page: Page, opened: Opened) -> list[dict[str, str]]:
    """Every sentence that stands against opening, with the step that can change it."""
    found = [{"text": refusal.message, "url": ""} for refusal in opened.refusals]
    for field, sentences in opened.errors.items():
        url = page.url(step_of_field(field))
        found += [{"text": sentence, "url": url} for sentence in sentences]
    return found


def done_context(page: Page) -> dict[str, Any]:
    """The confirmation: reference, what happens next, by when, and who."""
    case = RebookCase.objects.select_related("account", "assignee").get(reference=page.draft.result)
    stored = case.decisions.order_by("-seq").first()
    card = stored.card if stored else {}
    told = page.draft.answers
    return _deadlines(case) | {
        "case": case,
        "case_url": reverse("case", args=[case.reference]),
        "team": team_label(case.team) if case.team else "",
        "waiting_for": case.waiting_for,
        "decision": card,
        "returned": case.return_request_no if told.get("returned") else "",
        "return_against": told.get("against", []),
        "amount": money(case.amount, case.currency),
        "copy_to": sent_to(case.reference),
        "now": page.now,
        "zone": ZoneInfo(case.time_zone),
    }


def _deadlines(case: RebookCase) -> dict[str, Any]:
    """By when the team answers, and the timed steps that are set."""
    armed = list(case.deadlines.filter(status="armed").order_by("due_at"))
    kind = get_kind("rebook")
    return {
        "by_when": next((row.due_at for row in armed if row.kind == ATTENTION), None),
        "timed_steps": [
            {"label": kind.timer(row.kind).label, "due_at": row.due_at}
            for row in armed
            if row.kind != ATTENTION
        ],
    }
