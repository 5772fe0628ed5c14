"""The answers so far: which steps apply, which of them are answered, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from cases.models import User
from rebooks.intake import unusual
from rebooks.intake.forms.base import StepForm
from rebooks.intake.steps import BY_CODE, STEPS, Step

Given = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Turn:
    """One step that applies: its form over what was given, and whether that is an answer."""

    step: Step
    form: StepForm
    given: bool

    @property
    def answered(self) -> bool:
        """Whether the step was gone through and its answer holds."""
        return self.given and self.form.is_valid()


class Conversation:
    """What has been said, step by step. `given` maps a step's code to its answers as they were typed.

    A step is asked with the answers of those before it, so an answer changed later is judged anew by all that
    follow. With `lenient` a step that is not filled in rightly still counts for what is right in it: for
    showing where the case goes while somebody types. `sent` is the input of a page that asks the steps
    `asked`: those that apply take their answers from it.
    """

    def __init__(
        self,
        given: Given,
        user: User,
        now: datetime,
        *,
        lenient: bool = False,
        sent: Mapping[str, str] | None = None,
        asked: Collection[str] = (),
    ) -> None:
        self.given, self.user, self.now, self.lenient = given, user, now, lenient
        self.known: dict[str, Any] = {}
        self.turns: list[Turn] = []
        self.sent: dict[str, dict[str, str]] = {}
        self._input, self._asked = sent or {}, asked
        for step in STEPS:
            if step.applies(self.known):
                self._take(step)

    def _take(self, step: Step) -> None:
        data = self.given.get(step.code)
        if step.code in self._asked:
            data = self.sent[step.code] = self.form(step, self._input).typed()
        turn = Turn(step, self.form(step, data), data is not None)
        self.turns.append(turn)
        if turn.answered or (self.lenient and turn.given):
            turn.form.is_valid()
            self.known |= turn.form.cleaned_data
        if step.code == "order":
            self._after_order(turn)
        elif step.code == "received" and self.known.get("request_received_at", self.now) is None:
            self.known["counts_from"] = self.now  # no message: the door dates the request when it is entered

    def _after_order(self, turn: Turn) -> None:
        self.known["zone"] = self.known.get("time_zone") or ""
        if turn.answered:
            self.known["findings"] = unusual.findings(self.known, self.now)

    def form(self, step: Step, data: Mapping[str, str] | None, **options: Any) -> StepForm:
        """A step's form over `data`, asked with what the steps before it said."""
        zone = self.known.get("zone") or "UTC"
        return step.form(data, known=dict(self.known), actor=self.user, zone=zone, **options)

    def turn(self, code: str) -> Turn | None:
        """The step of that code where it applies."""
        return next((turn for turn in self.turns if turn.step.code == code), None)

    @cached_property
    def open_step(self) -> Step | None:
        """The first step without an answer that holds; None when everything is said."""
        return next((turn.step for turn in self.turns if not turn.answered), None)

    def reachable(self, code: str) -> bool:
        """Whether the steps before this one are answered."""
        before = [turn for turn in self.turns if turn.step.code != code]
        at = next((i for i, turn in enumerate(self.turns) if turn.step.code == code), len(before))
        return all(turn.answered for turn in self.turns[:at])

    def before(self, code: str) -> Step | None:
        """The step before this one; that before the check is the last."""
        codes = [turn.step.code for turn in self.turns]
        at = codes.index(code) if code in codes else len(codes)
        return self.turns[at - 1].step if at else None

    @property
    def dropped(self) -> list[Step]:
        """Steps that were answered and no longer apply."""
        asked = {turn.step.code for turn in self.turns}
        return [BY_CODE[code] for code in self.given if code in BY_CODE and code not in asked]

    @property
    def broken(self) -> list[Step]:
        """Steps whose answer does not hold any more."""
        return [turn.step for turn in self.turns if turn.given and not turn.answered]
