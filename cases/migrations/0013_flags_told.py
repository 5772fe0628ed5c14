"""Figures beside flags are counted in a table of their own, by flag and team.

The index of all flags gathered every case with a flag before the first could be counted; nothing reads it
any more.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FLAGGED_BEFORE = """
INSERT INTO cases_flagged (flag, kind, case_id, team)
SELECT DISTINCT f.flag, c.kind, c.id, c.team FROM cases_case c, unnest(c.flags) f(flag)
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_calendars"),
    ]

    operations = [
        # Pages may not run for half a minute; going through years of cases may.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Flagged",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "flag",
                        "kind",
                        "case_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flag", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=24)),
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
                ("team", models.CharField(max_length=40, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["flag", "team", "kind"], name="flagged_team")],
            },
        ),
        migrations.RemoveIndex(model_name="case", name="case_flag"),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="flags_told",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND NEW.flags = OLD.flags AND NEW.team IS NOT DISTINCT FROM OLD.team THEN\n        RETURN NULL;\n    END IF;\n    IF TG_OP <> 'INSERT' AND OLD.flags <> '{}' THEN\n        DELETE FROM cases_flagged\n        WHERE flag = ANY (OLD.flags) AND kind = OLD.kind AND case_id = OLD.id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND NEW.flags <> '{}' THEN\n        INSERT INTO cases_flagged (flag, kind, case_id, team)\n        SELECT DISTINCT flag, NEW.kind, NEW.id, NEW.team FROM unnest(NEW.flags) flag;\n    END IF;\n    RETURN NULL;\n    ",
                    hash="2011f0fc14a1b95381a3920a33104fdcba15d374",
                    operation='INSERT OR UPDATE OF "flags", "team" OR DELETE',
                    pgid="pgtrigger_flags_told_059fe",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FLAGGED_BEFORE, migrations.RunSQL.noop),
    ]
