"""The pieces of evidence: their names, types and words. One list for forms, API, rules and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advocacy.rules.labels import FIELD_ROLES, RESULTS
from cases.marks import marked as _

Shape = Literal["instant", "date", "text", "yes_no", "text_or_yes", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of evidence. `personal` words are kept beside the timeline's chain."""

    label: str
    shape: Shape
    choices: Mapping[str, str] | None = None
    personal: bool = False


FIELDS: Mapping[str, Field] = {
    "customer_told_at": Field(_("Customer told"), "instant"),
    "installer": Field(_("Installer"), "text"),
    "installer_phone": Field(_("Installer's phone"), "text", personal=True),
    "availability_date": Field(_("Availability date"), "date"),
    "distributor_contact": Field(_("Distributor's contact"), "text", personal=True),
    "installation_date": Field(_("Installation date in the replacement tool"), "date"),
    "removal_scheduled_on": Field(_("Removal scheduled on"), "date"),
    "paid_receipt_on_file": Field(_("Paid receipt on file"), "yes_no"),
    "accepted_at": Field(_("Reimbursement accepted"), "instant"),
    "bill_of_sale_on_file": Field(_("Bill of sale on file"), "yes_no"),
    "survey_announced": Field(_("Customer told that a survey follows"), "yes_no"),
    "service_scheduled_on": Field(_("Service company scheduled on"), "date"),
    "customer_confirmed_at": Field(_("Appointment confirmed by the customer"), "instant"),
    "ongoing_issue": Field(_("There is an ongoing issue"), "yes_no"),
    "issue_resolved_at": Field(_("Issue resolved"), "instant"),
    "customer_satisfied": Field(_("Customer satisfied with the resolution"), "yes_no"),
    "field_role": Field(_("Role in the field"), "choice", FIELD_ROLES),
    "field_name": Field(_("Name in the field"), "text", personal=True),
    "took_over_at": Field(_("Taken over in the field"), "instant"),
    "first_discussion_at": Field(_("First discussion"), "instant"),
    "negotiation_completed_at": Field(_("Negotiation complete"), "instant"),
    "verbally_accepted_at": Field(_("Accepted verbally"), "instant"),
    "result": Field(_("Result of the negotiation"), "choice", RESULTS),
    "specification_wrong": Field(_("Specification that is wrong"), "text_or_yes"),
    "correction_by": Field(_("Who has to correct it"), "text"),
    "customer_aware_at": Field(_("Customer aware"), "instant"),
    "awareness_note": Field(_("How the customer knows"), "text", personal=True),
    "referred_at": Field(_("Referral made"), "instant"),
    "answered_at": Field(_("Answered"), "instant"),
}

BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "cabinet_replacement": (
        "distributor", "installer", "installer_phone", "availability_date", "distributor_contact",
        "installation_date", "customer_told_at",
    ),
    "buy_back": ("removal_scheduled_on", "paid_receipt_on_file"),
    "npr": ("accepted_at", "customer_told_at", "survey_announced", "bill_of_sale_on_file"),
    "finding_service": ("service_scheduled_on", "customer_confirmed_at", "ongoing_issue"),
    "finding_service_expedited": ("issue_resolved_at",),
    "field_involved": ("field_role", "field_name", "took_over_at", "customer_told_at"),
    "escalated_contact": ("field_role", "field_name", "took_over_at", "customer_told_at"),
    "no_response": ("first_discussion_at",),
    "further_negotiation": ("first_discussion_at",),
    "unresolved_negotiation": ("negotiation_completed_at", "verbally_accepted_at", "result"),
    "ongoing_service": ("issue_resolved_at", "customer_satisfied"),
    "ongoing_installation": (
        "issue_resolved_at", "specification_wrong", "correction_by", "customer_told_at",
    ),
    "multiple_issues": ("issue_resolved_at", "survey_announced"),
    "pes": ("customer_aware_at", "awareness_note"),
    "true_blue": ("referred_at",),
    "social_media": ("answered_at",),
}  # fmt: skip
