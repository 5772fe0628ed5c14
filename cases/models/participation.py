"""Who took part in which case: what the database writes down by itself from the timeline."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from cases.models.case import Case

# After the statement, so that a case stored by the same one is there. A refusal is no taking part.
TOOK_PART = pgtrigger.Trigger(
    name="took_part",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__actor__isnull=False, new__refused=False),
    func="""
    INSERT INTO cases_participation (actor_id, kind, case_id)
    SELECT NEW.actor_id, c.kind, c.id FROM cases_case c WHERE c.id = NEW.case_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
    """,
)


class Participation(models.Model):
    """One person's part in one case: they see it whatever their roles are later.

    The key begins with person and kind, so that "cases of other kinds than my roles show me" is one range of
    it, however many entries the person has written. Rows come from the trigger TOOK_PART alone; nothing but
    the key is checked, since the entry they come from has been.
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

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.case_id}"
