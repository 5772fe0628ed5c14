"""What was written about cases can be searched, and names with a letter amiss are found.

Two functions that compare words as `cases.folding` does, the table of searched words with the triggers that
keep it, and what was written before.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FOLDED = (
    r"translate(replace(replace(replace(regexp_replace(lower(regexp_replace(normalize($1, NFKD), "
    r"'[\u0300-\u036f]', '', 'g')), '[\u0300-\u036f]', '', 'g'), "
    r"'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øłđðþı', 'olddti')"
)
FUNCTIONS = r"""
CREATE FUNCTION ao_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT __FOLDED__ $$;

-- Each word of a name, and what is left of it without any one letter. It calls nothing of ours: an index of it
-- is also made where a backup is restored, where only the names of the server itself are known.
CREATE FUNCTION ao_variants(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT coalesce(array_agg(DISTINCT variant), '{}')
  FROM (SELECT word FROM regexp_split_to_table(__FOLDED__,
               '[\s.,;:/&()\[\]''"!?+*_\-\u2013\u2014\u2019]+') word
         WHERE length(word) BETWEEN 3 AND 30 LIMIT 12) found,
       LATERAL (SELECT word AS variant
                UNION SELECT overlay(word PLACING '' FROM at FOR 1)
                        FROM generate_series(1, length(word)) at WHERE length(word) > 3) every
$$;
""".replace("__FOLDED__", FOLDED)
GONE = "DROP FUNCTION ao_variants(text); DROP FUNCTION ao_folded(text);"
NOTES_BEFORE = """
INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)
SELECT e.case_id, c.kind, 'note', e.id, e.at, e.actor_id,
       to_tsvector('simple', ao_folded(left(concat_ws(' ', p.data ->> 'text', p.data ->> 'note',
           p.data ->> 'carried_notes', p.data ->> 'reason', p.data ->> 'purpose', p.data ->> 'name'), 20000)))
  FROM cases_personaldata p
  JOIN cases_timelineentry e ON e.id = p.entry_id JOIN cases_case c ON c.id = e.case_id
"""
LETTERS_BEFORE = """
INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)
SELECT c.id, c.kind, 'letter', m.id, m.created_at, NULL,
       to_tsvector('simple', ao_folded(left(concat_ws(' ', m.subject, m.body), 20000)))
  FROM cases_outboxmessage m JOIN cases_case c ON c.id = m.case_id
"""
MAILS_BEFORE = """
INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)
SELECT c.id, c.kind, 'mail', m.id, m.received_at, NULL,
       to_tsvector('simple', ao_folded(left(concat_ws(' ', m.from_name, m.subject, m.text), 20000)))
  FROM cases_inboundmail m JOIN cases_case c ON c.id = m.case_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_snoozing"),
    ]

    operations = [
        # Pages may not run for half a minute; going through years of notes may.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, GONE),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("note", "In a note"),
                            ("letter", "In a letter"),
                            ("mail", "In a mail that came in"),
                        ],
                        max_length=8,
                    ),
                ),
                ("origin", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="introduced",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="account",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("name"),
                    function="ao_variants",
                    output_field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                name="account_variants",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    models.F("name"),
                    function="ao_variants",
                    output_field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                name="person_variants",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inboundmail",
            trigger=pgtrigger.compiler.Trigger(
                name="mails_searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND NOT (NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.subject <> OLD.subject OR NEW.text <> OLD.text) THEN RETURN NULL; END IF;\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'mail' AND origin = OLD.id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (NEW.case_id IS NOT NULL) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT c.id, c.kind, 'mail', NEW.id, NEW.received_at, NULL,\n           to_tsvector('simple', ao_folded(left(concat_ws(' ', NEW.from_name, NEW.subject, NEW.text), 20000)))\n      FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="026390e054630602c67f3553823067dfbd37360e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_mails_searched_157a5",
                    table="cases_inboundmail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="letters_searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND NOT (NEW.subject <> OLD.subject OR NEW.body <> OLD.body) THEN RETURN NULL; END IF;\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'letter' AND origin = OLD.id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (TRUE) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT c.id, c.kind, 'letter', NEW.id, NEW.created_at, NULL,\n           to_tsvector('simple', ao_folded(left(concat_ws(' ', NEW.subject, NEW.body), 20000)))\n      FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="4e583c799170ca5ee53bbef0bbfb8219752e74f5",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_letters_searched_d1556",
                    table="cases_outboxmessage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaldata",
            trigger=pgtrigger.compiler.Trigger(
                name="notes_searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    \n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'note' AND origin = OLD.entry_id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (TRUE) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT e.case_id, c.kind, 'note', e.id, e.at, e.actor_id,\n           to_tsvector('simple', ao_folded(left(concat_ws(' ', NEW.data ->> 'text', NEW.data ->> 'note', NEW.data ->> 'carried_notes', NEW.data ->> 'reason', NEW.data ->> 'purpose', NEW.data ->> 'name'), 20000)))\n      FROM cases_timelineentry e JOIN cases_case c ON c.id = e.case_id WHERE e.id = NEW.entry_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="33834011f903e978292d3610f46b8b6be22ac8ab",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_notes_searched_a2e28",
                    table="cases_personaldata",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="author",
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
            model_name="searchdocument",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="cases.case",
            ),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="search_words"),
        ),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.UniqueConstraint(fields=("source", "origin"), name="one_document_per_origin"),
        ),
        migrations.RunSQL(NOTES_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(LETTERS_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(MAILS_BEFORE, migrations.RunSQL.noop),
    ]
