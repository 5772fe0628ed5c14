"""Numbers and addresses in texts are found by each of their parts: "0042" finds "O-20240517-0042".

A text is divided where what is searched for is divided, and at every other sign that is no letter.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# As the words that are searched for, `cases.folding.BETWEEN`: the server's own parser takes the hyphen for a sign
# of the number behind it, and an address for one word.
FUNCTION = r"""
CREATE FUNCTION ao_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
SELECT to_tsvector('simple', regexp_replace(ao_folded($1), '[\s!-/:-@\[-`{-~\u2013\u2014\u2019]+', ' ', 'g'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0039_states_by_team"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION ao_words(text)"),
        pgtrigger.migrations.RemoveTrigger(
            model_name="inboundmail",
            name="mails_searched",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outboxmessage",
            name="letters_searched",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="personaldata",
            name="notes_searched",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inboundmail",
            trigger=pgtrigger.compiler.Trigger(
                name="mails_searched",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND NOT (NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.subject <> OLD.subject OR NEW.text <> OLD.text) THEN RETURN NULL; END IF;\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'mail' AND origin = OLD.id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (NEW.case_id IS NOT NULL) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT c.id, c.kind, 'mail', NEW.id, NEW.received_at, NULL,\n           ao_words(left(concat_ws(' ', NEW.from_name, NEW.subject, NEW.text), 20000))\n      FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="ea5201690a0075c43fe2d14bcd9f86881a8d8215",
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
                    func="\n    IF TG_OP = 'UPDATE' AND NOT (NEW.subject <> OLD.subject OR NEW.body <> OLD.body) THEN RETURN NULL; END IF;\n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'letter' AND origin = OLD.id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (TRUE) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT c.id, c.kind, 'letter', NEW.id, NEW.created_at, NULL,\n           ao_words(left(concat_ws(' ', NEW.subject, NEW.body), 20000))\n      FROM cases_case c WHERE c.id = NEW.case_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="2a356368ccf0871508d6d00a8babb562dcf66a2d",
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
                    func="\n    \n    IF TG_OP <> 'INSERT' THEN\n        DELETE FROM cases_searchdocument WHERE source = 'note' AND origin = OLD.entry_id;\n    END IF;\n    IF TG_OP <> 'DELETE' AND (TRUE) THEN\n        \n    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)\n    SELECT e.case_id, c.kind, 'note', e.id, e.at, e.actor_id,\n           ao_words(left(concat_ws(' ', NEW.data ->> 'text', NEW.data ->> 'note', NEW.data ->> 'carried_notes', NEW.data ->> 'reason', NEW.data ->> 'purpose', NEW.data ->> 'name'), 20000))\n      FROM cases_timelineentry e JOIN cases_case c ON c.id = e.case_id WHERE e.id = NEW.entry_id\n    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,\n           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;\n\n    END IF;\n    RETURN NULL;\n    ",
                    hash="c9d2f176e5e822d131423180f14998aaad37ef30",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_notes_searched_a2e28",
                    table="cases_personaldata",
                    when="AFTER",
                ),
            ),
        ),
    ]
