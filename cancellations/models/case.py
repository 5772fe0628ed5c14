"""The cancellation: products of an order that a client gives up, and its machine."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, transition

from cancellations.models.parts import Parts, lines_of
from cancellations.rules import CancellationFacts
from cancellations.rules.matching import matter
from cases.models import Case
from cases.step import sources_of
from cases.words import plain_name

RECEIVED = ["incomplete", "complete"]
ENDS = frozenset({"closed", "rejected", "withdrawn"})
PLAIN_FACTS = (
    "client", "campaign", "titan_order_id", "all_products", "time_zone", "state", "message_id", "received_at",
    "sender", "subject", "body", "rep_name", "rep_contact", "reason", "entered_at", "stale_at", "asked_at",
    "reminded_at", "billing_cancelled_at", "vision_vx_at", "titan_at", "fulfilment_cancelled_at", "titan_ref",
    "already_delivered", "invoice_run_at", "rep_informed_at", "true_up_done_at", "rep_unreachable",
    "late_fact",
)  # fmt: skip


def matter_key(client: str, campaign: str, titan_order_id: str) -> str:
    """A digest of what tells requests about the same order; "" where nothing does. Names may be long."""
    said = matter(client, campaign, titan_order_id)
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


class CancellationCase(Case):
    """A rep's request to cancel products of an order, and how far billing and fulfilment followed.

    `products` are the names as the mail has them. `trued_up` holds the invoice lines as they stood when the
    invoices were adjusted, `told_gaps` what the rep was last asked for. `order_key` and `matter` are what the
    cases of an order, and those of a request, are found by.
    """

    client = models.CharField(_("client"), max_length=200, blank=True)
    campaign = models.CharField(_("campaign"), max_length=200, blank=True)
    titan_order_id = models.CharField(_("Titan order ID"), max_length=120, blank=True)
    products = models.JSONField(_("products"), default=list, blank=True)
    all_products = models.BooleanField(_("asks for all products"), default=False)
    message_id = models.CharField(_("message id"), max_length=400, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    sender = models.CharField(_("from"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    body = models.TextField(_("text of the mail"), blank=True)
    rep_name = models.CharField(_("rep"), max_length=200, blank=True)
    rep_contact = models.CharField(_("contact of the rep"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    entered_at = models.DateTimeField(_("present step since"), null=True, blank=True)
    stale_at = models.DateTimeField(_("last reminded of the step"), null=True, blank=True)
    asked_at = models.DateTimeField(_("rep asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rep reminded"), null=True, blank=True)
    told_gaps = models.JSONField(_("asked for"), default=list, blank=True)
    billing_cancelled_at = models.DateTimeField(_("billing cancelled"), null=True, blank=True)
    vision_vx_at = models.DateTimeField(_("confirmed by Vision VX"), null=True, blank=True)
    titan_at = models.DateTimeField(_("confirmed by Titan"), null=True, blank=True)
    fulfilment_cancelled_at = models.DateTimeField(_("fulfilment cancelled"), null=True, blank=True)
    titan_ref = models.CharField(_("Titan's reference"), max_length=120, blank=True)
    already_delivered = models.BooleanField(_("delivered already"), default=False)
    invoice_run_at = models.DateTimeField(_("last invoice run before"), null=True, blank=True)
    rep_informed_at = models.DateTimeField(_("rep informed"), null=True, blank=True)
    true_up_done_at = models.DateTimeField(_("invoices adjusted"), null=True, blank=True)
    trued_up = models.JSONField(_("invoice lines at the true-up"), default=list, blank=True)
    rep_unreachable = models.BooleanField(_("rep cannot be reached"), default=False)
    late_fact = models.BooleanField(_("late fact"), default=False)
    order_key = models.CharField(max_length=120, blank=True)
    matter = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("cancellation")
        indexes = [
            models.Index(fields=["order_key"], name="cancellation_order"),
            models.Index(fields=["matter"], name="cancellation_matter"),
        ]

    @cached_property
    def parts(self) -> Parts:
        """Orders and mails: read once, two statements however many there are."""
        return Parts.read(self)

    def rekey(self) -> None:
        """Follows a change of client, campaign or order id: what the case is found by, and its orders."""
        self.order_key = plain_name(self.titan_order_id)
        self.matter = matter_key(self.client, self.campaign, self.titan_order_id)
        self.parts.read_orders(self)

    def facts(self) -> CancellationFacts:
        """The frozen picture that the rules work on."""
        return CancellationFacts(
            **{name: getattr(self, name) for name in PLAIN_FACTS},
            products=tuple(self.products),
            reference=self.reference or "",
            is_closed=self.state in ENDS,
            outcome=self.outcome or "",
            order=self.parts.order(self),
            elsewhere=self.parts.elsewhere(self),
            trued_up=lines_of(self.trued_up),
            duplicates=self.parts.duplicates(),
            sources=sources_of(self),
        )

    # The machine. Each method is the step of the action of its name; the database knows the same edges.

    @transition("state", source="incomplete", target="complete")
    def fill_gaps(self) -> None:
        """Nothing is missing any more."""

    @transition("state", source="complete", target="incomplete")
    def lose_fit(self) -> None:
        """What came in later does not fit, or leaves something out."""

    @transition("state", source="complete", target="billing_cancelled")
    def cancel_billing(self) -> None:
        """Billing of the named products is cancelled."""

    @transition(
        "state", source="billing_cancelled", target=RETURN_VALUE("billing_cancelled", "fulfilment_cancelled")
    )
    def cancel_fulfilment(self) -> str:
        """On with the second of the two confirmations."""
        return "billing_cancelled" if self.fulfilment_cancelled_at is None else "fulfilment_cancelled"

    @transition("state", source=["fulfilment_cancelled", "true_up"], target="true_up")
    def inform_rep(self) -> None:
        """The rep is told."""

    @transition("state", source=["fulfilment_cancelled", "true_up"], target="true_up")
    def true_up(self) -> None:
        """The invoices are adjusted."""

    @transition("state", source="true_up", target="closed")
    def close(self) -> None:
        """Everything is done."""
        self.outcome = "cancelled"

    @transition("state", source=RECEIVED, target="withdrawn")
    def withdraw(self) -> None:
        """The rep takes the request back."""
        self.outcome = "withdrawn"

    @transition("state", source=RECEIVED, target="rejected")
    def reject(self) -> None:
        """It is no cancellation; the outcome says what it is."""

    @transition("state", source=RECEIVED, target="rejected")
    def mark_duplicate(self) -> None:
        """Another cancellation goes on."""
