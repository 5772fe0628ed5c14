"""What a person does with a timed step or message that was set aside: try it again, or leave it out.

An action of every kind, so that it goes through the door and stands in the case's timeline. No role names it:
operators come by their own page (`cases.operating`), and seeing to a step shows them no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cases import standing
from cases.fields import spoken
from cases.forms import ActionForm
from cases.kinds import Action
from cases.models import Deadline, Notification, OutboxMessage
from cases.notices.mailing import TOO_LATE
from cases.planning import ATTENTION, ATTENTION_LABEL
from cases.routing import Asked, Check

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.step import Step

OPERATE: Final = "operate"
RETRY, SKIP = "retry", "skip"
WHAT: Final = {RETRY: gettext_noop("Try again"), SKIP: gettext_noop("Leave out")}
LONGEST_REASON: Final = 180  # the row keeps it too, beside "Left out: "

UNKNOWN: Final = gettext_noop("There is no such timed step or message of this case.")

NOTICES: Final = {
    "mention": gettext_noop("Mail about a mention"),
    "handed": gettext_noop("Mail about a case handed over"),
    "watched": gettext_noop("Mail about a watched case"),
    "breach": gettext_noop("Mail about a passed target"),
}
Row = Deadline | OutboxMessage | Notification


class OperateForm(ActionForm):
    """Which step or message of the case, what to do with it, why, and who says so.

    `timer`, `message` and `notice` are the numbers of the rows; exactly one is given. Answers the row as
    `row`.
    """

    # Told in a sentence of its own.
    keyed = frozenset({"what", "timer", "message", "notice", "by", "by_name"})

    what = forms.ChoiceField(choices=spoken(WHAT), label=_("What to do"))
    timer = forms.IntegerField(required=False, min_value=1, max_value=2**62, label=_("Timed step"))
    message = forms.IntegerField(required=False, min_value=1, max_value=2**62, label=_("Message"))
    notice = forms.IntegerField(required=False, min_value=1, max_value=2**62, label=_("Notification"))
    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON)
    by = forms.CharField(required=False, max_length=150, label=_("By"))
    by_name = forms.CharField(required=False, max_length=150, label=_("Their name"))

    def clean(self) -> dict[str, Any]:
        """Looks the row up among those of the case."""
        given = super().clean() or self.cleaned_data
        timer, message, notice = (given.pop(name, None) for name in ("timer", "message", "notice"))
        if self.case is None:
            return given
        row: Row | None = None
        steps = standing.of(self.case).deadlines
        if timer:
            row = next((one for one in steps if one.pk == timer), None)
        elif message:
            row = OutboxMessage.objects.filter(case=self.case.pk, pk=message).first()
        elif notice:
            row = Notification.objects.filter(case=self.case.pk, pk=notice).select_related("user").first()
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
            OPERATE, gettext_noop("Try again or leave out"),
            gettext_noop("Tries a timed step or message again that was set aside, or leaves it out."),
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
    aside = row is None or _is_aside(row)
    # The facts may have armed another one of its kind and subject meanwhile: a case has only one.
    anew = aside and given.get("what") == RETRY and bool(given.get("anew"))
    is_old = isinstance(row, Notification) and row.at <= asked.now - TOO_LATE and given.get("what") == RETRY
    older = "It tells of what happened more than two days ago. Leave it out: nobody is told so late by mail."
    instead = "The step has been set again for another time. Leave this one out."
    return [
        Check("NOT_SET_ASIDE", aside, done, "It was set aside.", on_submit=True),
        Check("TOLD_TOO_LATE", not is_old, older, "It is news still.", on_submit=True),
        Check("ARMED_ANEW", not anew, instead, "No other step stands in its place.", on_submit=True),
    ]


def _operate(step: Step) -> None:
    row, what = step.data.pop("row"), step.data.pop("what")
    step.data.pop("anew", None)
    step.say(by_operator=step.data.pop("by", ""), operated={"what": what} | _told(row, step.kind))
    if isinstance(row, Notification):
        _notice(step, row, what)
        return
    if isinstance(row, Deadline):
        _timer(step, row, what)
    else:
        _message(step, row, what)
    step.keep(row)


def _is_aside(row: Row) -> bool:
    if isinstance(row, Notification):
        return row.failed_at is not None
    return row.status in {Deadline.Status.PARKED, OutboxMessage.Status.DEAD}


def _told(row: Row, kind: Kind) -> dict[str, Any]:
    if isinstance(row, Deadline):
        return {"timer": row.kind, "subject": row.subject, "due_at": row.due_at}
    if isinstance(row, Notification):
        return {"notice": row.sort, "letter": NOTICES[row.sort], "subject": f"to {row.user.username}"}
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


def _notice(step: Step, row: Notification, what: str) -> None:
    """Due again at once, or left unsent for good; it stands on the page of who is told either way."""
    row.failed_at = None
    if what == RETRY:
        row.attempts, row.mail_at = 0, step.now
    row.save(update_fields=["failed_at", "attempts", "mail_at"])
