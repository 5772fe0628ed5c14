"""Who took part in which case: what the database writes down by itself from the timeline and the cases."""

from __future__ import annotations

from typing import Final

import pgtrigger
from django.conf import settings
from django.db import models

from cases.models.case import Case

HELD: Final = ("kind", "next_due_at", "updated_at", "closed_at", "assignee")
"""What a row holds of its case, under the same names: what lists are sorted by and figures look at."""

# After the statement, so that a case stored by the same one is there. A refusal is no taking part.
TOOK_PART = pgtrigger.Trigger(
    name="took_part",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__actor__isnull=False, new__refused=False),
    func="""
    INSERT INTO cases_participation
        (actor_id, kind, case_id, next_due_at, updated_at, closed_at, assignee_id)
    SELECT NEW.actor_id, c.kind, c.id, c.next_due_at, c.updated_at, c.closed_at, c.assignee_id
      FROM cases_case c WHERE c.id = NEW.case_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
    """,
)


class Participation(models.Model):
    """One person's part in one case: they see it whatever their roles are later.

    The keys begin with person and kind, so that "cases of a kind that my roles do not show me" are one range,
    however many entries the person has written: in the order of due times or of the last change, and with
    what figures count by. Rows come from the triggers TOOK_PART and PARTS_TOLD alone; nothing but the key is
    checked, since the entry they come from has been.
    """

    pk = models.CompositePrimaryKey("actor_id", "kind", "case_id")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField(max_length=24)
    case = models.ForeignKey(
        Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    next_due_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+", null=True,
    )  # fmt: skip

    class Meta:
        indexes = [
            # Their list by what breaches first, and every figure of it.
            models.Index(
                fields=["actor", "kind", "next_due_at", "case"],
                include=("closed_at", "assignee"),
                name="part_due",
            ),
            # What they search for, by the last change.
            models.Index(fields=["actor", "kind", "updated_at", "case"], name="part_updated"),
            # The rows of a case that changes.
            models.Index(fields=["case"], name="part_case"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.case_id}"
