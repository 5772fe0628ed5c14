"""How the points are read that the sources leave open: one sentence each, and where it is decided."""

from __future__ import annotations

from cases.marks import marked as _
from cases.routing import Reading

READINGS = (
    Reading(
        "TO-A1",
        _(
            "Agreements that are complete by the end of the 15th make the end of that month, later "
            "ones the end "
            "of the next; it is advice and stops nothing."
        ),
        "takeovers.rules.parties.last_day_for",
        ("cutoff_day", "cutoff_inclusive", "month_warning_days", "month_end_guard_days"),
    ),
    Reading(
        "TO-A2",
        _("What counts is the day on which the last agreement came."),
        "takeovers.rules.parties.complete_at",
    ),
    Reading(
        "TO-A3",
        _("Three parties agree; distributors behind them are told."),
        "takeovers.rules.parties.required",
        ("require_vads",),
        proof="test_TO_A3_distributors_are_told_or_required",
    ),
    Reading(
        "TO-A4",
        _("A reseller that moves with its customers agrees for them; they are told."),
        "takeovers.rules.parties.informed",
        ("inform_ecs",),
    ),
    Reading(
        "TO-A5",
        _("Custom licences are as many as are in use, the new order as many as were subscribed."),
        "takeovers.rules.evidence.custom_matches",
        ("leftover_days",),
    ),
    Reading(
        "TO-A6",
        _(
            "Every step is on by default. The move is never left out, the end date exactly where nothing is "
            "prepaid; others are not required where there is nothing to move, or left out by customer care "
            "with a reason."
        ),
        "takeovers.rules.steps.not_needed",
        ("auto_skip_without_licences", "automated_moves"),
    ),
    Reading(
        "TO-A7",
        _("End date and discount are both looked at for prepaid licences only."),
        "takeovers.rules.evidence.end_date_kept",
    ),
    Reading(
        "TO-A8",
        _("A written agreement is a mail or a letter that is on file; a spoken one is none."),
        "takeovers.rules.guards.record_agreement",
    ),
    Reading(
        "TO-A9",
        _("A customer's own request counts as its agreement."),
        "takeovers.rules.parties.agreement_of",
        proof="test_a_name_counts_whatever_its_letter_case_and_spacing",
    ),
    Reading(
        "TO-A10",
        _("An agreement can be withdrawn until the move; after it a new take-over is needed."),
        "takeovers.rules.guards.withdraw_agreement",
    ),
    Reading(
        "TO-A11",
        _("An agreement does not lapse."),
        "takeovers.rules.parties.missing",
        ("agreement_max_age_days",),
        proof="test_TO_A11_an_agreement_lapses_only_by_policy",
    ),
    Reading(
        "TO-A12",
        _("Users are moved either by the partner or by the customer's administrator, once."),
        "takeovers.rules.stepguards.right_actor",
    ),
    Reading(
        "TO-A13",
        _("A reseller that changes its distributor goes on managing its customers, on either side."),
        "takeovers.rules.stepguards.acts_for_party",
        proof="test_TO_A12_TO_A13_each_step_has_its_actors",
    ),
    Reading(
        "TO-A14",
        _("Nothing that users still hold is ended: no user is left on the licences that go."),
        "takeovers.rules.stepguards.nobody_left",
    ),
    Reading(
        "TO-A15",
        _("Where several customers move, each agrees for itself, and the missing ones are named."),
        "takeovers.rules.parties.subjects",
    ),
    Reading(
        "TO-A16",
        _("The move of the reseller itself is recorded with the first company that moves; it has no list."),
        "takeovers.rules.facts.TakeoverFacts",
    ),
)
