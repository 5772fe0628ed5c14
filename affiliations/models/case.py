"""The transition: a customer on its way from a reseller to the enterprise, and its machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, transition

from affiliations.models.parts import Parts
from affiliations.rules import AffiliationFacts
from affiliations.rules.automatic import after_shipments
from cases.models import Case
from cases.step import sources_of

SHIPPING = ["reseller_rep_work", "awaiting_issue", "awaiting_billing", "switching"]
OPEN_STATES = ["preparing", "won", *SHIPPING, "final_check"]
PLAIN_FACTS = (
    "customer", "reseller", "enterprise_affiliation", "time_zone", "state", "deal_id", "deal_stage",
    "closed_won_at", "opened_won", "opened_at", "customer_advised_at", "reseller_notified_at",
    "reseller_rep_involved_at", "manager_involved_at", "override_reason", "affiliation_updated_at",
    "mail_to", "mail_sent_at", "mail_bounced_at", "sent_without_notice", "shipment_again", "deal_lost_at",
    "late_fact", "csm", "waiting_since", "checked_at", "nudged_at", "expected_billing_on",
)  # fmt: skip
SOURCE_FIELDS = {"deal": "deal_stage", "accounts": "accounts", "groups": "groups"}


class AffiliationCase(Case):
    """A customer that ends its agreement with a reseller and joins the enterprise's own affiliation.

    `waiting_since` is when the present wait for issue and billing began, NULL while there is none.
    """

    customer = models.CharField(_("customer"), max_length=200)
    reseller = models.CharField(_("reseller"), max_length=200)
    enterprise_affiliation = models.CharField(_("enterprise affiliation"), max_length=120)
    reseller_email = models.EmailField(_("mail of the reseller"), blank=True)
    deal_id = models.CharField(_("deal"), max_length=80, blank=True)
    deal_stage = models.CharField(_("stage of the deal"), max_length=40, blank=True)
    closed_won_at = models.DateTimeField(_("deal won"), null=True, blank=True)
    opened_won = models.BooleanField(_("opened with a won deal"), default=False)
    customer_advised_at = models.DateTimeField(_("customer advised"), null=True, blank=True)
    reseller_notified_at = models.DateTimeField(_("reseller told by the customer"), null=True, blank=True)
    reseller_rep_involved_at = models.DateTimeField(_("reseller rep involved"), null=True, blank=True)
    manager_involved_at = models.DateTimeField(_("manager involved"), null=True, blank=True)
    override_reason = models.TextField(_("reason for going on without"), blank=True)
    affiliation_updated_at = models.DateTimeField(_("affiliation updated"), null=True, blank=True)
    mail_to = models.EmailField(_("written to"), blank=True)
    mail_sent_at = models.DateTimeField(_("letter sent"), null=True, blank=True)
    mail_bounced_at = models.DateTimeField(_("letter came back"), null=True, blank=True)
    sent_without_notice = models.BooleanField(_("written to without notice"), default=False)
    shipment_again = models.BooleanField(_("new shipment meanwhile"), default=False)
    deal_lost_at = models.DateTimeField(_("deal lost"), null=True, blank=True)
    late_fact = models.BooleanField(_("late fact"), default=False)
    csm = models.CharField(_("CSM"), max_length=200, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("billing last looked at"), null=True, blank=True)
    nudged_at = models.DateTimeField(_("last asked for the notice"), null=True, blank=True)
    expected_billing_on = models.DateField(_("billing expected on"), null=True, blank=True)

    class Meta:
        verbose_name = _("transition")

    @classmethod
    def read_parts(cls, cases: Sequence[Self]) -> None:
        """Has the rows of all of them read, in three statements however many cases there are."""
        prefetch_related_objects(cases, "moving_accounts", "groups", "access")

    @cached_property
    def parts(self) -> Parts:
        """Accounts, groups and users: read once, three statements however many there are."""
        return Parts.read(self)

    def facts(self) -> AffiliationFacts:
        """The frozen picture that the rules work on."""
        recorded = sources_of(self)
        return AffiliationFacts(
            **{name: getattr(self, name) for name in PLAIN_FACTS},
            reference=self.reference or "",
            is_closed=self.state in {"with_csm", "cancelled"},
            accounts=self.parts.account_facts(),
            groups=self.parts.group_facts(),
            access=self.parts.access_facts(),
            sources={group: recorded[name] for group, name in SOURCE_FIELDS.items() if name in recorded},
        )

    # The machine. Each method is the step of the action of its name; the database knows the same edges.

    @transition("state", source="preparing", target=None)
    def involve(self) -> None:
        """Reseller Rep and Manager know of the big group."""

    @transition("state", source=OPEN_STATES, target=None)
    def reseller_notified(self) -> None:
        """The customer says that it has told its reseller."""

    @transition("state", source="preparing", target="won")
    def mark_won(self) -> None:
        """The deal is closed won."""

    @transition("state", source="won", target="reseller_rep_work")
    def inform_reseller_rep(self) -> None:
        """The reseller rep takes over."""

    @transition("state", source="reseller_rep_work", target=None)
    def add_expired_shipment(self) -> None:
        """A group has its expired shipment."""

    @transition(
        "state",
        source="reseller_rep_work",
        target=RETURN_VALUE("awaiting_issue", "awaiting_billing", "switching"),
    )
    def shipments_done(self) -> str:
        """Every group has one: where it goes depends on what is issued and billed."""
        return after_shipments(self.facts())

    @transition("state", source="awaiting_issue", target="awaiting_billing")
    def all_issued(self) -> None:
        """The last set of every group is issued."""

    @transition("state", source=["awaiting_issue", "awaiting_billing"], target="switching")
    def all_billed(self) -> None:
        """Nothing is pending or unbilled any more."""

    @transition("state", source="switching", target="awaiting_billing")
    def wait_again(self) -> None:
        """A new shipment has appeared."""

    @transition("state", source="switching", target=None)
    def update_affiliation(self) -> None:
        """The accounts belong to the enterprise."""

    @transition("state", source="switching", target=None)
    def remove_access(self) -> None:
        """Users of the reseller see the accounts no more."""

    @transition("state", source=[*SHIPPING, "final_check"], target=None)
    def send_reseller_mail(self) -> None:
        """The reseller is written to."""

    @transition("state", source="switching", target="final_check")
    def finish_switch(self) -> None:
        """Affiliation, access and letter are done."""

    @transition("state", source=["won", *SHIPPING], target=None)
    @transition("state", source="final_check", target="with_csm")
    def assign_csm(self) -> None:
        """At the end the CSM gets the deal; named earlier, at the end."""
        if self.state == "final_check":
            self.outcome = "handed_over"

    @transition("state", source="final_check", target="with_csm")
    def hand_over(self) -> None:
        """The CSM named earlier gets the deal."""
        self.outcome = "handed_over"

    @transition("state", source=OPEN_STATES, target="cancelled")
    def cancel(self) -> None:
        """The customer stays with its reseller."""
        self.outcome = "cancelled"

    @transition("state", source=OPEN_STATES, target="cancelled")
    def lose_deal(self) -> None:
        """The deal is lost."""
        self.outcome = "deal_lost"

    @transition("state", source=OPEN_STATES, target="cancelled")
    def mark_duplicate(self) -> None:
        """Another transition goes on."""
