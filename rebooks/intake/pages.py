"""What the intake's step pages show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Draft, User
from cases.present.casepage import zone_label
from cases.wording import told
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation
from rebooks.intake.forms.base import StepForm
from rebooks.intake.forms.order import OrderForm
from rebooks.intake.frame import about, changed, errors, stages, suggested
from rebooks.intake.route import panel
from rebooks.intake.steps import BY_CODE, CHECK, STEPS, Step
from rebooks.models import open_case_of

TOGETHER = "all"
ALONE = "unusual"  # an interruption stays a page of its own


class Page:
    """One draft, its conversation, and the pages made of them."""

    def __init__(self, draft: Draft, user: User, now: datetime) -> None:
        self.draft, self.user, self.now = draft, user, now
        self.talk = Conversation(drafts.given(draft), user, now)
        self.together = bool(draft.answers.get("together"))

    @property
    def next_code(self) -> str:
        """The step to go on with."""
        step = self.talk.open_step
        if step is None:
            return "check"
        return TOGETHER if self.together and step.code != ALONE else step.code

    @property
    def next_url(self) -> str:
        """The page to go on with."""
        if self.draft.result:
            return reverse("rebook_intake_done", args=[self.draft.pk])
        return self.url(self.next_code)

    def url(self, code: str) -> str:
        """The address of a step or of the check page."""
        if code == "check":
            return reverse("rebook_intake_check", args=[self.draft.pk])
        return reverse("rebook_intake_step", args=[self.draft.pk, code])

    def steps(self, code: str) -> list[Step]:
        """The steps that a page asks: one, or all but the interruption; none for an unknown address."""
        if code == TOGETHER:
            return [step for step in STEPS if step.code != ALONE]
        return [BY_CODE[code]] if code in BY_CODE else []

    def reachable(self, code: str) -> bool:
        """Whether the page can be asked now: what comes before is answered, and it applies."""
        return code == TOGETHER or (self.talk.turn(code) is not None and self.talk.reachable(code))

    def with_posted(self, code: str, posted: Mapping[str, str]) -> Conversation:
        """The conversation that a page's input makes of all answers; `sent` is the input step by step."""
        asked = {step.code for step in self.steps(code)}
        given = drafts.given(self.draft)
        return Conversation(given, self.user, self.now, lenient=True, sent=posted, asked=asked)

    def context(self, code: str, sent: Conversation | None = None) -> dict[str, Any]:
        """A step's page. `sent` is the conversation with faulty input; None to show the page anew."""
        steps = self.steps(code)
        one = steps[0] if len(steps) == 1 else None
        shown = sent or self._with_typed(steps)
        blocks = [self._block(step, shown, faulty=sent is not None) for step in steps]
        before = self.talk.before(code) if one else None
        return (
            self.frame(one.stage if one else "")
            | {
                "code": code,
                "together": one is None,
                "blocks": blocks,
                "faulty": sum(len(block["errors"]) for block in blocks),
                "question": _(one.question) if one else _("The order and what the customer wants"),
                "hint": _(one.hint) if one else _("All questions on one page, for those who know them."),
                "findings": [told(one) for one in shown.known.get("findings", ())] if code == ALONE else [],
                "open_case": _open_case(shown),
                "before": {"name": before.name, "url": self.url(before.code)} if before else None,
                "suggested": suggested() if steps[0].form is OrderForm else None,
            }
            | self.answering(shown, "")
        )

    def _with_typed(self, steps: list[Step]) -> Conversation:
        """The conversation with what was typed on this page and not saved."""
        given = drafts.given(self.draft)
        given |= {step.code: old for step in steps if (old := drafts.typed(self.draft, step.code))}
        return Conversation(given, self.user, self.now, lenient=True)

    def _block(self, step: Step, shown: Conversation, *, faulty: bool) -> dict[str, Any]:
        """One step's form: with its errors where it was sent or no longer holds, else only filled in."""
        saved, turn = self.talk.turn(step.code), shown.turn(step.code)
        waiting = drafts.typed(self.draft, step.code)
        broken = saved is not None and saved.given and not saved.answered and not waiting
        form: StepForm
        if turn is not None and turn.given and (faulty or broken):
            form = turn.form
        else:
            known = waiting or drafts.given(self.draft).get(step.code) or {}
            form = shown.form(step, None, initial=dict(known))
        return {"step": step, "form": form, "errors": errors(form)}

    def answering(self, talk: Conversation, seen: str) -> dict[str, Any]:
        """What changes while somebody answers: the panel, the zone's note, when it was saved."""
        zone = talk.known.get("zone") or ""
        return {
            "route": panel(talk, seen),
            "read_in": zone_label(zone) if zone else "",
            "saved_at": self.draft.updated_at,
            "saves": drafts.saves(self.draft),
            "now": self.now,
            "zone": ZoneInfo(self.user.time_zone),
        }

    def frame(self, stage: str) -> dict[str, Any]:
        """What stands around every page; `stage` is the place in the list of steps."""
        rows = stages(self.talk, stage, self.url, together=self.together)
        return {
            "draft": self.draft,
            "stages": rows,
            "number": next((number for number, row in enumerate(rows, 1) if row["current"]), 0),
            "total": len(rows),
            "about": about(self.talk),
            "changed": changed(self.draft, self.talk),
        }

    def check_frame(self) -> dict[str, Any]:
        """What the check page shares with the steps."""
        return self.frame(CHECK) | self.answering(self.talk, "")


def _open_case(shown: Conversation) -> dict[str, str] | None:
    """The open case of the order, where that is what stands against another one."""
    turn = shown.turn("order")
    form = turn.form if turn and turn.given else None
    if not isinstance(form, OrderForm) or not any(r.code == "RB_OPEN_CASE" for r in form.refusals):
        return None
    reference = open_case_of(form.typed()["order_no"].strip())
    return {"reference": reference, "url": reverse("case", args=[reference])} if reference else None
