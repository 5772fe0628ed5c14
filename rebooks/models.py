"""The rebook case: its facts, its machine, and the edges that the database allows."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, transition

from cases.models import Case
from cases.routing import Source
from cases.step import sources_of
from rebooks.rules import RebookFacts, labels

OPEN_STATES = [
    "intake", "clarifying", "payment_followup", "change_with_nlr", "research_review", "with_new_license",
    "return_requested", "return_processed", "with_re_engage",
]  # fmt: skip
RESEARCHED = ["research_review", "with_new_license", "return_requested", "return_processed", "with_re_engage"]
# Which recorded field tells where a group of facts came from.
SOURCE_FIELDS = {
    "order": "processed_at",
    "second_order": "rebooked_at",
    "admin_error": "admin_error",
    "reason": "reason",
    "request": "request_source",
    "intended": "intended",
    "disposition": "disposition",
    "return": "return_request_no",
}


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return list(words.items())


class RebookCase(Case):
    """One order and the wish to rebook, change or return it.

    `open_order_no` is the order number while the case is open and NULL afterwards: unique, so that the
    database itself keeps one open case per order.
    """

    order_no = models.CharField(_("first order"), max_length=40, db_index=True)
    open_order_no = models.CharField(max_length=40, null=True, unique=True, editable=False)
    opener_team = models.CharField(_("opener's team"), max_length=40)
    opportunity_id = models.CharField(_("opportunity"), max_length=80, blank=True)
    opportunity_stage = models.CharField(_("stage of the opportunity"), max_length=40, default="closed_won")
    opportunity_type = models.CharField(_("type of the opportunity"), max_length=40, default="new_license")
    processed_at = models.DateTimeField(_("processed"))
    amount = models.DecimalField(max_digits=15, decimal_places=3)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=40, blank=True, choices=_choices(labels.REASONS))
    request_source = models.CharField(
        _("told to"), max_length=40, blank=True, choices=_choices(labels.REQUEST_SOURCES)
    )
    request_received_at = models.DateTimeField(_("request came"), null=True, blank=True)
    requested_change = models.TextField(_("wanted change"), blank=True)
    payment_reason = models.TextField(_("why the payment takes longer"), blank=True)
    intended = models.CharField(_("announced"), max_length=40, blank=True, choices=_choices(labels.INTENDED))
    admin_error = models.BooleanField(_("handling error"), default=False)
    admin_error_note = models.TextField(_("what went wrong"), blank=True)
    admin_error_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("error confirmed by"),
    )
    admin_error_role = models.CharField(_("confirmed as"), max_length=40, blank=True)
    admin_error_at = models.DateTimeField(_("error confirmed"), null=True, blank=True)
    second_order_no = models.CharField(_("second order"), max_length=40, blank=True)
    rebooked_at = models.DateTimeField(_("second order booked"), null=True, blank=True)
    rebook_amount = models.DecimalField(
        _("amount of the second order"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    rebook_currency = models.CharField(_("currency of the second order"), max_length=3, blank=True)
    further_orders = models.JSONField(default=list, blank=True)
    disposition = models.CharField(
        _("first order is"), max_length=40, blank=True, choices=_choices(labels.DISPOSITIONS)
    )
    return_request_no = models.CharField(_("return request"), max_length=40, blank=True)
    return_processed_at = models.DateTimeField(_("return processed"), null=True, blank=True)
    re_engage_opportunity_id = models.CharField(_("Re-Engage opportunity"), max_length=80, blank=True)
    change_sent_at = models.DateTimeField(_("with Order Processing since"), null=True, blank=True)
    research_ticket_no = models.CharField(_("research ticket"), max_length=40, blank=True)
    research = models.JSONField(_("findings"), default=list, blank=True)
    late_flagged_at = models.DateTimeField(_("flagged late"), null=True, blank=True)
    window_ended_at = models.DateTimeField(_("window ended"), null=True, blank=True)
    change_overdue_at = models.DateTimeField(_("change overdue since"), null=True, blank=True)
    late_fact = models.BooleanField(_("late fact"), default=False)

    class Meta:
        verbose_name = _("rebook case")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="rebook_amount_not_negative"),
            models.CheckConstraint(
                condition=models.Q(rebooked_at=None) | models.Q(rebooked_at__gte=models.F("processed_at")),
                name="rebook_second_not_before_first",
            ),
            models.CheckConstraint(
                condition=models.Q(second_order_no="") | ~models.Q(second_order_no=models.F("order_no")),
                name="rebook_two_order_numbers",
            ),
        ]

    def facts(self) -> RebookFacts:
        """The frozen picture that the rules work on."""
        plain = {name: getattr(self, name) for name in PLAIN_FACTS}
        person = self.admin_error_confirmed_by
        return RebookFacts(
            **plain,
            account=self.account.name,
            is_closed=self.state == "closed",
            admin_error_confirmed_by=str(person) if person else "",
            second_order_again=bool(self.further_orders),
            sources=self._sources(),
        )

    def _sources(self) -> dict[str, Source]:
        recorded = sources_of(self)
        found = {group: recorded[name] for group, name in SOURCE_FIELDS.items() if name in recorded}
        for group, happened in (("order", self.processed_at), ("request", self.request_received_at)):
            if group in found and happened is not None:
                found[group] = Source(found[group].label, happened, found[group].known_at)
        return found

    # The machine. Each method is the step of the action of its name; the database knows the same edges.

    @transition("state", source="intake", target="intake")
    def record_request(self) -> None:
        """The wish of the customer is written down."""

    @transition("state", source="intake", target="clarifying")
    def ask_clarification(self) -> None:
        """Somebody asks: testing or paying?"""

    @transition("state", source=["intake", "clarifying"], target="intake")
    def clarify(self) -> None:
        """The customer answered."""

    @transition("state", source="intake", target="payment_followup")
    def keep_for_payment(self) -> None:
        """A payment question."""

    @transition("state", source="payment_followup", target=RETURN_VALUE("closed", "intake"))
    def finish_payment(self) -> str:
        """Answered; back to the beginning where the reason turned out another."""
        return "closed" if self.reason == "payment_time" else "intake"

    @transition("state", source=["intake", "change_with_nlr"], target="change_with_nlr")
    def pass_change(self) -> None:
        """The change is on its way to Order Processing."""

    @transition("state", source="change_with_nlr", target="closed")
    def change_done(self) -> None:
        """The licence is changed."""

    @transition("state", source="intake", target="intake")
    def follow_up(self) -> None:
        """The NLR agent stays in touch."""

    @transition("state", source="intake", target="research_review")
    def open_ticket(self) -> None:
        """Research gets it."""

    @transition("state", source=["intake", "research_review"], target="research_review")
    def evaluate(self) -> None:
        """Research has looked at it."""

    @transition("state", source="research_review", target="with_new_license")
    def distribute_new_license(self) -> None:
        """A rebook."""

    @transition("state", source="with_new_license", target="research_review")
    def back_to_research(self) -> None:
        """No rebook after all: the window ended, or the second order does not meet the definition."""

    @transition("state", source=["intake", "research_review"], target="return_requested")
    def request_return(self) -> None:
        """The Return Team is asked."""

    @transition("state", source="return_requested", target="return_processed")
    def process_return(self) -> None:
        """The first order is returned."""

    @transition("state", source=["research_review", "return_processed"], target="with_re_engage")
    def create_re_engage(self) -> None:
        """Re-Engage has the new opportunity."""

    @transition("state", source=RESEARCHED)
    def add_research(self) -> None:
        """Findings are added; the case stays where it is."""

    @transition("state", source=["with_new_license", "with_re_engage"], target="closed")
    def book_second_order(self) -> None:
        """The second order stands."""

    @transition("state", source="with_re_engage", target="closed")
    def give_up(self) -> None:
        """Re-Engage ends its efforts."""

    @transition("state", source=OPEN_STATES, target="closed")
    def withdraw(self) -> None:
        """The wish is taken back."""

    @transition("state", source=OPEN_STATES, target="closed")
    def mark_duplicate(self) -> None:
        """Another case goes on."""

    @transition("state", source="closed", target="research_review")
    def reopen(self) -> None:
        """The decision was wrong."""


PLAIN_FACTS: tuple[str, ...] = tuple(
    name
    for name in RebookFacts.__dataclass_fields__
    if name not in {"account", "is_closed", "admin_error_confirmed_by", "second_order_again", "sources"}
)

EDGES = [
    *((state, "closed") for state in OPEN_STATES),
    ("intake", "clarifying"), ("clarifying", "intake"),
    ("intake", "payment_followup"), ("payment_followup", "intake"),
    ("intake", "change_with_nlr"),
    ("intake", "research_review"), ("intake", "return_requested"),
    ("research_review", "with_new_license"), ("with_new_license", "research_review"),
    ("research_review", "return_requested"), ("research_review", "with_re_engage"),
    ("return_requested", "return_processed"), ("return_processed", "with_re_engage"),
    ("closed", "research_review"),
]  # fmt: skip


class RebookMachine(Case):
    """The edges as the database enforces them: on the cases' own table, declared and migrated here."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.FSM(
                name="rebook_edges",
                field="state",
                transitions=EDGES,
                condition=pgtrigger.Q(old__kind="rebook"),
            )
        ]

    def __str__(self) -> str:
        return self.reference


def open_case_of(order_no: Any, but: int | None = None) -> str | None:
    """The reference of the open case of an order, another than the case `but`; None when there is none."""
    rows = RebookCase.objects.filter(open_order_no=order_no)
    if but is not None:
        rows = rows.exclude(pk=but)
    return rows.values_list("reference", flat=True).first()
