"""Lists that cost the same at a million cases as at ten thousand: indexes, and who took part in what.

Every index of the table of cases is a list people look at all day; `cases/models/indexes.py` says which.
Two are gone from the timeline, which began with what its unique key begins with or stood in for the new
table, so that an entry costs no more than before.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

TOOK_PART_BEFORE = """
INSERT INTO cases_participation (actor_id, kind, case_id)
SELECT DISTINCT t.actor_id, c.kind, c.id
FROM cases_timelineentry t JOIN cases_case c ON c.id = t.case_id
WHERE t.actor_id IS NOT NULL AND NOT t.refused
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_imports"),
    ]

    operations = [
        # Pages may not run for half a minute; building indexes over years of cases may.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "actor_id",
                        "kind",
                        "case_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_team_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_assignee_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_kind_state",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_due",
        ),
        migrations.RemoveIndex(
            model_name="timelineentry",
            name="entry_actor_case",
        ),
        migrations.AddField(
            model_name="user",
            name="page_size",
            field=models.PositiveSmallIntegerField(
                choices=[(25, "25"), (50, "50"), (100, "100")],
                db_default=25,
                default=25,
                verbose_name="rows per page",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AlterField(
            model_name="timelineentry",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="timeline",
                to="cases.case",
            ),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(django.db.models.functions.text.Upper("name"), name="account_name_upper"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["team", "next_due_at", "id"], include=("kind", "closed_at"), name="case_team_due"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("assignee", None)),
                fields=["team", "next_due_at", "id"],
                include=("kind", "closed_at"),
                name="case_free_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["assignee", "next_due_at", "id"],
                include=("kind", "team"),
                name="case_assignee_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["assignee", "next_due_at", "id"],
                include=("kind", "closed_at", "team"),
                name="case_owner_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["next_due_at", "id"], include=("kind", "closed_at"), name="case_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["kind", "next_due_at", "id"], include=("closed_at",), name="case_kind_due"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["state", "next_due_at", "id"],
                include=("kind", "closed_at", "team"),
                name="case_state_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), _negated=True),
                fields=["next_due_at", "id"],
                include=("kind",),
                name="case_closed_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("next_due_at", None)),
                fields=["id"],
                name="case_undated",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["updated_at", "id"], name="case_updated"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["amount_shown", "id"], name="case_amount"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("flags__len__gt", 0)),
                fields=["team", "next_due_at", "id"],
                include=("flags", "kind", "closed_at"),
                name="case_flagged_due",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("flags__len__gt", 0)), fields=["flags"], name="case_flags"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineentry",
            trigger=pgtrigger.compiler.Trigger(
                name="took_part",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."actor_id" IS NOT NULL AND NOT NEW."refused")',
                    func="\n    INSERT INTO cases_participation (actor_id, kind, case_id)\n    SELECT NEW.actor_id, c.kind, c.id FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n    ",
                    hash="e77d35d4bf6212f2c54e0995b139807a35775a0b",
                    operation="INSERT",
                    pgid="pgtrigger_took_part_3b656",
                    table="cases_timelineentry",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(TOOK_PART_BEFORE, migrations.RunSQL.noop),
    ]
