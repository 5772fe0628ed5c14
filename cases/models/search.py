"""What was written about cases, as it is searched: kept by the database itself from where the words stand.

The words are not copied, only what an index needs of them. A text that is erased leaves the index with it.
"""

from __future__ import annotations

from typing import Final

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

VARIANTS: Final = models.Func(
    models.F("name"), function="ao_variants", output_field=ArrayField(models.TextField())
)
"""The words of a name, each also without any one letter: see `cases.folding.variants`."""

MOST_SIGNS: Final = 20_000
"""So much of one text is searched: a long mail's beginning."""

SHOWN_OF_ENTRY: Final = ("text", "note", "carried_notes", "reason", "purpose", "name")
"""The personal words of an entry that its page shows: no others are found."""

PLACE_BITS: Final = 13
"""2 to the power of it are the keys of a place: texts that came one after the other, indexed together."""

LONGEST_WORD: Final = 60
"""So many letters of a word stand in the index; of a longer one the rest is compared with the text's own."""

PLACED: Final = models.Func(
    models.F("id"),
    models.F("kind"),
    models.F("vector"),
    function="ao_placed",
    output_field=SearchVectorField(),
)
"""The words of a text, each with the kind and the place before it: "kind/17/invoice". See `cases.texts`."""

_WORDS: Final = ", ".join(f"NEW.data ->> '{name}'" for name in SHOWN_OF_ENTRY)
_PUT: Final = """
    INSERT INTO cases_searchdocument (case_id, kind, source, origin, at, author_id, vector)
    SELECT {case}, c.kind, '{source}', {origin}, {at}, {author},
           ao_words(left(concat_ws(' ', {words}), {most}))
      FROM {tables}
    ON CONFLICT (source, origin) DO UPDATE SET case_id = EXCLUDED.case_id, kind = EXCLUDED.kind,
           at = EXCLUDED.at, author_id = EXCLUDED.author_id, vector = EXCLUDED.vector;
"""


def _kept(
    name: str, source: str, key: str, put: str, only: str = "TRUE", changed: str = ""
) -> pgtrigger.Trigger:
    """The trigger of a table whose words are searched: what is erased there is erased here."""
    same = f"IF TG_OP = 'UPDATE' AND NOT ({changed}) THEN RETURN NULL; END IF;" if changed else ""
    # Put together from the names in this file alone.
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
    {same}
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM cases_searchdocument WHERE source = '{source}' AND origin = OLD.{key};
    END IF;
    IF TG_OP <> 'DELETE' AND ({only}) THEN
        {put}
    END IF;
    RETURN NULL;
    """,  # noqa: S608 - see above
    )


NOTES_SEARCHED: Final = _kept(
    "notes_searched",
    "note",
    "entry_id",
    _PUT.format(
        case="e.case_id", source="note", origin="e.id", at="e.at", author="e.actor_id", words=_WORDS,
        most=MOST_SIGNS,
        tables="cases_timelineentry e JOIN cases_case c ON c.id = e.case_id WHERE e.id = NEW.entry_id",
    ),
)  # fmt: skip
LETTERS_SEARCHED: Final = _kept(
    "letters_searched",
    "letter",
    "id",
    _PUT.format(
        case="c.id", source="letter", origin="NEW.id", at="NEW.created_at", author="NULL", most=MOST_SIGNS,
        words="NEW.subject, NEW.body", tables="cases_case c WHERE c.id = NEW.case_id",
    ),
    changed="NEW.subject <> OLD.subject OR NEW.body <> OLD.body",
)  # fmt: skip
MAILS_SEARCHED: Final = _kept(
    "mails_searched",
    "mail",
    "id",
    _PUT.format(
        case="c.id", source="mail", origin="NEW.id", at="NEW.received_at", author="NULL", most=MOST_SIGNS,
        words="NEW.from_name, NEW.subject, NEW.text", tables="cases_case c WHERE c.id = NEW.case_id",
    ),
    only="NEW.case_id IS NOT NULL",
    changed="NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.subject <> OLD.subject OR NEW.text <> OLD.text",
)  # fmt: skip


class SearchDocument(models.Model):
    """The words of one note, letter or mail of a case. Rows come from the triggers above alone.

    `origin` is the entry, letter or mail; `author` wrote the note: from outside, people find their own notes.
    `kind` is the case's, so that what somebody sees by role is decided here.
    """

    class Source(models.TextChoices):
        """Where the words stand."""

        NOTE = "note", _("In a note")
        LETTER = "letter", _("In a letter")
        MAIL = "mail", _("In a mail that came in")

    case = models.ForeignKey(
        "cases.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=24)
    source = models.CharField(max_length=8, choices=Source.choices)
    origin = models.BigIntegerField()
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+", null=True,
    )  # fmt: skip
    vector = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "origin"], name="one_document_per_origin")]
        indexes = [
            # Without a list of what is to be indexed later: every place asked would read it from end to end.
            GinIndex(PLACED, name="search_placed", fastupdate=False),
            models.Index(fields=["case"], name="search_case"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} of {self.case_id}"
