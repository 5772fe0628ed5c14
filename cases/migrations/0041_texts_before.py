"""What was written before is divided as what is written since; made while pages are served.

A part at a time, each committed: a page that writes waits for one at most. It may be interrupted and begun anew.
"""

from django.db import migrations

PART = 2_000
WORDS = {
    "note": "SELECT concat_ws(' ', p.data ->> 'text', p.data ->> 'note', p.data ->> 'carried_notes',"
    " p.data ->> 'reason', p.data ->> 'purpose', p.data ->> 'name')"
    " FROM cases_personaldata p WHERE p.entry_id = d.origin",
    "letter": "SELECT concat_ws(' ', m.subject, m.body) FROM cases_outboxmessage m WHERE m.id = d.origin",
    "mail": "SELECT concat_ws(' ', m.from_name, m.subject, m.text)"
    " FROM cases_inboundmail m WHERE m.id = d.origin",
}
TOLD = " ".join(f"WHEN '{source}' THEN ({words})" for source, words in WORDS.items())  # noqa: S608 - from above
DIVIDED = f"""
DO $$
DECLARE
    first bigint;
    last bigint;
BEGIN
    SELECT min(id), max(id) INTO first, last FROM cases_searchdocument;
    WHILE first <= last LOOP
        UPDATE cases_searchdocument d SET vector = told.vector
          FROM (SELECT d.id, ao_words(left(CASE d.source {TOLD} END, 20000)) AS vector
                  FROM cases_searchdocument d
                 WHERE d.id >= first AND d.id < first + {PART}) told
         WHERE d.id = told.id AND d.vector IS DISTINCT FROM told.vector AND told.vector IS NOT NULL;
        first := first + {PART};
        COMMIT;
    END LOOP;
END $$
"""  # noqa: S608 - from above


class Migration(migrations.Migration):
    atomic = False  # each part is committed

    dependencies = [("cases", "0040_texts_by_parts")]

    operations = [
        # Pages may not run for half a minute; going through years of texts may.
        migrations.RunSQL("SET statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL(DIVIDED, migrations.RunSQL.noop),
        migrations.RunSQL("RESET statement_timeout", migrations.RunSQL.noop),
    ]
