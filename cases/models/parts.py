"""What the database keeps up to date of a case in the rows of those who took part in it."""

from __future__ import annotations

from typing import Final

import pgtrigger

# No foreign key guards the rows, so a case that goes takes its own with it.
PARTS_TOLD: Final = pgtrigger.Trigger(
    name="parts_told",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("next_due_at", "updated_at", "closed_at", "assignee_id") | pgtrigger.Delete,
    func="""
    IF TG_OP = 'DELETE' THEN
        DELETE FROM cases_participation WHERE case_id = OLD.id;
    ELSIF (NEW.next_due_at, NEW.updated_at, NEW.closed_at, NEW.assignee_id) IS DISTINCT FROM
          (OLD.next_due_at, OLD.updated_at, OLD.closed_at, OLD.assignee_id) THEN
        UPDATE cases_participation
           SET next_due_at = NEW.next_due_at, updated_at = NEW.updated_at, closed_at = NEW.closed_at,
               assignee_id = NEW.assignee_id
         WHERE case_id = NEW.id;
    END IF;
    RETURN NULL;
    """,
)
