"""Who took part in a case holds what lists are sorted by, so that their lists need not read all of it.

Filled from the cases once; from then on the trigger `parts_told` keeps the rows as their cases are.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

PARTS_BEFORE = """
UPDATE cases_participation p
   SET next_due_at = c.next_due_at, updated_at = c.updated_at, closed_at = c.closed_at,
       assignee_id = c.assignee_id
  FROM cases_case c WHERE c.id = p.case_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_consent_withdrawn"),
    ]

    operations = [
        # Pages may not run for half a minute; going through years of cases may.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name="timelineentry",
            name="took_part",
        ),
        migrations.AddField(
            model_name="participation",
            name="assignee",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participation",
            name="next_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participation",
            name="updated_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(PARTS_BEFORE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(
                fields=["actor", "kind", "next_due_at", "case"],
                include=("closed_at", "assignee"),
                name="part_due",
            ),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["actor", "kind", "updated_at", "case"], name="part_updated"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["case"], name="part_case"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="parts_told",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'DELETE' THEN\n        DELETE FROM cases_participation WHERE case_id = OLD.id;\n    ELSIF (NEW.next_due_at, NEW.updated_at, NEW.closed_at, NEW.assignee_id) IS DISTINCT FROM\n          (OLD.next_due_at, OLD.updated_at, OLD.closed_at, OLD.assignee_id) THEN\n        UPDATE cases_participation\n           SET next_due_at = NEW.next_due_at, updated_at = NEW.updated_at, closed_at = NEW.closed_at,\n               assignee_id = NEW.assignee_id\n         WHERE case_id = NEW.id;\n    END IF;\n    RETURN NULL;\n    ",
                    hash="6a6a64fcf0444d5fd0ae11dfad6ce58403920538",
                    operation='UPDATE OF "next_due_at", "updated_at", "closed_at", "assignee_id" OR DELETE',
                    pgid="pgtrigger_parts_told_de473",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineentry",
            trigger=pgtrigger.compiler.Trigger(
                name="took_part",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."actor_id" IS NOT NULL AND NOT NEW."refused")',
                    func="\n    INSERT INTO cases_participation\n        (actor_id, kind, case_id, next_due_at, updated_at, closed_at, assignee_id)\n    SELECT NEW.actor_id, c.kind, c.id, c.next_due_at, c.updated_at, c.closed_at, c.assignee_id\n      FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n    ",
                    hash="1d07fd5275d74416c99b565d13e640f967e48cd1",
                    operation="INSERT",
                    pgid="pgtrigger_took_part_3b656",
                    table="cases_timelineentry",
                    when="AFTER",
                ),
            ),
        ),
    ]
