"""The one registration of transitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from affiliations import forms
from affiliations.actions import correcting, opening, shared
from affiliations.letters import LETTERS
from affiliations.models import AffiliationCase
from affiliations.process import tables
from affiliations.process.continuing import CONTINUES
from affiliations.process.events import EVENTS
from affiliations.process.facts import fact_rows, facts_json
from affiliations.process.lines import queue_line
from affiliations.process.policies import POLICIES
from affiliations.process.rulebook import TABLE
from affiliations.process.scenario import SCENARIO
from affiliations.process.states import EFFECTS, MAP_ROWS, STATES
from affiliations.process.timers import TIMERS
from affiliations.process.trying import facts_of as tried
from affiliations.process.verbs import ACTIONS, REP, SALES
from affiliations.rules import AffiliationFacts, automatic, brief, cancel_reason, decide, guards, labels, plan
from cases.kinds import DryRun, Kind, Opening
from cases.panels import Alike


def facts_of(case: AffiliationCase) -> AffiliationFacts:
    """The facts of a case."""
    return case.facts()


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "open": {
        "customer": "Lakeside Clinics",
        "reseller": "Brenner Badges",
        "enterprise_affiliation": "ENT-7",
        "deal_id": "D-1042",
        "deal_stage": "closed_won",
        "accounts": [{"no": "A-100", "badge_count": 120}, {"no": "A-101", "badge_count": 81}],
        "groups": [
            {"name": "Cardiology", "last_set_issued": True, "billed": True, "pending_badges": 0},
            {"name": "Dental", "last_set_issued": False, "billed": False, "pending_badges": 40},
        ],
        "reseller_users": ["ray@brenner.example", "ann@brenner.example"],
    },
    "add_expired_shipment": {"group": "Dental", "qty": 40},
    "shipments_done": {"expected_billing_on": "2026-12-01"},
    "remove_access": {"user": "ray@brenner.example"},
    "send_reseller_mail": {
        "reseller_name": "Brenner Badges",
        "customer_name": "Lakeside Clinics",
        "to": "ray@brenner.example",
    },
    "assign_csm": {"csm": "Cora Moss"},
    "issued": {"group": "Dental"},
    "billed": {"group": "Dental"},
    "shipment_added": {"group": "Dental", "qty": 12},
}

AFFILIATION = Kind(
    code="affiliation",
    prefix="AF",
    label=_("Transition"),
    label_plural=_("Transitions"),
    summary=_("Customers that leave their reseller and join an enterprise affiliation."),
    model=AffiliationCase,
    states=STATES,
    opening=Opening(
        roles=SALES,
        form=forms.OpenForm,
        guards=guards.open_case,
        create=opening.create,
        label=_("Open a transition"),
        does=_("Puts customer, reseller, accounts and groups on file."),
        personal=frozenset({"reseller_users", "reseller_email"}),
    ),
    actions=ACTIONS,
    events=EVENTS,
    timers=TIMERS,
    policies=POLICIES,
    effects=EFFECTS,
    flags=labels.FLAGS,
    outcomes={**labels.OUTCOMES, "duplicate": "Duplicate of another case"},
    facts=facts_of,
    decide=decide,
    brief=brief,
    plan=plan,
    cancel_reason=cancel_reason,
    facts_json=facts_json,
    fact_rows=fact_rows,
    queue_line=queue_line,
    correction_form=forms.CorrectForm,
    correct=correcting.correct,
    correctors=SALES | REP | {"supervisor"},
    start_url="/new/affiliation/",
    map_rows=MAP_ROWS,
    automatic=automatic,
    adjust=shared.adjust,
    examples=EXAMPLES,
    facts_title=_("Reseller and badges"),
    dry_run=DryRun(forms.TryForm, tried),
    scenario=SCENARIO,
    continues=CONTINUES,
    table=TABLE,
    alike=(Alike(("account_id", "reseller"), _("the same account and reseller")),),
    letters=LETTERS,
    panels=tables.panels,
)
