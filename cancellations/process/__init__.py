"""The one registration of cancellations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from cancellations import forms
from cancellations.actions import correcting, receiving, shared
from cancellations.actions.letters import LETTERS
from cancellations.models import CancellationCase
from cancellations.process.checklist import checklist
from cancellations.process.facts import fact_rows, facts_json
from cancellations.process.figures import FIGURES
from cancellations.process.lines import queue_line
from cancellations.process.mail import MAIL
from cancellations.process.panels import panels
from cancellations.process.policies import POLICIES
from cancellations.process.progress import STATUS_LINK
from cancellations.process.rulebook import TABLE
from cancellations.process.scenario import SCENARIO
from cancellations.process.states import EFFECTS, MAP_ROWS, STATES
from cancellations.process.timers import TIMERS
from cancellations.process.trying import facts_of as tried
from cancellations.process.verbs import ABOUT_PEOPLE, ACTIONS, ENABLEMENT, EVENTS, SENDERS
from cancellations.rules import CancellationFacts, brief, cancel_reason, decide, labels, plan
from cases.kinds import DryRun, Kind, Opening, no_guards
from cases.panels import Alike


def facts_of(case: CancellationCase) -> CancellationFacts:
    """The facts of a case."""
    return case.facts()


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "open": {
        "client": "Oak Motors",
        "campaign": "Summer 24",
        "titan_order_id": "T-1001",
        "products": ["Display", "Search"],
        "rep_name": "R. Lind",
        "rep_contact": "lind@example.org",
        "message_id": "<m1@example.org>",
    },
    "cancel_fulfilment": {"vision_vx": True, "titan": True},
    "reject": {"reason": "order_change"},
    "supply": {"titan_order_id": "T-1001", "products": ["Display"]},
    "same_request": {"message_id": "<m2@example.org>"},
    "invoice_run": {"at": "2024-09-01T00:05:00-05:00"},
}

CANCELLATION = Kind(
    code="cancellation",
    prefix="CX",
    label=_("Cancellation"),
    label_plural=_("Cancellations"),
    summary=_(
        "Products of an order that a client gives up: billing first, then fulfilment, then the true-up."
    ),
    model=CancellationCase,
    states=STATES,
    opening=Opening(
        roles=SENDERS,
        form=forms.OpenForm,
        guards=no_guards,
        create=receiving.create,
        label=_("Ask for a cancellation"),
        does=_("Puts the request on file; what is missing is asked for in one reply."),
        meant=receiving.meant,
        personal=ABOUT_PEOPLE,
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
    correctors=ENABLEMENT | {"supervisor"},
    start_url="/new/cancellation/",
    map_rows=MAP_ROWS,
    adjust=shared.adjust,
    examples=EXAMPLES,
    wrong_role_code="CX_ROLE",
    facts_title=_("Mail and progress"),
    checklist=checklist,
    panels=panels,
    dry_run=DryRun(forms.TryForm, tried),
    scenario=SCENARIO,
    table=TABLE,
    alike=(
        Alike(("order_key",), _("the same Titan order")),
        Alike(("matter",), _("the same client, campaign and order")),
    ),
    figures=FIGURES,
    letters=LETTERS,
    mail=MAIL,
    status_link=STATUS_LINK,
)
