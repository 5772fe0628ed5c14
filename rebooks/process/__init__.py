"""The one registration of order rebooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.kinds import DryRun, Kind, Opening, Timer
from cases.models import Case
from cases.panels import Alike
from cases.policy_keys import PolicyKeys
from cases.teams import role_label
from rebooks import forms
from rebooks.actions import correcting, opening, shared, timed
from rebooks.forms import TryForm, trying
from rebooks.letters import LETTERS
from rebooks.models import RebookCase, open_case_of
from rebooks.process.figures import FIGURES
from rebooks.process.importing import IMPORT
from rebooks.process.lines import queue_line
from rebooks.process.panels import fact_rows, facts_json
from rebooks.process.rulebook import TABLE
from rebooks.process.scenario import SCENARIO
from rebooks.process.states import EFFECTS, MAP_ROWS, STATES
from rebooks.process.verbs import ACTIONS, CONFIRMING, EVENTS, INTAKE, RESEARCH
from rebooks.rules import RebookFacts, brief, cancel_reason, decide, guards, labels, plan
from rebooks.rules.policy import DEFAULTS, READINGS
from rebooks.rules.timers import LATE_FLAG, MONTH_END, WINDOW_END


def facts_of(case: RebookCase) -> RebookFacts:
    """The facts of a case."""
    return case.facts()


def extra_gather(case: Case) -> Mapping[str, Any]:
    """Another open case of the same order: only a closed case asks, when it is to be reopened."""
    if not case.is_closed or not isinstance(case, RebookCase):
        return {}
    return {"open_case": open_case_of(case.order_no, but=case.pk)}


# The choices of policy values as a page says them: their codes, read as words.
CHOSEN = (_("follow up"), _("return"), _("account"), _("company"))
CONFIRMERS = {role: role_label(role) for role in sorted(CONFIRMING)}
_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("soft_hours", _("Late window begins after"), _("hours"), 0, 8784),
    _key("hard_hours", _("Window for the second order"), _("hours"), 0, 8784),
    _key("late_needs_ack", _("The late window needs an acknowledgement")),
    _key("business_hours", _("Only Monday to Friday count towards the window")),
    _key(
        "amount_tolerance", _("Difference that still is the same amount"), _("currency units"), 0, 1_000_000
    ),
    _key.listed("admin_error_confirmers", _("Roles that confirm handling errors"), CONFIRMERS),
    _key(
        "evaluation_in_month_nlr",
        _("Evaluation time asked of the NLR agent in the order month"),
        choices=("follow_up", "return"),
    ),
    _key("month_zone", _("Whose calendar decides the order month"), choices=("account", "company")),
    _key.zone("company_zone", _("The company's time zone")),
    _key.zone("time_zone", _("Time zone of a new account that comes without one")),
)

TIMERS = (
    Timer(
        LATE_FLAG,
        _("Late window begins"),
        _("Will set the flag Late window if no second order is known. Moves nothing."),
        "looked whether the late window has begun",
        timed.late_flag,
        sends=(),
        cancelled_by=_("A second order in time, a confirmed handling error, or the end of the case."),
        policy=("soft_hours", "business_hours"),
        set_when=_("Once a second order is announced, until the window is over."),
    ),
    Timer(
        WINDOW_END,
        _("Rebook window ends"),
        _("Will send the case back to Research with Re-Engage as advice if New License still waits."),
        "ended the window for the second order",
        timed.window_end,
        sends=(),
        cancelled_by=_("A second order in time, a confirmed handling error, or the end of the case."),
        policy=("hard_hours", "business_hours"),
        set_when=_("Once a second order is announced, until the window is over."),
    ),
    Timer(
        MONTH_END,
        _("Order month ends"),
        _("Will remind the NLR agent and set the flag Change overdue. The path stays."),
        "reminded of the change",
        timed.month_end,
        sends=("reminder",),
        cancelled_by=_("The change, once it is passed on to Order Processing or settled."),
        policy=("month_zone",),
        set_when=_("While a change waits with the NLR agent."),
    ),
)

EXAMPLES = {
    "open": {
        "order_no": "40-11826",
        "account": "Harbour Analytics",
        "time_zone": "America/New_York",
        "processed_at": "2026-11-17T21:40:00-05:00",
        "amount": "4990.00",
        "currency": "USD",
        "opportunity_id": "OP-54118",
    },
    "record_request": {
        "reason": "rebook",
        "request_source": "ar",
        "request_received_at": "2026-11-18T10:04:00-05:00",
        "intended": "time_and_amount",
    },
    "second_order": {
        "at": "2026-11-19T14:52:00-05:00",
        "order_no": "40-11907",
        "amount": "4990.00",
        "currency": "USD",
        "disposition": "cancelled",
    },
}

REBOOK = Kind(
    code="rebook",
    prefix="RB",
    label=_("Rebook"),
    label_plural=_("Order rebooks"),
    summary=_("A new licence order that is to be rebooked, changed or returned."),
    model=RebookCase,
    states=STATES,
    opening=Opening(
        roles=INTAKE | RESEARCH,
        form=forms.OpenForm,
        guards=guards.open_case,
        create=opening.create,
        label=_("Open a rebook case"),
        does=_("Puts the order on file and says where it goes."),
        gather=opening.gather,
        personal=frozenset({"requested_change"}),
    ),
    actions=ACTIONS,
    events=EVENTS,
    timers=TIMERS,
    policies=POLICIES,
    effects=EFFECTS,
    flags=labels.FLAGS,
    outcomes={**labels.OUTCOMES, "duplicate": _("Duplicate of another case")},
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
    correctors=RESEARCH | {"order_processing", "supervisor"},
    start_url="rebook_intake",
    map_rows=MAP_ROWS,
    adjust=shared.adjust,
    extra_gather=extra_gather,
    examples=EXAMPLES,
    facts_title=_("Order and account"),
    dry_run=DryRun(TryForm, trying.facts_of),
    scenario=SCENARIO,
    imports=IMPORT,
    table=TABLE,
    alike=(
        Alike(("order_no",), _("the same first order {order_no}")),
        Alike(("account_id", "amount", "currency"), _("the same account and amount within 30 days"), 30),
    ),
    figures=FIGURES,
    letters=LETTERS,
)
