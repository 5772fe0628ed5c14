"""Which cases carry which flag: what the database writes down by itself from the cases."""

from __future__ import annotations

import pgtrigger
from django.db import models

# No foreign key guards the rows, so a case that goes takes its own with it.
FLAGS_TOLD = pgtrigger.Trigger(
    name="flags_told",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("flags", "team") | pgtrigger.Delete,
    func="""
    IF TG_OP = 'UPDATE' AND NEW.flags = OLD.flags AND NEW.team IS NOT DISTINCT FROM OLD.team THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.flags <> '{}' THEN
        DELETE FROM cases_flagged
        WHERE flag = ANY (OLD.flags) AND kind = OLD.kind AND case_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.flags <> '{}' THEN
        INSERT INTO cases_flagged (flag, kind, case_id, team)
        SELECT DISTINCT flag, NEW.kind, NEW.id, NEW.team FROM unnest(NEW.flags) flag;
    END IF;
    RETURN NULL;
    """,
)


class Flagged(models.Model):
    """One flag of one case, with the team that holds it.

    A figure beside a flag is the length of one range of an index here, read until the figure's limit, be the
    flag frequent or rare: an index of all flags gathers every case with it first. Rows come from the trigger
    FLAGS_TOLD alone.
    """

    pk = models.CompositePrimaryKey("flag", "kind", "case_id")
    flag = models.CharField(max_length=40)
    kind = models.CharField(max_length=24)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    team = models.CharField(max_length=40, null=True)

    class Meta:
        indexes = [models.Index(fields=["flag", "team", "kind"], name="flagged_team")]

    def __str__(self) -> str:
        return f"{self.flag} of {self.case_id}"
