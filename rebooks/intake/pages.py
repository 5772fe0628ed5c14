"""What the intake's templates show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.urls import reverse

from cases.models import Account, Draft, User
from cases.money import CURRENCIES
from cases.present.casepage import zone_label
from cases.registry import get_kind
from cases.teams import role_label
from cases.wording import money, when
from rebooks.intake import drafts
from rebooks.intake.answers import Conversation, Turn
from rebooks.intake.forms.base import StepForm
from rebooks.intake.forms.order import OrderForm
from rebooks.intake.route import panel
from rebooks.intake.rows import answer_words
from rebooks.intake.steps import BY_CODE, CHECK, STAGES, STEPS, Step
from rebooks.models import open_case_of

START = "rebooks/intake/start.html"
TOGETHER = "all"
ALONE = "unusual"  # an interruption stays a page of its own
SUGGESTED = 200
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def start_context(user: User) -> dict[str, Any]:
    """The start page."""
    opening = get_kind("rebook").opening
    return {
        "may": bool(user.roles & opening.roles),
        "who": ", ".join(role_label(role) for role in sorted(opening.roles)),
        "unfinished": [_unfinished(draft, user) for draft in drafts.unfinished(user)],
        "zone": ZoneInfo(user.time_zone),
    }


def _unfinished(draft: Draft, user: User) -> dict[str, Any]:
    page = Page(draft, user, draft.updated_at)
    return {
        "title": draft.title or "No order yet",
        "saved_at": draft.updated_at,
        "at": page.talk.open_step.name if page.talk.open_step else CHECK,
        "url": page.next_url,
        "delete_url": reverse("rebook_intake_delete", args=[draft.pk]),
    }


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
        if self.next_code == "check":
            return reverse("rebook_intake_check", args=[self.draft.pk])
        return self.url(self.next_code)

    def url(self, code: str) -> str:
        """A step's own address."""
        return reverse("rebook_intake_step", args=[self.draft.pk, code])

    def steps(self, code: str) -> list[Step]:
        """The steps that a page asks: one, or all but the interruption; none for an unknown address."""
        if code == TOGETHER:
            return [step for step in STEPS if step.code != ALONE]
        return [BY_CODE[code]] if code in BY_CODE else []

    def reachable(self, code: str) -> bool:
        """Whether the page can be asked now: what comes before is answered, and it applies."""
        return code == TOGETHER or (self.talk.turn(code) is not None and self.talk.reachable(code))

    def with_posted(
        self, code: str, posted: Mapping[str, str], *, lenient: bool = False
    ) -> tuple[dict[str, dict[str, str]], Conversation]:
        """The answers with a page's input over them, and the conversation they make."""
        given = drafts.given(self.draft)
        for step in self.steps(code):
            talk = Conversation(given, self.user, self.now, lenient=True)
            if step.applies(talk.known):
                given[step.code] = talk.form(step, posted).typed()
        return given, Conversation(given, self.user, self.now, lenient=lenient)

    def context(self, code: str, talk: Conversation | None = None) -> dict[str, Any]:
        """A step's page. `talk` is the conversation with the faulty input; None to show the page anew."""
        steps = self.steps(code)
        shown = talk or self._with_typed(steps)
        blocks = [self._block(step, shown, faulty=talk is not None) for step in steps]
        stage = steps[0].stage
        before = self.talk.before(code) if code != TOGETHER else None
        return (
            self._frame(stage if len(steps) == 1 else "")
            | {
                "code": code,
                "together": code == TOGETHER,
                "blocks": blocks,
                "faulty": any(block["form"].errors for block in blocks),
                "question": steps[0].question if len(steps) == 1 else "The order and what the customer wants",
                "hint": steps[0].hint
                if len(steps) == 1
                else "All questions on one page, for those who know them.",
                "findings": shown.known.get("findings", ()) if code == ALONE else (),
                "open_case": self._open_case(shown),
                "before": {"name": before.name, "url": self.url(before.code)} if before else None,
                "suggested": _suggested() if any(step.form is OrderForm for step in steps) else None,
            }
            | self.answering(shown, "")
        )

    def _with_typed(self, steps: list[Step]) -> Conversation:
        """The conversation with what was typed on this page and not saved."""
        given = drafts.given(self.draft)
        given |= {step.code: old for step in steps if (old := drafts.typed(self.draft, step.code))}
        return Conversation(given, self.user, self.now, lenient=True)

    def _block(self, step: Step, shown: Conversation, *, faulty: bool) -> dict[str, Any]:
        """One step's form: with its errors where it was sent or does not hold any more, else only filled in."""
        saved, turn = self.talk.turn(step.code), shown.turn(step.code)
        waiting = drafts.typed(self.draft, step.code)
        broken = saved is not None and saved.given and not saved.answered and not waiting
        if turn is not None and turn.given and (faulty or broken):
            form = turn.form
        else:
            form = _filled(shown, step, waiting or drafts.given(self.draft).get(step.code))
        return {"step": step, "form": form, "rows": _errors(form)}

    def _open_case(self, shown: Conversation) -> dict[str, str] | None:
        turn: Turn | None = shown.turn("order")
        refusals = turn.form.refusals if turn and isinstance(turn.form, OrderForm) else []
        if turn is None or not any(refusal.code == "RB_OPEN_CASE" for refusal in refusals):
            return None
        reference = open_case_of(turn.form.typed()["order_no"].strip())
        return {"reference": reference, "url": reverse("case", args=[reference])} if reference else None

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

    def _frame(self, stage: str) -> dict[str, Any]:
        stages = (*STAGES, CHECK)
        return {
            "draft": self.draft,
            "stages": [self._stage(name, stage) for name in stages],
            "number": stages.index(stage) + 1 if stage in stages else 0,
            "total": len(stages),
            "about": self._about(),
            "changed": self._changed(),
        }

    def _stage(self, name: str, current: str) -> dict[str, Any]:
        turns = [turn for turn in self.talk.turns if turn.step.stage == name]
        done = bool(turns) and all(turn.answered for turn in turns)
        open_turn = next((turn for turn in turns if not turn.answered), turns[0] if turns else None)
        url = self.url(open_turn.step.code) if open_turn and self.reachable(open_turn.step.code) else ""
        if name == CHECK and self.talk.open_step is None:
            url = reverse("rebook_intake_check", args=[self.draft.pk])
        return {
            "label": name,
            "current": name == current,
            "done": done,
            "url": "" if name == current else url,
        }

    def _about(self) -> str:
        """The order in one line, once it is known."""
        known = self.talk.known
        if not (turn := self.talk.turn("order")) or not turn.answered:
            return ""
        processed = when(known["processed_at"], self.now, ZoneInfo(known["zone"]))
        amount = money(known["amount"], known["currency"])
        return f"Order {known['order_no']}, {known['account']}, {amount}, processed {processed}."

    def _changed(self) -> dict[str, Any] | None:
        change = drafts.pending_change(self.draft, self.talk)
        if change is None:
            return None
        given = drafts.given(self.draft)
        return {
            "name": BY_CODE[change["step"]].name,
            "void": [
                {
                    "name": BY_CODE[code].name,
                    "answer": answer_words(self.talk, BY_CODE[code], given.get(code, {})),
                    "dropped": code in change["dropped"],
                }
                for code in change["void"]
            ],
            "url": reverse("rebook_intake_put_back", args=[self.draft.pk]),
        }

    def check_frame(self) -> dict[str, Any]:
        """What the check page shares with the steps."""
        return self._frame(CHECK) | self.answering(self.talk, "")


def _filled(shown: Conversation, step: Step, given: Mapping[str, str] | None) -> StepForm:
    """The form with what is known of its answers, without a word on errors."""
    return shown.form(step, None, initial=dict(given or {}))


def _errors(form: StepForm) -> list[dict[str, str]]:
    """Every error with the id of the control to go to; of cards that is the first."""
    found = []
    for name, sentences in form.errors.items():
        target = ""
        if name in form.fields:
            field = form[name]
            target = field.id_for_label or f"{field.auto_id}_0"
        found += [{"text": str(sentence), "target": target} for sentence in sentences]
    return found


def _suggested() -> dict[str, list[str]]:
    """What the order's fields suggest: plain lists, no script."""
    accounts = Account.objects.order_by("-created_at").values_list("name", flat=True)[:SUGGESTED]
    zones = sorted(zone for zone in available_timezones() if zone.startswith(REGIONS))
    return {"accounts": sorted(accounts), "zones": zones, "currencies": sorted(CURRENCIES)}
