"""What stands around the intake's pages: the list of steps, the order in a line, what a change made void."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.models import Account, Draft
from cases.money import CURRENCIES
from cases.wording import money, when
from cases.worktime import known_zones
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation
from rebooks.intake.forms.base import StepForm
from rebooks.intake.rows import answer_words
from rebooks.intake.steps import BY_CODE, CHECK, STAGES

ALL_QUESTIONS = gettext_noop("All questions")
SUGGESTED = 200
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")

Address = Callable[[str], str]


def stages(talk: Conversation, current: str, url: Address, *, together: bool) -> list[dict[str, Any]]:
    """The list of steps on top; where all questions are on one page it has two entries."""
    if together:
        rows = [_row(ALL_QUESTIONS, current in {"", *STAGES}, talk.open_step is None, url("all"))]
    else:
        rows = [_stage(talk, name, current, url) for name in STAGES]
    ready = talk.open_step is None
    return [*rows, _row(CHECK, current == CHECK, done=False, url=url("check") if ready else "")]


def _stage(talk: Conversation, name: str, current: str, url: Address) -> dict[str, Any]:
    turns = [turn for turn in talk.turns if turn.step.stage == name]
    done = bool(turns) and all(turn.answered for turn in turns)
    return _row(name, name == current, done, url(turns[0].step.code) if done else "")


def _row(label: str, current: bool, done: bool, url: str) -> dict[str, Any]:
    return {
        "label": _(label),
        "current": current,
        "done": done and not current,
        "url": "" if current else url,
    }


def about(talk: Conversation) -> str:
    """The order in one line; empty until it is known."""
    turn, known = talk.turn("order"), talk.known
    if turn is None or not turn.answered:
        return ""
    processed = when(known["processed_at"], talk.now, ZoneInfo(known["zone"]))
    amount = money(known["amount"], known["currency"])
    return _("Order %(order)s, %(account)s, %(amount)s, processed %(processed)s.") % {
        "order": known["order_no"], "account": known["account"], "amount": amount, "processed": processed,
    }  # fmt: skip


def changed(draft: Draft, talk: Conversation) -> dict[str, Any] | None:
    """The change that made other answers void, with each of them, and the way to put it back."""
    change = drafts.pending_change(draft, talk)
    if change is None:
        return None
    given = drafts.given(draft)
    void = [
        {
            "name": _(BY_CODE[code].name),
            "answer": answer_words(BY_CODE[code], given.get(code, {})),
            "dropped": code in change["dropped"],
        }
        for code in change["void"]
    ]
    url = reverse("rebook_intake_put_back", args=[draft.pk])
    return {"name": _(BY_CODE[change["step"]].name), "void": void, "url": url}


def errors(form: StepForm) -> list[dict[str, str]]:
    """Every error with the id of the control to go to."""
    found = []
    for name, sentences in form.errors.items():
        target = control(form, name) if name in form.fields else ""
        found += [{"text": str(sentence), "target": target} for sentence in sentences]
    return found


def control(form: StepForm, name: str) -> str:
    """The id of the control that asks for a field; of cards that of the first one."""
    bound = form[name]
    return bound.id_for_label or f"{bound.auto_id}_0"


def suggested() -> dict[str, list[str]]:
    """What the order's fields suggest: plain lists, no script."""
    accounts = Account.objects.order_by("-created_at").values_list("name", flat=True)[:SUGGESTED]
    places = sorted(zone for zone in known_zones() if zone.startswith(REGIONS))
    return {"accounts": sorted(accounts), "zones": places, "currencies": sorted(CURRENCIES)}
