"""The newest texts that hold words, found at a cost that does not grow with how many hold them.

An index of words answers with every text that holds a word before the newest of them is known. So texts are
indexed by places: so many that came one after the other, of cases of one kind (`models.search.PLACED`). Place
by place is asked, the newest first, until there are enough: a place without the words takes some
microseconds, and of one with them no more texts are read than it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from cases.models import SearchDocument
from cases.models.search import LONGEST_WORD, PLACE_BITS

# The parts of the words as the index has them, after a mark, in no word, where kind and place will stand;
# `whole`: nothing more is asked for than that these are there. Then the places, the newest first.
# OFFSET 0: else the planner reads all texts in the order of their keys until it has found enough.
HOLDING: Final = f"""
WITH asked AS (
    SELECT string_agg(DISTINCT '''' || chr(1) || '/' || replace(replace(
               left(part, {LONGEST_WORD}), '\\', '\\\\'), '''', '''''') || ''':*', ' & ') AS told,
           bool_and(word = part AND length(part) <= {LONGEST_WORD}) AS whole
      FROM unnest(%(words)s::text[]) word, unnest(tsvector_to_array(to_tsvector('simple', word))) part
)
SELECT found.id, found.case_id
  FROM asked,
       generate_series((SELECT max(id) >> {PLACE_BITS} FROM cases_searchdocument),
                       (SELECT min(id) >> {PLACE_BITS} FROM cases_searchdocument), -1) AS place,
       LATERAL (
           SELECT id, case_id
             FROM (SELECT id, case_id, vector FROM cases_searchdocument
                    WHERE ao_placed(id, kind, vector) @@ (
                          SELECT string_agg('(' || replace(told, chr(1), one || '/' || place) || ')', ' | ')
                            FROM unnest(%(kinds)s::text[]) one)::tsquery
                   OFFSET 0) there
            WHERE asked.whole OR vector @@ to_tsquery('simple', %(query)s)
            ORDER BY id DESC LIMIT %(most)s) found
 LIMIT %(most)s
"""  # noqa: S608 - put together from numbers alone


def query_of(words: Sequence[str]) -> str:
    """Each word quoted, so that nothing in it is read as an operator; folded words hold no quote."""
    return " & ".join(f"'{word}':*" for word in words)


def holding(words: Sequence[str], kinds: Sequence[str], most: int) -> list[tuple[int, int]]:
    """The newest `most` texts of cases of these kinds with every word, each as its key and its case's.

    Each word may be a beginning. The newest comes first.
    """
    if not kinds:
        return []
    asked: dict[str, Any] = {
        "words": list(words),
        "kinds": list(kinds),
        "query": query_of(words),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(HOLDING, asked)
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def of_cases(rows: QuerySet[SearchDocument], cases: Sequence[int], most: int) -> list[int]:
    """The keys of the newest `most` of these rows that are about these cases: their texts are gone through.

    Sorted here: by a limit alone the planner reads all texts in the order of their keys.
    """
    found = rows.filter(case__in=cases).order_by().values_list("pk", flat=True)
    return sorted(found, reverse=True)[:most]
