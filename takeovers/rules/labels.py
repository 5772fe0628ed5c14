"""The words for people behind every code of a take-over."""

from __future__ import annotations

MOVE_TYPES = {
    "ec_ir_to_ir": "Customer, indirect reseller to indirect reseller",
    "ec_dr_to_dr": "Customer, direct reseller to direct reseller",
    "ec_ir_to_dr": "Customer, indirect to direct reseller",
    "ec_dr_to_ir": "Customer, direct to indirect reseller",
    "ir_vad_to_vad": "Indirect reseller with all its customers, distributor to distributor",
    "other": "Other move",
}

NOT_SAID = "not said yet"

BILLINGS = {
    "monthly": "monthly",
    "prepaid_1y": "prepaid, 1 year",
    "prepaid_3y": "prepaid, 3 years",
    "prepaid_5y": "prepaid, 5 years",
}

PARTIES = {"subject": "the party that moves", "current": "the current partner", "new": "the new partner"}

STEPS = {
    1: "Add custom licences",
    2: "Allocate custom licences to the users",
    3: "End the subscriptions and move the company",
    4: "Subscribe the same licences",
    5: "Allocate the new licences to the users",
    6: "Remove the custom licences",
    7: "Align the end date and grant the discount",
}

STATUSES = {
    "open": "Open",
    "done": "Done",
    "not_required": "Not required",
    "skipped": "Left out",
}

OUTCOMES = {"completed": "Moved", "cancelled": "Cancelled"}

FLAGS = {
    "cutoff_passed": "Mid-month passed",
    "month_missed": "Month missed",
    "close_to_month_end": "Moved close to month end",
    "late_fact": "Late fact",
}
