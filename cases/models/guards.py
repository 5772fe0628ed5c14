"""What the database itself refuses, whoever writes: the last line behind the door."""

import pgtrigger

# The door sets this marker inside its transaction; nothing else does (cases/door/marker.py).
MARKER = "accountops.door"

ONLY_THROUGH_THE_DOOR = pgtrigger.Trigger(
    name="only_through_the_door",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "kind"),
    func=f"""
    IF TG_OP = 'UPDATE' AND NEW.state IS NOT DISTINCT FROM OLD.state AND NEW.kind = OLD.kind THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.kind <> OLD.kind THEN
        RAISE EXCEPTION 'A case keeps its kind.' USING ERRCODE = 'check_violation';
    END IF;
    IF coalesce(current_setting('{MARKER}', true), '') <> 'open' THEN
        RAISE EXCEPTION 'The state of a case changes only through the door.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
    """,
)

STATE_IS_KNOWN = pgtrigger.Trigger(
    name="state_is_known",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
    func="""
    IF NOT EXISTS (SELECT 1 FROM cases_kindstate s WHERE s.kind = NEW.kind AND s.state = NEW.state) THEN
        RAISE EXCEPTION 'The kind % has no state %.', NEW.kind, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
    """,
)


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE on a table.

    TRUNCATE is let through where the session says `accountops.allow_truncate = on`, which only the settings
    of the test database do: Django empties tables between tests with it.
    """
    return [
        pgtrigger.Protect(name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(name),
    ]


def no_truncate(name: str) -> pgtrigger.Trigger:
    """A trigger that refuses TRUNCATE on a table, as above."""
    return pgtrigger.Trigger(
        name=f"{name}_no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"""
            IF coalesce(current_setting('accountops.allow_truncate', true), '') = 'on' THEN
                RETURN NULL;
            END IF;
            RAISE EXCEPTION 'The table {name} is append-only.' USING ERRCODE = 'check_violation';
            """,
    )
