"""The cases' figures for Prometheus, read from the database at each scrape, so that they survive restarts.

Refusals and stale writes are counters of the web processes (cases/counting.py). No case or person is a label.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import inf
from typing import Any

from django.db.models import Count, Min, Q
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric

from cases import clock, vitals
from cases.lateness import BOUNDS
from cases.models import Case, LatenessBucket

HOURS = (4, 24)


def collect() -> Iterator[Metric]:
    """Every metric family of the cases; a constant number of queries."""
    for family in (_open_cases, _teams, _deadlines, _lateness, _outbox, _pulses):
        yield from family()


def _gauge(name: str, told: str, labels: list[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"accountops_{name}", told, labels=labels)


def _open_cases() -> Iterator[Metric]:
    gauge = _gauge("cases_open", "Cases that have not reached an end.", ["kind", "team", "state"])
    rows = Case.objects.filter(closed_at=None).values_list("kind", "team", "state")
    for kind, team, state, number in rows.annotate(number=Count("pk")).order_by("kind", "team", "state"):
        gauge.add_metric([kind, team or "", state], number)
    yield gauge


def _teams() -> Iterator[Metric]:
    now = clock.now()
    soon: dict[str, Any] = {
        f"within_{hours}": Count("pk", filter=Q(next_due_at__range=(now, now + timedelta(hours=hours))))
        for hours in HOURS
    }
    oldest = _gauge("oldest_due_seconds", "How long the most overdue case of a team is overdue.", ["team"])
    unassigned = _gauge("unassigned", "Open cases without an owner.", ["team"])
    within = _gauge("due_within", "Open cases that fall due within so many hours.", ["team", "hours"])
    rows = Case.objects.filter(closed_at=None).exclude(team=None).values("team").order_by("team")
    figures = {"first": Min("next_due_at"), "free": Count("pk", filter=Q(assignee=None))}
    for row in rows.annotate(**figures, **soon):
        overdue = (now - row["first"]).total_seconds() if row["first"] else 0.0
        oldest.add_metric([row["team"]], max(overdue, 0.0))
        unassigned.add_metric([row["team"]], row["free"])
        for hours in HOURS:
            within.add_metric([row["team"], str(hours)], row[f"within_{hours}"])
    yield from (oldest, unassigned, within)


def _deadlines() -> Iterator[Metric]:
    gauge = _gauge("deadlines_due_not_fired", "Timed steps whose instant has passed.", ["kind"])
    rows = vitals.overdue_deadlines(clock.now()).order_by().values_list("kind").annotate(number=Count("pk"))
    for kind, number in rows.order_by("kind"):
        gauge.add_metric([kind], number)
    yield gauge


def _lateness() -> Iterator[Metric]:
    counted = {row.bound: row for row in LatenessBucket.objects.all()}
    running, buckets = 0, []
    for bound in (*BOUNDS, inf):
        row = counted.get(bound)
        running += row.number if row else 0
        buckets.append(("+Inf" if bound == inf else f"{bound:g}", running))
    told = "How long after its instant a timed step fired, in seconds."
    family = HistogramMetricFamily("accountops_deadline_lateness_seconds", told)
    family.add_metric([], buckets, sum_value=sum(row.seconds for row in counted.values()))
    yield family


def _outbox() -> Iterator[Metric]:
    oldest = _gauge("outbox_oldest_seconds", "Age of the oldest message that waits.", ["channel"])
    dead = _gauge("outbox_dead", "Messages that were given up.", ["channel"])
    for channel, row in sorted(vitals.outbox_by_channel(clock.now()).items()):
        oldest.add_metric([channel], row.get("oldest", 0.0))
        dead.add_metric([channel], row.get("dead", 0))
    yield from (oldest, dead)


def _pulses() -> Iterator[Metric]:
    gauge = _gauge("pulse_age_seconds", "How long ago a background service last did a round.", ["service"])
    ages = dict.fromkeys(vitals.SERVICES, inf) | vitals.pulse_ages(
        clock.now()
    )  # never is longer than any age
    for name, age in sorted(ages.items()):
        gauge.add_metric([name], max(age, 0.0))
    yield gauge
