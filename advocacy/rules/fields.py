"""The pieces of evidence: their names, types and words. One list for forms, API, rules and pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advocacy.rules.labels import FIELD_ROLES, RESULTS

Shape = Literal["instant", "date", "text", "yes_no", "text_or_yes", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of evidence. `personal` words are kept beside the timeline's chain."""

    label: str
    shape: Shape
    choices: Mapping[str, str] | None = None
    personal: bool = False


FIELDS: Mapping[str, Field] = {
    "customer_told_at": Field("Customer told", "instant"),
    "installer": Field("Installer", "text"),
    "installer_phone": Field("Installer's phone", "text", personal=True),
    "availability_date": Field("Availability date", "date"),
    "distributor_contact": Field("Distributor's contact", "text", personal=True),
    "installation_date": Field("Installation date in the replacement tool", "date"),
    "removal_scheduled_on": Field("Removal scheduled on", "date"),
    "paid_receipt_on_file": Field("Paid receipt on file", "yes_no"),
    "accepted_at": Field("Reimbursement accepted", "instant"),
    "bill_of_sale_on_file": Field("Bill of sale on file", "yes_no"),
    "survey_announced": Field("Customer told that a survey follows", "yes_no"),
    "service_scheduled_on": Field("Service company scheduled on", "date"),
    "customer_confirmed_at": Field("Appointment confirmed by the customer", "instant"),
    "ongoing_issue": Field("There is an ongoing issue", "yes_no"),
    "issue_resolved_at": Field("Issue resolved", "instant"),
    "customer_satisfied": Field("Customer satisfied with the resolution", "yes_no"),
    "field_role": Field("Role in the field", "choice", FIELD_ROLES),
    "field_name": Field("Name in the field", "text", personal=True),
    "took_over_at": Field("Taken over in the field", "instant"),
    "first_discussion_at": Field("First discussion", "instant"),
    "negotiation_completed_at": Field("Negotiation complete", "instant"),
    "verbally_accepted_at": Field("Accepted verbally", "instant"),
    "result": Field("Result of the negotiation", "choice", RESULTS),
    "specification_wrong": Field("Specification that is wrong", "text_or_yes"),
    "correction_by": Field("Who has to correct it", "text"),
    "customer_aware_at": Field("Customer aware", "instant"),
    "awareness_note": Field("How the customer knows", "text", personal=True),
    "referred_at": Field("Referral made", "instant"),
    "answered_at": Field("Answered", "instant"),
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
