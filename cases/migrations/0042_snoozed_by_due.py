"""What is put aside is found without passing all other cases: a few, or none, among a million.

The table stays free for writing meanwhile. An index that an interrupted run left half made goes first.
"""

from django.db import migrations, models

MADE = "CREATE INDEX CONCURRENTLY case_snoozed_due ON cases_case (next_due_at, id) WHERE snoozed_until IS NOT NULL"
GONE = "DROP INDEX CONCURRENTLY IF EXISTS case_snoozed_due"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0041_texts_before")]

    operations = [
        # Pages may not run for half a minute; going through years of cases may, and wait for others.
        migrations.RunSQL("SET statement_timeout = 0; SET lock_timeout = 0", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(GONE, migrations.RunSQL.noop),
                migrations.RunSQL(MADE, GONE),
            ],
            state_operations=[
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["next_due_at", "id"],
                        condition=models.Q(("snoozed_until", None), _negated=True),
                        name="case_snoozed_due",
                    ),
                ),
            ],
        ),
        migrations.RunSQL("RESET statement_timeout; RESET lock_timeout", migrations.RunSQL.noop),
    ]
