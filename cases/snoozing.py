"""Putting a case aside until an instant, and bringing it back: by hand, in time, or when news arrives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.fields import InstantField
from cases.forms import ReasonForm
from cases.kinds import Action, Timer
from cases.planning import SNOOZE_OVER
from cases.routing import Asked, Check
from cases.teams import OVERSEERS
from cases.wording import zone_city

if TYPE_CHECKING:
    from cases.step import Step

LONGEST: Final = timedelta(days=60)
SNOOZE, WAKE = "snooze", "wake"
OWN: Final = frozenset({SNOOZE, WAKE, "undo", SNOOZE_OVER})  # these see to the snooze themselves
LIGHT: Final = frozenset({"assignee", "snoozed_until", "flags"})  # changed, they are no news about the case
ARRIVED: Final = {
    "add_mail": "a mail came in",
    "mark_bounced": "a mail came back",
    "answer_consent": "an answer came in",
    "withdraw_consent": "an agreement was taken back",
}


class SnoozeForm(ReasonForm):
    """Until when the case rests, and what it waits for."""

    until = InstantField(label=gettext_lazy("Snooze until"))
    field_order = ("until", "reason", "at")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        city, days = zone_city(self.zone), LONGEST.days
        self.fields["until"].help_text = f"On the clock of {city}, at most {days} days ahead."
        self.fields["reason"].label = gettext("What it waits for")

    def layout(self) -> Layout:
        """Nobody snoozes a case in the past: when it happened is not asked for on the page."""
        return Layout("until", "reason")

    def clean_until(self) -> Any:
        """An instant that is ahead, and not too far."""
        until, now = self.cleaned_data["until"], clock.now()
        if until <= now:
            raise forms.ValidationError(gettext_lazy("Choose a time that is still ahead."), code="past")
        if until > now + LONGEST:
            raise forms.ValidationError(
                gettext_lazy("Choose a time within %(days)d days.") % {"days": LONGEST.days}, code="far"
            )
        return until


def snooze_actions() -> tuple[Action, ...]:
    """Snoozing and waking, for whoever holds the case; its own deadlines go on meanwhile."""
    light: Any = {"by_holder": True, "core": True, "states": "open", "keeps_version": True}
    return (
        Action(
            SNOOZE, _("Snooze"), _("Puts the case aside until a time. Its deadlines go on; news wakes it."),
            "snoozed the case", OVERSEERS, SnoozeForm, _snooze_guards, _snooze,
            personal=frozenset({"reason", "snoozed_note"}), **light,
        ),
        Action(
            WAKE, _("Wake the case"), _("Ends the snooze now."), "woke the case", OVERSEERS, None,
            _wake_guards, wake, personal=frozenset({"snoozed_note"}), **light,
        ),
    )  # fmt: skip


def lift(step: Step, *, moved: bool) -> None:
    """Ends the snooze when a step brings news: a fact, a mail, an answer, another state or team."""
    case = step.case
    if case.snoozed_until is None or step.name in OWN:
        return
    why = _news(step, moved=moved)
    if why:
        end(step)
        step.say(woken=why)


def end(step: Step) -> None:
    """The case rests no longer."""
    step.set("snoozed_until", None)
    step.case.snoozed_note = ""


def wake(step: Step) -> None:
    """Ends the snooze; what it was for is kept, so that waking can be undone."""
    if step.name == WAKE:
        step.data["snoozed_note"] = step.case.snoozed_note
    end(step)


def note_of(who: object, reason: str) -> str:
    """Who snoozed a case and what for, as lists show it."""
    return f"{who or 'AccountOps'}: {' '.join(reason.split())}"[:200]


def _news(step: Step, *, moved: bool) -> str:
    """What arrived with a step, in words; "" for what is no news."""
    if step.case.closed_at is not None:
        return "the case was closed"
    for event in step.kind.events:
        if event.name == step.name:
            return event.label
    if step.name in ARRIVED:
        return ARRIVED[step.name]
    if moved:
        return "the case moved on"
    timed = any(timer.kind == step.name for timer in step.kind.every_timer)
    return "" if timed or not set(step.changes) - LIGHT else "its facts changed"


def _snooze_guards(asked: Asked) -> Sequence[Check]:
    owner, mine = asked.extra.get("owner"), asked.extra.get("owner_is_actor")
    free = owner is None or bool(mine) or asked.role in OVERSEERS
    return [
        Check("NOT_YOURS", free, f"{owner} has this case.", "It is yours or nobody's.",
              who=tuple(sorted(OVERSEERS)))
    ]  # fmt: skip


def _snooze(step: Step) -> None:
    until = step.data.pop("until")
    step.data["snoozed_note"] = step.case.snoozed_note  # of a snooze that this one replaces
    step.set("snoozed_until", until)
    step.case.snoozed_note = note_of(step.actor, step.data["reason"])


def _wake_guards(asked: Asked) -> Sequence[Check]:
    asleep = asked.extra.get("snoozed_until") is not None
    return [Check("NOT_SNOOZED", asleep, "The case is not snoozed.", "The case is snoozed.")]


TIMER: Final = Timer(
    SNOOZE_OVER,
    _("Snooze ends"),
    _("Will bring the case back among those to be worked on."),
    "the snooze is over",
    fire=wake,
    sends=(),
    cancelled_by=_("Waking the case, or anything new that arrives for it."),
    policy=(),
    set_when=_("When somebody snoozes the case."),
    keeps_version=True,
)
