"""The ticket: one product of a customer, and its machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, transition

from advocacy.models.parts import Parts
from advocacy.models.reading import evidence_of, offer_of
from advocacy.rules import AdvocateFacts
from cases.models import Case
from cases.step import sources_of

MOVING = ["open", "waiting_customer", "letter_due", "letter_sent", "closable", "handed_over"]
OPEN_STATES = [*MOVING, "closed_in_crm"]
PLAIN_FACTS = (
    "case_type", "product", "time_zone", "serial", "caller_type", "distributor", "conversation_ever",
    "state", "opened_at", "counts_after", "wait_due_at", "wait_over_at", "round", "customer_mail_at",
    "crm_requested_at", "crm_closed_at", "servicenow_requested_at", "servicenow_closed_at", "survey_sent",
    "late_fact", "auto_close_blocked", "offer_reminder_missed", "closing_stuck",
)  # fmt: skip


class AdvocateCase(Case):
    """A ticket about one product of an account.

    `open_key` says what may have one open ticket only; NULL once it is closed. `counts_after` is the instant
    after which attempts count, `wait_due_at` when the wait was due that ended at `wait_over_at`; `round`
    counts the ladders. `next_*` of the offer are NULL while there is none.
    """

    case_type = models.CharField(_("type"), max_length=40)
    product = models.CharField(_("product"), max_length=200)
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    caller_type = models.CharField(_("caller type"), max_length=40, blank=True)
    distributor = models.CharField(_("distributor"), max_length=20, blank=True)
    customer = models.CharField(_("customer"), max_length=200, blank=True)
    customer_email = models.EmailField(_("mail of the customer"), blank=True)
    conversation_ever = models.BooleanField(_("spoken with the customer"), default=False)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    open_key = models.CharField(max_length=400, null=True, blank=True)
    counts_after = models.DateTimeField(_("attempts count after"), null=True, blank=True)
    wait_due_at = models.DateTimeField(_("wait due"), null=True, blank=True)
    wait_over_at = models.DateTimeField(_("wait over"), null=True, blank=True)
    round = models.PositiveIntegerField(_("round of attempts"), default=1)
    customer_mail_at = models.DateTimeField(_("customer written to"), null=True, blank=True)
    offer_sent_at = models.DateTimeField(_("offer sent"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("offer ends"), null=True, blank=True)
    offer_answered_at = models.DateTimeField(_("offer answered"), null=True, blank=True)
    offer_accepted = models.BooleanField(_("offer accepted"), null=True, blank=True)
    offer_lapsed_at = models.DateTimeField(_("offer lapsed"), null=True, blank=True)
    offer_reminded_at = models.DateTimeField(_("reminded of the offer"), null=True, blank=True)
    offer_watched = models.BooleanField(_("timers of the offer run"), default=False)
    offer_reminder_missed = models.BooleanField(_("offer lapsed without a reminder"), default=False)
    crm_requested_at = models.DateTimeField(_("closing asked of the CRM"), null=True, blank=True)
    crm_closed_at = models.DateTimeField(_("closed in the CRM"), null=True, blank=True)
    crm_confirmation = models.CharField(_("confirmation of the CRM"), max_length=80, blank=True)
    servicenow_requested_at = models.DateTimeField(
        _("closing asked of the service desk"), null=True, blank=True
    )
    servicenow_closed_at = models.DateTimeField(_("closed in the service desk"), null=True, blank=True)
    servicenow_confirmation = models.CharField(
        _("confirmation of the service desk"), max_length=80, blank=True
    )
    survey_sent = models.BooleanField(_("survey sent"), default=False)
    late_fact = models.BooleanField(_("late fact"), default=False)
    auto_close_blocked = models.BooleanField(_("does not close by itself"), default=False)
    closing_stuck = models.CharField(
        _("system that needs a person"), max_length=20, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("advocate case")
        constraints = [models.UniqueConstraint(fields=["open_key"], name="advocate_one_open_ticket")]

    @classmethod
    def read_parts(cls, cases: Sequence[Self]) -> None:
        """Has the rows of all of them read, in three statements however many cases there are."""
        prefetch_related_objects(cases, "attempts", "letters", "reviews")

    @cached_property
    def parts(self) -> Parts:
        """Attempts, letters and reviews: read once, three statements however many there are."""
        return Parts.read(self)

    def facts(self) -> AdvocateFacts:
        """The frozen picture that the rules work on."""
        return AdvocateFacts(
            **{name: getattr(self, name) for name in PLAIN_FACTS},
            reference=self.reference or "",
            is_closed=self.state == "closed",
            evidence=evidence_of(self.evidence),
            attempts=self.parts.attempt_facts(),
            contacts=self.parts.contact_facts(),
            letters=self.parts.letter_facts(),
            reviews=self.parts.review_facts(),
            offer=offer_of(self),
            sources=sources_of(self),
        )

    # The machine. Each method is the step of the action of its name; the database knows the same edges.

    @transition("state", source=OPEN_STATES, target=None)
    def log_attempt(self) -> None:
        """We tried to reach the customer."""

    @transition("state", source="waiting_customer", target=None)
    @transition("state", source="open", target="waiting_customer")
    def start_wait(self) -> None:
        """The attempts are made; from here on we wait."""

    @transition("state", source="waiting_customer", target="open")
    def stop_wait(self) -> None:
        """The attempts no longer suffice."""

    @transition("state", source="waiting_customer", target="letter_due")
    def end_wait(self) -> None:
        """The customer was silent for as long as it takes."""

    @transition("state", source="closed", target=None)
    @transition("state", source=OPEN_STATES, target="open")
    def customer_contact(self) -> None:
        """The customer spoke or wrote to us."""

    @transition("state", source=OPEN_STATES, target=None)
    def set_caller_type(self) -> None:
        """Who called is stated."""

    @transition("state", source=OPEN_STATES, target=None)
    def set_evidence(self) -> None:
        """Something is on file, or is not any more."""

    @transition("state", source=MOVING, target="open")
    def change_type(self) -> None:
        """It is another type of ticket."""

    @transition("state", source=MOVING, target="open")
    def lapse_offer(self) -> None:
        """The offer was not answered."""

    @transition("state", source=MOVING, target=None)
    def send_customer_mail(self) -> None:
        """The customer is written to."""

    @transition("state", source="letter_due", target="letter_sent")
    def send_letter(self) -> None:
        """The letter is on its way."""

    @transition("state", source=["letter_sent", "closable", "closed_in_crm"], target="letter_due")
    def bounce_letter(self) -> None:
        """The letter came back."""

    @transition("state", source="open", target=RETURN_VALUE("closable", "handed_over"))
    @transition("state", source="letter_sent", target=RETURN_VALUE("closable", "handed_over"))
    @transition("state", source=["closable", "handed_over"], target=RETURN_VALUE("open", "letter_sent"))
    def ready(self) -> str:
        """Everything of its type is on file, or no longer is; `goes_to` says where exactly that leads."""
        return self.goes_to or ("closable" if self.state in {"open", "letter_sent"} else "open")

    goes_to = ""

    @transition("state", source=OPEN_STATES, target=None)
    def hand_over(self) -> None:
        """Somebody in the field is asked to go on."""

    @transition("state", source="closable", target=None)
    def block_auto_close(self) -> None:
        """It does not close by itself."""

    @transition("state", source=["closable", "handed_over"], target=None)
    def request_crm_close(self) -> None:
        """The CRM is asked to close it."""

    @transition("state", source=["closable", "handed_over"], target="closed_in_crm")
    def close_crm(self) -> None:
        """The CRM has closed it."""

    @transition("state", source="closed_in_crm", target=None)
    def request_servicenow_close(self) -> None:
        """The service desk is asked to close it."""

    @transition("state", source="closed_in_crm", target="closed")
    def close_servicenow(self) -> None:
        """The service desk has closed it."""
        self.outcome = "closed"

    @transition("state", source="closed", target="open")
    def reopen(self) -> None:
        """It goes on."""

    @transition("state", source=OPEN_STATES, target="closed")
    def mark_duplicate(self) -> None:
        """Another ticket goes on."""
