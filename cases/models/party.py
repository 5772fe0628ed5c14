"""Which organisations are party to a case: what people from outside see it by."""

from __future__ import annotations

from django.db import models

from cases.models.case import Case


class PartyOf(models.Model):
    """One organisation's part in one case, by its name as names are compared (`words.plain_name`).

    Written by the door when a case is opened and when its facts are corrected; kept for good, since who was
    a party stays one. The key begins with organisation and kind: what somebody sees is one range of it.
    """

    pk = models.CompositePrimaryKey("organisation", "kind", "case_id")
    organisation = models.CharField(max_length=200)
    kind = models.CharField(max_length=24)
    case = models.ForeignKey(
        Case, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.organisation} in {self.case_id}"
