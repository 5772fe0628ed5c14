"""What a team has in a state is counted without passing what other teams have there.

The table stays free for writing meanwhile. An index that an interrupted run left half made goes first; the one
that it stands in for goes last, so that boards have one of them at any time.
"""

from django.db import migrations, models

MADE = "(state, team, kind, state_since) INCLUDE (id, assignee_id) WHERE closed_at IS NULL"
BEFORE = "(state, state_since, id) INCLUDE (kind, team) WHERE closed_at IS NULL"


def made(name, told):
    return f"CREATE INDEX CONCURRENTLY {name} ON cases_case {told}"


def gone(name):
    return f"DROP INDEX CONCURRENTLY IF EXISTS {name}"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("cases", "0038_texts_by_place")]

    operations = [
        # Pages may not run for half a minute; going through years of cases may, and wait for others.
        migrations.RunSQL("SET statement_timeout = 0; SET lock_timeout = 0", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(gone("case_state_team"), migrations.RunSQL.noop),
                migrations.RunSQL(made("case_state_team", MADE), gone("case_state_team")),
                migrations.RunSQL(gone("case_state_since"), made("case_state_since", BEFORE)),
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="case", name="case_state_since"),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        fields=["state", "team", "kind", "state_since"],
                        include=("id", "assignee"),
                        condition=models.Q(("closed_at", None)),
                        name="case_state_team",
                    ),
                ),
            ],
        ),
        migrations.RunSQL("RESET statement_timeout; RESET lock_timeout", migrations.RunSQL.noop),
    ]
