"""How points are read that concern every kind alike."""

from __future__ import annotations

from typing import Final

from cases.marks import marked as _
from cases.routing import Reading

READINGS: Final = (
    Reading(
        "R0",
        _(
            "Every case has a time zone in which its days and months are counted: the account's, or "
            "that of the office that works the kind."
        ),
        "cases.models.account.validate_zone",
        ("time_zone",),
        proof="test_the_zone_of_the_machine_does_not_matter",
    ),
    Reading(
        "R1",
        _("Days, weeks and months are those of the calendar, weekends included; hours are absolute."),
        "cases.worktime.plus_days",
        proof="test_days_keep_the_wall_clock",
    ),
    Reading(
        "R2",
        _("A limit itself still counts: what is allowed within 48 hours is in time at 48:00:00 exactly."),
        "cases.planning.INSTANT",
        proof="test_a_limit_is_kept_when_reached_exactly_and_fires_strictly_after",
    ),
)
