"""The words for people behind every code of a take-over."""

from __future__ import annotations

from cases.marks import marked as _

MOVE_TYPES = {
    "ec_ir_to_ir": _("Customer, indirect reseller to indirect reseller"),
    "ec_dr_to_dr": _("Customer, direct reseller to direct reseller"),
    "ec_ir_to_dr": _("Customer, indirect to direct reseller"),
    "ec_dr_to_ir": _("Customer, direct to indirect reseller"),
    "ir_vad_to_vad": _("Indirect reseller with all its customers, distributor to distributor"),
    "other": _("Other move"),
}

NOT_SAID = _("not said yet")

BILLINGS = {
    "monthly": "monthly",
    "prepaid_1y": _("prepaid, 1 year"),
    "prepaid_3y": _("prepaid, 3 years"),
    "prepaid_5y": _("prepaid, 5 years"),
}

PARTIES = {
    "subject": _("the party that moves"),
    "current": _("the current partner"),
    "new": _("the new partner"),
}

STEPS = {
    1: _("Add custom licences"),
    2: _("Allocate custom licences to the users"),
    3: _("End the subscriptions and move the company"),
    4: _("Subscribe the same licences"),
    5: _("Allocate the new licences to the users"),
    6: _("Remove the custom licences"),
    7: _("Align the end date and grant the discount"),
}

STATUSES = {
    "open": _("Open"),
    "done": _("Done"),
    "not_required": _("Not required"),
    "skipped": _("Left out"),
}

OUTCOMES = {"completed": _("Moved"), "cancelled": _("Cancelled")}

FLAGS = {
    "cutoff_passed": _("Mid-month passed"),
    "month_missed": _("Month missed"),
    "close_to_month_end": _("Moved close to month end"),
    "late_fact": _("Late fact"),
}
