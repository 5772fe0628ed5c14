"""Texts that are searched are indexed by places, so that the newest with a word are found without all others.

Made while pages are served; it reads every text once. The index that was asked so far goes last.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# It calls nothing of ours: an index of it is also made where a backup is restored.
FUNCTION = r"""
CREATE OR REPLACE FUNCTION ao_placed(id bigint, kind text, vector tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT array_to_tsvector(ARRAY(SELECT kind || '/' || (id >> 13) || '/' || left(word, 60)
                                 FROM unnest(tsvector_to_array(vector)) word))
$$;
"""
PLACED = models.Func(
    models.F("id"),
    models.F("kind"),
    models.F("vector"),
    function="ao_placed",
    output_field=django.contrib.postgres.search.SearchVectorField(),
)
# Each begins anew where it was interrupted. What the first holds is never estimated: the words asked for are
# not known when a plan is made.
INDEXES = [
    "DROP INDEX CONCURRENTLY IF EXISTS search_placed",
    """
    CREATE INDEX CONCURRENTLY search_placed ON cases_searchdocument
     USING gin (ao_placed(id, kind, vector)) WITH (fastupdate = off)
    """,
    "ALTER INDEX search_placed ALTER COLUMN 1 SET STATISTICS 0",
    "DROP INDEX CONCURRENTLY IF EXISTS search_case",
    "CREATE INDEX CONCURRENTLY search_case ON cases_searchdocument (case_id)",
    "DROP INDEX CONCURRENTLY IF EXISTS search_words",
]
BACK = [
    "CREATE INDEX CONCURRENTLY search_words ON cases_searchdocument USING gin (vector)",
    "DROP INDEX CONCURRENTLY search_case",
    "DROP INDEX CONCURRENTLY search_placed",
]


class Migration(migrations.Migration):
    atomic = False  # indexes are made while pages are served

    dependencies = [("cases", "0037_queues_by_last_change")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION ao_placed(bigint, text, tsvector)"),
        # Pages may not run for half a minute; going through years of texts may.
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in INDEXES],
                *[migrations.RunSQL(migrations.RunSQL.noop, sql) for sql in reversed(BACK)],
            ],
            state_operations=[
                migrations.AddIndex(
                    model_name="searchdocument",
                    index=django.contrib.postgres.indexes.GinIndex(
                        PLACED, fastupdate=False, name="search_placed"
                    ),
                ),
                migrations.AddIndex(
                    model_name="searchdocument", index=models.Index(fields=["case"], name="search_case")
                ),
                migrations.RemoveIndex(model_name="searchdocument", name="search_words"),
            ],
        ),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
