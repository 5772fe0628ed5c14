"""What a person does with a timed step or message that was set aside: try it again, or leave it out.

An action of every kind, so that it goes through the door and stands in the case's timeline. No role names it:
operators come by their own page (`cases.operating`), and seeing to a step shows them no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms

from cases import standing
from cases.forms import ActionForm
from cases.kinds import Action
from cases.models import Deadline, OutboxMessage
from cases.planning import ATTENTION, ATTENTION_LABEL
from cases.routing import Asked, Check

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.step import Step

OPERATE: Final = "operate"
RETRY, SKIP = "retry", "skip"
WHAT: Final = {RETRY: "Try again", SKIP: "Leave out"}
LONGEST_REASON: Final = 180  # the row keeps it too, beside "Left out: "

UNKNOWN: Final = "There is no such timed step or message of this case."


class OperateForm(ActionForm):
    """Which step or message of the case, what to do with it, why, and who says so.

    `timer` and `message` are the numbers of the rows; exactly one is given. Answers the row as `row`.
    """

    what = forms.ChoiceField(choices=[*WHAT.items()], label="What to do")
    timer = forms.IntegerField(required=False, min_value=1, max_value=2**62, label="Timed step")
    message = forms.IntegerField(required=False, min_value=1, max_value=2**62, label="Message")
    reason = forms.CharField(label="Reason", max_length=LONGEST_REASON)
    by = forms.CharField(required=False, max_length=150, label="By")
    by_name = forms.CharField(required=False, max_length=150, label="Their name")

    def clean(self) -> dict[str, Any]:
        """Looks the row up among those of the case."""
        given = super().clean() or self.cleaned_data
        timer, message = given.pop("timer", None), given.pop("message", None)
        if self.case is None:
            return given
        row: Deadline | OutboxMessage | None = None
        steps = standing.of(self.case).deadlines
        if timer:
            row = next((one for one in steps if one.pk == timer), None)
        elif message:
            row = OutboxMessage.objects.filter(case=self.case.pk, pk=message).first()
        if row is None:
            raise forms.ValidationError(UNKNOWN, code="unknown")
        armed = {(one.kind, one.subject) for one in steps if one.status == Deadline.Status.ARMED}
        given["row"] = row
        given["anew"] = isinstance(row, Deadline) and (row.kind, row.subject) in armed
        return given


def operator_actions() -> tuple[Action, ...]:
    """The one action, for AccountOps alone: who stands behind it is part of its entry."""
    return (
        Action(
            OPERATE, "Try again or leave out",
            "Tries a timed step or message again that was set aside, or leaves it out.",
            "saw to what was set aside", frozenset({"system"}), OperateForm, _guards, _operate,
            personal=frozenset({"reason", "by_name"}), automatic=True, core=True, states="any",
            keeps_version=True,
        ),
    )  # fmt: skip


def label_of(kind: Kind, timer: str) -> str:
    """A timed step's name for people."""
    return ATTENTION_LABEL if timer == ATTENTION else kind.timer(timer).label


def _guards(asked: Asked) -> Sequence[Check]:
    given = asked.data or {}
    row, done = given.get("row"), "Somebody has seen to it already."
    aside = row is None or row.status in {Deadline.Status.PARKED, OutboxMessage.Status.DEAD}
    # The facts may have armed another one of its kind and subject meanwhile: a case has only one.
    anew = aside and given.get("what") == RETRY and bool(given.get("anew"))
    instead = "The step has been set again for another time. Leave this one out."
    return [
        Check("NOT_SET_ASIDE", aside, done, "It was set aside.", on_submit=True),
        Check("ARMED_ANEW", not anew, instead, "No other step stands in its place.", on_submit=True),
    ]


def _operate(step: Step) -> None:
    row, what = step.data.pop("row"), step.data.pop("what")
    step.data.pop("anew", None)
    step.say(by_operator=step.data.pop("by", ""), operated={"what": what} | _told(row, step.kind))
    if isinstance(row, Deadline):
        _timer(step, row, what)
    else:
        _message(step, row, what)
    step.keep(row)


def _told(row: Deadline | OutboxMessage, kind: Kind) -> dict[str, Any]:
    if isinstance(row, Deadline):
        return {"timer": row.kind, "subject": row.subject, "due_at": row.due_at}
    letter = kind.known_letter(row.kind)
    return {"message": row.number, "letter": letter.label if letter else row.kind}


def _timer(step: Step, row: Deadline, what: str) -> None:
    """Armed again for the next pass, or cancelled for good; the plan then has the last word on it."""
    if what == RETRY:
        row.status, row.settled_at, row.reason = Deadline.Status.ARMED, None, ""
        row.attempts, row.next_attempt_at, row.in_flight = 0, step.now, False
        return
    row.status, row.settled_at, row.skipped = Deadline.Status.CANCELLED, step.now, True
    row.reason = f"Left out: {step.data['reason']}"[:200]


def _message(step: Step, row: OutboxMessage, what: str) -> None:
    """Sent once more under the same key, or left unsent for good."""
    if what == RETRY:
        row.status, row.attempts, row.next_attempt_at = OutboxMessage.Status.PENDING, 0, step.now
        return
    row.status = OutboxMessage.Status.DROPPED
