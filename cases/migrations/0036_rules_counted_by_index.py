"""How often a rule decided is counted from an index alone: cards are long, and the rows were visited for a case.

The table stays free for writing meanwhile. An index that an interrupted run left half made goes first.
"""

from django.db import migrations, models

MADE = (
    "CREATE INDEX CONCURRENTLY decision_by_rule ON cases_storeddecision (rule, decided_at) INCLUDE (case_id)"
)
BEFORE = "CREATE INDEX CONCURRENTLY decision_rule ON cases_storeddecision (rule, decided_at)"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0035_accounts_of_one_person")]

    operations = [
        # Pages may not run for half a minute; going through years of decisions may, and wait for others.
        migrations.RunSQL("SET statement_timeout = 0; SET lock_timeout = 0", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS decision_by_rule", migrations.RunSQL.noop
                ),
                migrations.RunSQL(MADE, "DROP INDEX CONCURRENTLY decision_by_rule"),
                migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS decision_rule", BEFORE),
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="storeddecision", name="decision_rule"),
                migrations.AddIndex(
                    model_name="storeddecision",
                    index=models.Index(
                        fields=["rule", "decided_at"], include=["case"], name="decision_by_rule"
                    ),
                ),
            ],
        ),
        migrations.RunSQL("RESET statement_timeout; RESET lock_timeout", migrations.RunSQL.noop),
    ]
