"""A team's queue by its last change has an index, and counts of what nobody has or what waits visit no row.

The table stays free for writing meanwhile. Indexes that an interrupted run left half made go first.
"""

from django.db import migrations, models

MADE = {
    "case_nobodys_due": "(team, next_due_at, id) INCLUDE (kind, closed_at, state) WHERE assignee_id IS NULL",
    "case_own_due": "(assignee_id, next_due_at, id) INCLUDE (kind, team, state) WHERE closed_at IS NULL",
    "case_team_updated": "(team, updated_at, id) WHERE team IS NOT NULL",
}
BEFORE = {
    "case_free_due": "(team, next_due_at, id) INCLUDE (kind, closed_at) WHERE assignee_id IS NULL",
    "case_assignee_due": "(assignee_id, next_due_at, id) INCLUDE (kind, team) WHERE closed_at IS NULL",
}


def made(name, told):
    return f"CREATE INDEX CONCURRENTLY {name} ON cases_case {told}"


def gone(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0036_rules_counted_by_index")]

    operations = [
        # Pages may not run for half a minute; going through years of cases may, and wait for others.
        migrations.RunSQL("SET statement_timeout = 0; SET lock_timeout = 0", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(migrations.RunSQL(gone(name), migrations.RunSQL.noop) for name in MADE),
                *(migrations.RunSQL(made(name, told), gone(name)) for name, told in MADE.items()),
                *(migrations.RunSQL(gone(name), made(name, told)) for name, told in BEFORE.items()),
            ],
            state_operations=[
                *(migrations.RemoveIndex(model_name="case", name=name) for name in BEFORE),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["team", "next_due_at", "id"],
                        include=("kind", "closed_at", "state"),
                        condition=models.Q(("assignee", None)),
                        name="case_nobodys_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["assignee", "next_due_at", "id"],
                        include=("kind", "team", "state"),
                        condition=models.Q(("closed_at", None)),
                        name="case_own_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["team", "updated_at", "id"],
                        condition=models.Q(("team", None), _negated=True),
                        name="case_team_updated",
                    ),
                ),
            ],
        ),
        migrations.RunSQL("RESET statement_timeout; RESET lock_timeout", migrations.RunSQL.noop),
    ]
