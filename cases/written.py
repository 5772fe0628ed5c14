"""What was written about the cases somebody sees, and names like the one they typed.

Asked by the search page alone. Notes, letters and mails have an index of their own (`models.search`), so that
the search in lists stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat, Length

from cases import access, clock
from cases.access import Sight
from cases.folding import Piece, fold, is_slip, marked, variants, words_of
from cases.models import (
    SHOWN_OF_ENTRY,
    VARIANTS,
    Account,
    Case,
    InboundMail,
    OutboxMessage,
    PersonalData,
    SearchDocument,
    User,
)
from cases.referring import meant
from cases.teams import OUTSIDE
from cases.texts import holding, of_cases, query_of

NEWEST: Final = 200
"""Of so many of the newest texts with the words the best ones are shown: the cost has an end."""

TEXTS_LOOKED_AT: Final = 1000
CASES_LOOKED_AT: Final = 500
"""Of texts with the words, and of the cases that somebody sees without a role: see `_of_others`."""

SHOWN: Final = 20
NAMES_SHOWN: Final = 5
NAMES_LOOKED_AT: Final = 40
SPACE: Final = Value(" ")
Source = SearchDocument.Source


@dataclass(frozen=True)
class Written:
    """One text with the words: whose case, where the words stand, and the part around them in pieces."""

    reference: str
    account: str
    kind: str
    state: str
    source: str
    at: datetime
    seq: int | None
    pieces: tuple[Piece, ...]


def meant_by_number(user: User, text: str) -> list[str]:
    """The numbers of the cases this person sees and may mean, however the number was written."""
    said = meant(text, clock.now().year)
    if not said:
        return []
    found = access.visible_to(user).filter(reference__in=said).values_list("reference", flat=True)
    return sorted(found, reverse=True)


def written_about(user: User, text: str) -> list[Written]:
    """The best of the newest notes, letters and mails with every word of `text`, as far as they are read.

    Each word may be a beginning. From outside people find their own notes alone.
    """
    words = words_of(fold(text).replace("\\", " "))
    if not words:
        return []
    rank = SearchRank(F("vector"), SearchQuery(query_of(words), config="simple", search_type="raw"))
    rows = SearchDocument.objects.filter(pk__in=_newest(user, words)).annotate(rank=rank)
    rows = rows.annotate(
        reference=F("case__reference"), state=F("case__state"), account=F("case__account__name")
    )
    found = list(rows.order_by("-rank", "-at", "-pk").defer("vector")[:SHOWN])
    texts = _texts(found)
    told = [(row, texts.get((row.source, row.origin))) for row in found]
    return [_written(row, words, *text) for row, text in told if text is not None]


def _newest(user: User, words: Sequence[str]) -> list[int]:
    """The keys of the newest texts with the words that this person reads."""
    sight = access.sight_of(user)
    seen = [key for key, _ in holding(words, sight.kinds, NEWEST)]
    others = _of_others(user, sight, words) if sight.unseen else []
    return sorted([*seen, *others], reverse=True)[:NEWEST]


def _of_others(user: User, sight: Sight, words: Sequence[str]) -> list[int]:
    """The same in cases of other kinds: those taken part in, and those of somebody's organisation.

    Of the newest texts with the words those are kept that are theirs; where words are so frequent that these
    are not all, the texts of the newest cases that are theirs are gone through as well.
    """
    rows = SearchDocument.objects.exclude(source=Source.MAIL)  # mails are for who acts in the kind
    if user.roles & OUTSIDE:
        rows = rows.filter(source=Source.NOTE, author=user)
    near = holding(words, sight.unseen, TEXTS_LOOKED_AT)
    theirs = sight.others()
    found = rows.filter(pk__in=[key for key, _ in near], case__in=theirs).values_list("pk", flat=True)
    keys = set(found)
    if len(near) == TEXTS_LOOKED_AT and len(keys) < NEWEST:
        cases = list(theirs.order_by("-case").values_list("case", flat=True)[:CASES_LOOKED_AT])
        query = SearchQuery(query_of(words), config="simple", search_type="raw")
        keys |= set(of_cases(rows.filter(vector=query), cases, NEWEST))
    return sorted(keys, reverse=True)[:NEWEST]


def _texts(rows: Sequence[SearchDocument]) -> dict[tuple[str, int], tuple[str, int | None]]:
    """The text of each row, read where it stands, and the number of its entry: a statement a sort at most."""
    keys = {source: [row.origin for row in rows if row.source == source] for source in Source.values}
    told: dict[tuple[str, int], tuple[str, int | None]] = {}
    if keys[Source.NOTE]:
        notes = PersonalData.objects.filter(pk__in=keys[Source.NOTE]).values_list("pk", "data", "entry__seq")
        for pk, data, seq in notes:
            told[Source.NOTE, pk] = (
                " ".join(str(data[name]) for name in SHOWN_OF_ENTRY if data.get(name)),
                seq,
            )
    sources: dict[str, QuerySet[Any]] = {
        Source.LETTER: OutboxMessage.objects.annotate(
            words=Concat("subject", SPACE, "body", output_field=TextField())
        ),
        Source.MAIL: InboundMail.objects.annotate(
            words=Concat("from_name", SPACE, "subject", SPACE, "text", output_field=TextField())
        ),
    }
    for source, found in sources.items():
        if keys[source]:
            lines = found.filter(pk__in=keys[source]).values_list("pk", "words")
            told |= {(source, pk): (text, None) for pk, text in lines}
    return told


def _written(row: Any, words: list[str], text: str, seq: int | None) -> Written:
    return Written(
        row.reference,
        row.account,
        row.kind,
        row.state,
        row.source,
        row.at,
        seq,
        tuple(marked(text, words)),
    )


def accounts_like(user: User, text: str) -> list[tuple[int, str]]:
    """Accounts of cases this person sees whose names hold every word, a letter of each amiss."""
    words = _long_enough(text)
    if not words:
        return []
    named = list(_like(Account.objects.all(), words).values_list("pk", flat=True)[:NAMES_LOOKED_AT])
    # By their keys: asked together with the names, the planner looks at every case that somebody may see.
    seen = access.sight_of(user).among_few()
    theirs = Case.objects.filter(seen, account__in=named).values("account")
    rows = Account.objects.filter(pk__in=theirs).values_list("pk", "name")
    return _best(rows, words)


def people_like(user: User, text: str) -> list[tuple[str, str]]:
    """Colleagues whose names hold every word, a letter of each amiss; nobody for people from outside."""
    words = _long_enough(text)
    if not words or user.roles & OUTSIDE:
        return []
    named = _like(User.objects.filter(is_active=True), words)
    return _best(named.values_list("username", "name")[:NAMES_LOOKED_AT], words)


def _long_enough(text: str) -> list[str]:
    """The words, where each of them can be looked for; none else."""
    words = words_of(text)
    return words if all(variants(word) for word in words) else []


def _like(rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    rows = rows.alias(variants=VARIANTS)
    for word in words:
        rows = rows.filter(variants__overlap=sorted(variants(word)))
    # Sorted first: by a limit alone the planner reads names one by one until it has enough of them.
    return rows.order_by(Length("name"), "pk")


def _best(rows: Any, words: Sequence[str]) -> list[Any]:
    """Those that do hold the words, the fewest slips first."""
    found = []
    for key, name in rows:
        there = words_of(name)
        if all(any(is_slip(word, one) for one in there) for word in words):
            found.append((sum(word not in there for word in words), name, key))
    return [(key, name) for _, name, key in sorted(found)[:NAMES_SHOWN]]
