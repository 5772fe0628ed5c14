"""The one registration of advocate cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from advocacy import forms
from advocacy.actions import opening, recording, shared
from advocacy.models import AdvocateCase
from advocacy.process.beside import BESIDE
from advocacy.process.events import EVENTS
from advocacy.process.facts import fact_rows, facts_json
from advocacy.process.figures import FIGURES
from advocacy.process.lines import queue_line
from advocacy.process.mail import MAIL
from advocacy.process.panels import panels
from advocacy.process.policies import POLICIES
from advocacy.process.returns import WITH_RETURNS
from advocacy.process.rulebook import TABLE
from advocacy.process.scenario import SCENARIO
from advocacy.process.states import EFFECTS, MAP_ROWS, STATES
from advocacy.process.timers import TIMERS
from advocacy.process.trying import facts_of as tried
from advocacy.process.verbs import ACTIONS
from advocacy.process.verbs import ADVOCATE as ROLE
from advocacy.rules import AdvocateFacts, automatic, brief, cancel_reason, decide, guards, labels, plan
from cases.kinds import DryRun, Kind, Opening
from cases.panels import Alike


def facts_of(case: AdvocateCase) -> AdvocateFacts:
    """The facts of a case."""
    return case.facts()


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "open": {
        "account": "Miller",
        "product": "Built-in 48",
        "serial": "48-2201",
        "case_type": "cabinet_replacement",
        "caller_type": "owner",
        "distributor": "affiliated",
        "evidence": {"installer": "Hale & Sons"},
    },
    "log_attempt": {"channel": "phone", "reached": False},
    "customer_contact": {"channel": "voicemail"},
    "send_letter": {"channel": "post"},
    "set_evidence": {"availability_date": "2026-12-01", "distributor_contact": "North Distribution"},
    "set_caller_type": {"caller_type": "owner"},
    "hand_over": {"field_role": "rsm", "field_name": "Rae Moss", "note": "Please call them this week."},
    "change_type": {"case_type": "finding_service_expedited", "reason": "A fault turned up."},
    "close_crm": {"confirmation": "CRM-20417"},
    "close_servicenow": {"confirmation": "CS-88123"},
    "reopen": {"reason": "The letter came back by post."},
    "offer_answered": {"accepted": True},
    "tech_review_opened": {"id": "TR-7"},
    "tech_review_closed": {"id": "TR-7"},
    "system_needs_person": {"system": "service_desk", "outcome": "rejected"},
}

OPENING = Opening(
    roles=ROLE | {"mail"},
    form=forms.OpenForm,
    guards=guards.open_ticket,
    create=opening.create,
    label=_("Open a ticket"),
    does=_("Puts one product of a customer on file, and what sort of ticket it is."),
    done="opened the ticket",
    gather=opening.gather,
    personal=frozenset({"customer", "customer_email"}),
)

ADVOCATE = Kind(
    code="advocate",
    prefix="AD",
    label=_("Advocate case"),
    label_plural=_("Advocate cases"),
    summary=_("Tickets of customers, one for each product, and how they are closed."),
    model=AdvocateCase,
    states=STATES,
    opening=OPENING,
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
    correct=recording.correct,
    correctors=frozenset({"advocate", "supervisor"}),
    start_url="/new/advocate/",
    map_rows=MAP_ROWS,
    automatic=automatic,
    adjust=shared.adjust,
    parties=opening.parties,
    extra_gather=opening.extra_gather,
    examples=EXAMPLES,
    facts_title=_("Product and customer"),
    panels=panels,
    dry_run=DryRun(forms.TryForm, tried),
    scenario=SCENARIO,
    table=TABLE,
    alike=(Alike(("account_id", "serial"), _("the same account and serial number {serial}")),),
    figures=FIGURES,
    letters=WITH_RETURNS,
    mail=MAIL,
    fields_beside=BESIDE,
)
