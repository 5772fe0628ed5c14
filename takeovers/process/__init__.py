"""The one registration of take-overs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.kinds import DryRun, Kind, Opening
from cases.models import Case
from cases.panels import Alike
from cases.policy_keys import PolicyKeys
from takeovers import forms
from takeovers.actions import correcting, opening
from takeovers.letters import LETTERS
from takeovers.models import TakeoverCase, busy_companies
from takeovers.process import tables
from takeovers.process.checklist import checklist
from takeovers.process.consent import CONSENT
from takeovers.process.continuing import CONTINUES
from takeovers.process.downloads import DOWNLOADS
from takeovers.process.figures import FIGURES
from takeovers.process.mail import MAIL as REQUESTS
from takeovers.process.panels import fact_rows, facts_json, queue_line
from takeovers.process.rulebook import TABLE
from takeovers.process.scenario import SCENARIO
from takeovers.process.states import EFFECTS, MAP_ROWS, STATES
from takeovers.process.timers import TIMERS
from takeovers.process.trying import facts_of as tried
from takeovers.process.verbs import ACTIONS, ADDRESSES, CARE, EVENTS, MAIL, PARTNERS
from takeovers.rules import TakeoverFacts, automatic, brief, cancel_reason, decide, guards, labels, plan
from takeovers.rules.policy import DEFAULTS, READINGS


def facts_of(case: TakeoverCase) -> TakeoverFacts:
    """The facts of a case."""
    return case.facts()


def extra_gather(case: Case) -> Mapping[str, Any]:
    """Other open take-overs of the same companies: only a draft asks, when it is submitted."""
    if not isinstance(case, TakeoverCase) or case.state != "draft":
        return {}
    return {"busy": busy_companies([row.name for row in case.parts.rows], but=case.pk)}


MAIL_LANGUAGES = {"en": _("English"), "de": _("German"), "fr": _("French")}
_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("cutoff_day", _("Last day of a month on which agreements make its end"), low=2, high=28),
    _key("cutoff_inclusive", _("That day itself still counts")),
    _key("require_vads", _("Distributors have to agree as well")),
    _key("inform_ecs", _("Customers of a reseller that moves are told")),
    _key("auto_skip_without_licences", _("Steps without licences are not required")),
    _key.listed("automated_moves", _("Kinds of move that the platform does by itself"), labels.MOVE_TYPES),
    _key("agreement_max_age_days", _("An agreement lapses after; 0 for never"), _("days"), 0, 3660),
    _key("month_warning_days", _("Warning before the month ends"), _("days"), 0, 27),
    _key("month_end_guard_days", _("Days before month end in which a move is flagged"), _("days"), 0, 27),
    _key("leftover_days", _("Reminder of custom licences after"), _("days"), 1, 366),
    _key.listed("mail_languages", _("Languages in which requests by mail are read"), MAIL_LANGUAGES),
    _key.zone("time_zone", _("Time zone of a take-over that comes without one")),
)

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "open": {
        "move_type": "ec_dr_to_dr",
        "subject": "Halden Freight",
        "current_partner": "Rosny Telecom",
        "new_partner": "Voxline",
        "companies": [
            {
                "name": "Halden Freight",
                "lines": [{"plan": "Enterprise", "billing": "monthly", "subscribed": 50, "allocated": 42}],
            }
        ],
    },
    "supply": {"move_type": "ec_dr_to_dr", "new_partner": "Voxline"},
    "record_agreement": {"party": "subject", "name": "Halden Freight", "written": True},
    "step": {"company": "Halden Freight", "number": 1, "custom": [{"plan": "Enterprise", "quantity": 42}]},
    "skip_step": {"company": "Halden Freight", "number": 2, "reason": "Done by the platform."},
}

TAKEOVER = Kind(
    code="takeover",
    prefix="TO",
    label=_("Take-over"),
    label_plural=_("Take-overs"),
    summary=_("Customers that move from one business partner to another."),
    model=TakeoverCase,
    states=STATES,
    opening=Opening(
        roles=CARE | PARTNERS | MAIL,
        form=forms.OpenForm,
        guards=guards.submit,
        create=opening.create,
        label=_("Ask for a take-over"),
        does=_("Puts the request on file and asks the parties for their agreement."),
        gather=opening.gather,
        personal=ADDRESSES,
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
    correctors=CARE | {"supervisor"},
    start_url="/new/takeover/",
    map_rows=MAP_ROWS,
    automatic=automatic,
    parties=opening.parties,
    rows_after=opening.rows_after,
    extra_gather=extra_gather,
    examples=EXAMPLES,
    wrong_role_code="TO_WRONG_ACTOR",
    facts_title=_("Move and parties"),
    checklist=checklist,
    panels=tables.panels,
    downloads=DOWNLOADS,
    continues=CONTINUES,
    dry_run=DryRun(forms.TryForm, tried),
    scenario=SCENARIO,
    table=TABLE,
    alike=(Alike(("account_id", "subject"), _("the same account and who moves, {subject}")),),
    figures=FIGURES,
    letters=LETTERS,
    consent=CONSENT,
    mail=REQUESTS,
)
