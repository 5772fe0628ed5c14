"""The indexes of the table of cases: each serves a list people look at all day, and says which.

A list is read in the order of one index until the page is full, and a count stops at its limit, so neither
grows with the table. Every one of them costs a few microseconds whenever a case is written.
`include` holds what counts look at besides, so that they need not visit the rows.
"""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.db.models import Index, Q

LOOKED_AT: Final = ("kind", "closed_at")
FLAGGED: Final = Q(flags__len__gt=0)

INDEXES: Final = [
    # A team's queue, what is overdue in it, and how many.
    Index(fields=["team", "next_due_at", "id"], include=LOOKED_AT, name="case_team_due"),
    # What nobody has, in a team: few among many, and what the next person takes.
    Index(
        fields=["team", "next_due_at", "id"],
        include=(*LOOKED_AT, "state"),
        condition=Q(assignee=None),
        name="case_nobodys_due",
    ),
    # A team's queue by its last change. What is closed has no team.
    Index(fields=["team", "updated_at", "id"], condition=~Q(team=None), name="case_team_updated"),
    # Somebody's own work, on every page as a figure; on boards how much of it waits.
    Index(
        fields=["assignee", "next_due_at", "id"],
        include=("kind", "team", "state"),
        condition=Q(closed_at=None),
        name="case_own_due",
    ),
    # The same with what they have closed: the owner as a filter. Stands in for the foreign key's own index.
    Index(fields=["assignee", "next_due_at", "id"], include=(*LOOKED_AT, "team"), name="case_owner_due"),
    # All cases, by what breaches first; of one kind, for those whose roles act in one; of one state.
    Index(fields=["next_due_at", "id"], include=LOOKED_AT, name="case_due"),
    Index(fields=["kind", "next_due_at", "id"], include=("closed_at",), name="case_kind_due"),
    Index(fields=["state", "next_due_at", "id"], include=(*LOOKED_AT, "team"), name="case_state_due"),
    # What is closed has no due time: without these two a list of it would first pass everything open, and
    # the few open cases without one would be looked for among everything closed.
    Index(
        fields=["next_due_at", "id"], include=("kind",), condition=~Q(closed_at=None), name="case_closed_due"
    ),
    Index(fields=["id"], condition=Q(closed_at=None, next_due_at=None), name="case_undated"),
    # What boards lead to: what was closed in a stretch of days.
    Index(
        fields=["closed_at", "id"],
        include=("kind", "outcome"),
        condition=~Q(closed_at=None),
        name="case_closed",
    ),
    # What a team has in a state, and for how long: whatever other teams have there is not passed. Few teams
    # and kinds have anything in one state, so boards of the house read a range for each.
    Index(
        fields=["state", "team", "kind", "state_since"],
        include=("id", "assignee"),
        condition=Q(closed_at=None),
        name="case_state_team",
    ),
    # What is put aside: at most times little among all, and most cases cost nothing here.
    Index(fields=["next_due_at", "id"], condition=~Q(snoozed_until=None), name="case_snoozed_due"),
    # The other orders of a list; the last change is also the order of what a search finds.
    Index(fields=["opened_at", "id"], name="case_opened"),
    Index(fields=["updated_at", "id"], name="case_updated"),
    Index(fields=["amount_shown", "id"], name="case_amount"),
    # Flags: most cases have none and cost nothing here. Figures beside flags are counted in `Flagged`.
    Index(
        fields=["team", "next_due_at", "id"],
        include=("flags", *LOOKED_AT),
        condition=FLAGGED,
        name="case_flagged_due",
    ),
    GinIndex(fields=["search"], name="case_search"),
]
