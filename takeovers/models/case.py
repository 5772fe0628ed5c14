"""The take-over: what is asked for, and its machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, transition

from cases.models import Case
from cases.step import sources_of
from takeovers.models.parts import Parts
from takeovers.rules import TakeoverFacts, labels

OPEN_STATES = ["draft", "awaiting_agreements", "ready", "in_progress", "reversing"]
UNDER_WAY = ["awaiting_agreements", "ready", "in_progress", "reversing"]
PLAIN_FACTS = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "state", "reference",
    "requested_finish", "target_month", "opened_at", "incomplete_since", "cutoff_told_at", "month_missed_at",
    "cancel_wanted", "discount_confirmed_at", "discount_ref", "late_fact",
)  # fmt: skip
SOURCE_FIELDS = {"request": "move_type", "agreements": "agreed", "licences": "licences"}


class TakeoverCase(Case):
    """One or more customers that move from one business partner to another.

    `incomplete_since` is when the present wait for agreements began, NULL while all are there.
    """

    move_type = models.CharField(_("kind of move"), max_length=20, choices=list(labels.MOVE_TYPES.items()))
    subject = models.CharField(_("who moves"), max_length=200)
    current_partner = models.CharField(_("current partner"), max_length=200)
    new_partner = models.CharField(_("new partner"), max_length=200)
    current_vad = models.CharField(_("current distributor"), max_length=200, blank=True)
    new_vad = models.CharField(_("new distributor"), max_length=200, blank=True)
    subject_email = models.EmailField(_("mail of who moves"), blank=True)
    current_email = models.EmailField(_("mail of the current partner"), blank=True)
    new_email = models.EmailField(_("mail of the new partner"), blank=True)
    asked_by_email = models.EmailField(_("mail of who asked"), blank=True)
    requested_finish = models.CharField(_("wished month"), max_length=7, blank=True)
    target_month = models.CharField(_("month to finish in"), max_length=7, blank=True)
    incomplete_since = models.DateTimeField(_("agreements incomplete since"), null=True, blank=True)
    cutoff_told_at = models.DateTimeField(_("mid-month told"), null=True, blank=True)
    month_missed_at = models.DateTimeField(_("month missed"), null=True, blank=True)
    cancel_wanted = models.BooleanField(_("to be cancelled"), default=False)
    close_to_month_end = models.BooleanField(_("moved close to month end"), default=False)
    discount_confirmed_at = models.DateTimeField(_("discount confirmed"), null=True, blank=True)
    discount_ref = models.CharField(_("discount"), max_length=80, blank=True)
    late_fact = models.BooleanField(_("late fact"), default=False)

    class Meta:
        verbose_name = _("take-over")

    @classmethod
    def read_parts(cls, cases: Sequence[Self]) -> None:
        """Gives each of the cases its parts, in four statements however many there are."""
        from takeovers.models.many import read_parts

        read_parts(cases)

    @cached_property
    def parts(self) -> Parts:
        """Companies, agreements and steps: read once, four statements however many there are."""
        return Parts.read(self)

    def facts(self) -> TakeoverFacts:
        """The frozen picture that the rules work on."""
        recorded = sources_of(self)
        return TakeoverFacts(
            **{name: getattr(self, name) for name in PLAIN_FACTS},
            time_zone=self.time_zone,
            is_closed=self.state in {"completed", "cancelled"},
            companies=self.parts.companies(),
            agreements=self.parts.agreed(),
            sources={group: recorded[name] for group, name in SOURCE_FIELDS.items() if name in recorded},
        )

    # The machine. Each method is the step of the action of its name; the database knows the same edges.

    @transition("state", source="draft", target=None)
    def complete_request(self) -> None:
        """What the request leaves open is said."""

    @transition("state", source="draft", target="awaiting_agreements")
    def submit(self) -> None:
        """The request is complete enough to ask the parties."""

    @transition("state", source=UNDER_WAY, target=None)
    def record_agreement(self) -> None:
        """A party agrees in writing."""

    @transition("state", source="awaiting_agreements", target="ready")
    def agreements_complete(self) -> None:
        """The last agreement is there."""

    @transition("state", source="reversing", target="in_progress")
    def resume(self) -> None:
        """The party that had withdrawn agrees again before everything was undone."""

    @transition(
        "state",
        source=["awaiting_agreements", "ready", "in_progress"],
        target=RETURN_VALUE("awaiting_agreements", "reversing"),
    )
    def withdraw_agreement(self) -> str:
        """A party takes its agreement back: what was begun is undone first."""
        return "reversing" if self.facts().begun else "awaiting_agreements"

    @transition("state", source="ready", target="in_progress")
    def start(self) -> None:
        """The step lists are made."""

    @transition("state", source="in_progress", target=None)
    def step(self) -> None:
        """A step is done or reported on."""

    @transition("state", source="in_progress", target=None)
    def skip_step(self) -> None:
        """A step is left out."""

    @transition("state", source=["in_progress", "reversing"], target=None)
    def undo_step(self) -> None:
        """A step is opened again."""

    @transition("state", source=["draft", "awaiting_agreements", "ready", "in_progress"], target=None)
    def refresh_lines(self) -> None:
        """The counts of a company are renewed."""

    @transition("state", source="in_progress", target="completed")
    def complete(self) -> None:
        """Every step of every company is settled."""
        self.outcome = "completed"

    @transition("state", source="reversing", target=RETURN_VALUE("awaiting_agreements", "cancelled"))
    def finish_reversal(self) -> str:
        """The users are back on their old licences."""
        return self._end() if self.cancel_wanted else "awaiting_agreements"

    @transition(
        "state",
        source=["draft", "awaiting_agreements", "ready", "in_progress", "reversing"],
        target=RETURN_VALUE("cancelled", "reversing"),
    )
    def cancel(self) -> str:
        """The take-over ends: at once, or after what was begun is undone."""
        if self.state == "in_progress" and self.facts().begun:
            return "reversing"
        return self._end()

    @transition("state", source="completed", target=None)
    def confirm_discount(self) -> None:
        """The discount was found on the invoice."""

    @transition("state", source=OPEN_STATES, target="cancelled")
    def mark_duplicate(self) -> None:
        """Another take-over goes on."""

    def _end(self) -> str:
        self.outcome = "cancelled"
        return "cancelled"
