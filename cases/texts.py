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
from cases.searching import SHORT

# A part of a word as the index has it, after a mark, in no word, where kind and place will stand.
_PARTS: Final = f"""string_agg(DISTINCT '''' || chr(1) || '/' || replace(replace(
               left(part, {LONGEST_WORD}), '\\', '\\\\'), '''', '''''') || ''':*', ' & ')"""
_THERE: Final = """ao_placed(id, kind, vector) @@ (
                     SELECT string_agg('(' || replace({}, chr(1), one || '/' || place) || ')', ' | ')
                       FROM unnest(%(kinds)s::text[]) one)::tsquery"""

# `longest`: what of each place is asked first, where that is not all. LIMIT (SELECT 1): the planner reckons
# with a tenth of what there is, where for one it would go through all texts. OFFSET 0: else it reads them in
# the order of their keys until it has found enough. `whole`: no more is asked for than that these are there.
HOLDING: Final = f"""
WITH said AS (
    SELECT {_PARTS} AS told,
           {_PARTS} FILTER (WHERE word = %(longest)s) AS longest,
           bool_and(word = part AND length(part) <= {LONGEST_WORD}) AS whole
      FROM unnest(%(words)s::text[]) word, unnest(tsvector_to_array(to_tsvector('simple', word))) part
), asked AS (SELECT told, coalesce(longest, told) AS longest, whole FROM said)
SELECT found.id, found.case_id
  FROM asked,
       generate_series((SELECT max(id) >> {PLACE_BITS} FROM cases_searchdocument),
                       (SELECT min(id) >> {PLACE_BITS} FROM cases_searchdocument), -1) AS place,
       LATERAL (
           SELECT id, case_id
             FROM (SELECT id, case_id, vector FROM cases_searchdocument
                    WHERE {_THERE.format("told")}
                   OFFSET 0) there
            WHERE (longest = told OR 0 < (
                   SELECT count(*)
                     FROM (SELECT FROM cases_searchdocument
                            WHERE {_THERE.format("longest")}
                            LIMIT (SELECT 1)) one))
              AND (whole OR vector @@ to_tsquery('simple', %(query)s))
            ORDER BY id DESC LIMIT %(most)s) found
 LIMIT %(most)s
"""  # noqa: S608 - put together from numbers alone


def query_of(words: Sequence[str]) -> str:
    """Each word quoted, so that nothing in it is read as an operator; folded words hold no quote."""
    return " & ".join(f"'{word}':*" for word in words)


def given(words: Sequence[str], kinds: Sequence[str], most: int) -> dict[str, Any]:
    """The parameters of HOLDING.

    A beginning of two letters or digits stands in every place, and the index gathers all that begin with it:
    where there is one, it is asked for only in places that hold the longest word.
    """
    is_broad = any(len(word) < SHORT for word in words)
    return {
        "words": list(words),
        "longest": max(words, key=len) if is_broad else "",
        "kinds": list(kinds),
        "query": query_of(words),
        "most": most,
    }


def holding(words: Sequence[str], kinds: Sequence[str], most: int) -> list[tuple[int, int]]:
    """The newest `most` texts of cases of these kinds with every word, each as its key and its case's.

    Each word may be a beginning. The newest comes first.
    """
    if not kinds:
        return []
    with connection.cursor() as cursor:
        cursor.execute(HOLDING, given(words, kinds, most))
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def of_cases(rows: QuerySet[SearchDocument], cases: Sequence[int], most: int) -> list[int]:
    """The keys of the newest `most` of these rows that are about these cases: their texts are gone through.

    Sorted here: by a limit alone the planner reads all texts in the order of their keys.
    """
    found = rows.filter(case__in=cases).order_by().values_list("pk", flat=True)
    return sorted(found, reverse=True)[:most]
