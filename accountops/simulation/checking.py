"""What must hold at any time of a simulation: each check answers the sentences of what does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection

from django.db.models import Count, QuerySet

from cases import clock, registry, timeline
from cases.deadlines import due
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry, User
from cases.planning import ATTENTION
from cases.queue import QueueQuery, find
from cases.teams import TEAMS

Keys = Collection[int]
Check = Callable[[Keys], list[str]]


def nothing_overdue(keys: Keys) -> list[str]:
    """No armed deadline that is due, none parked, none that failed, no message given up."""
    late = [
        f"{row.case.reference}: {row.kind} of {row.due_at} has not fired" for row in due(clock.now(), keys)
    ]
    rows = Deadline.objects.filter(case__in=keys)
    late += [f"{row.case.reference}: {row.kind} is parked" for row in rows.filter(status="parked")]
    late += [f"{row.case.reference}: {row.kind} failed" for row in rows.exclude(last_error="")]
    dead = OutboxMessage.objects.filter(case__in=keys, status=OutboxMessage.Status.DEAD)
    return late + [f"{row.case.reference}: message {row.key} was given up" for row in dead]


def open_ones_are_held_and_due(keys: Keys) -> list[str]:
    """Every open case has a team, a due date, words for what it waits for, and no owner elsewhere."""
    found = []
    for case in _cases(keys, closed=False):
        team = TEAMS.get(case.team or "")
        if team is None:
            found.append(f"{case.reference} is open and nobody's")
        elif case.assignee is not None and not case.assignee.roles & set(team.roles):
            found.append(f"{case.reference} is owned by somebody of another team")
        if case.next_due_at is None or not case.waiting_for:
            found.append(f"{case.reference} is open without a due date")
    return found


def closed_ones_are_at_rest(keys: Keys) -> list[str]:
    """No closed case has an owner, or an armed deadline that is no declared follow-up check."""
    armed = Deadline.objects.filter(case__in=keys, status="armed", case__closed_at__isnull=False)
    found = [
        f"{row.case.reference} is closed and {row.kind} is armed"
        for row in armed.select_related("case")
        if row.kind == ATTENTION or not registry.kind_of(row.case).timer(row.kind).follow_up
    ]
    owned = (case for case in _cases(keys, closed=True) if case.assignee is not None or case.outcome is None)
    return found + [f"{case.reference} is closed with an owner or without an outcome" for case in owned]


def none_is_lost_between_teams(keys: Keys) -> list[str]:
    """Each open case is with the team that its state names, and in the queue of everybody in that team."""
    found, held = [], defaultdict[str, set[str]](set)
    for kind in registry.all_kinds():
        for case in kind.model.objects.filter(pk__in=keys, closed_at=None).order_by("pk"):
            state = kind.state(case.state)
            team = state.team(case) if callable(state.team) else state.team
            held[case.team or ""].add(case.reference)
            if case.team != team:
                found.append(f"{case.reference} in {case.state} is with {case.team}, not {team}")
    for code in sorted(held.keys() & TEAMS.keys()):
        for user in User.objects.filter(grants__role__in=TEAMS[code].roles, organisation="").distinct():
            seen = {case.reference for case in find(user, QueueQuery(team=code, open=True))}
            found += [f"{one} is not in the queue of {user}" for one in sorted(held[code] - seen)]
    return found


def every_firing_is_told_once(keys: Keys) -> list[str]:
    """Each fired deadline has exactly one entry in the timeline, and nothing else says that it fired."""
    fired = Counter(
        (row.case_id, row.kind, row.subject) for row in Deadline.objects.filter(case__in=keys, status="fired")
    )
    told = Counter(
        (entry.case_id, entry.data["deadline"]["kind"], entry.data["deadline"].get("subject", ""))
        for entry in TimelineEntry.objects.filter(case__in=keys, data__has_key="deadline")
    )
    return [
        f"{key}: fired {fired[key]}, told {told[key]}"
        for key in sorted(fired | told)
        if fired[key] != told[key]
    ]


def the_chain_is_whole(keys: Keys) -> list[str]:
    """The timelines verify, and each case's versions rise by one."""
    found = [fault for key in sorted(keys) for fault in timeline.faults(key)]
    rows = TimelineEntry.objects.filter(case__in=keys, version__isnull=False).values("case")
    told = {row["case"]: row["number"] for row in rows.annotate(number=Count("version", distinct=True))}
    return found + [
        f"{case.reference} is at version {case.version}, the timeline tells {told.get(case.pk)}"
        for case in Case.objects.filter(pk__in=keys)
        if told.get(case.pk) != case.version
    ]


def _cases(keys: Keys, *, closed: bool) -> QuerySet[Case]:
    rows = Case.objects.filter(pk__in=keys, closed_at__isnull=not closed)
    return rows.select_related("assignee").order_by("pk")


OFTEN: dict[str, Check] = {
    "Nothing overdue and not fired": nothing_overdue,
    "Every open case has a team and a due date": open_ones_are_held_and_due,
    "No closed case has an armed deadline": closed_ones_are_at_rest,
    "No case is lost between teams": none_is_lost_between_teams,
}
AT_THE_END: dict[str, Check] = {
    "Every firing is told exactly once": every_firing_is_told_once,
    "The timelines' chain is whole": the_chain_is_whole,
}
