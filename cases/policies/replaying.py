"""Other policy values over past decisions: which would have come out otherwise. Nothing is written.

Each stored decision is taken again on the facts as they were at its instant, first under the values that it
was taken with: only where that gives the stored answer are the facts known well enough, and only those are
compared. What the case would have done afterwards is not guessed at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.fields.json import KT

from cases import asof, asof_rows, clock
from cases.kinds import Kind
from cases.models import Account, Case, StoredDecision, TimelineEntry, User
from cases.policies.moving import moved
from cases.policies.retaking import ruled
from cases.policies.spans import EVERYTHING, Span
from cases.policy import checked, in_force
from cases.routing import Policy
from cases.teams import team_label

BATCH: Final = 100


@dataclass(frozen=True)
class Flip:
    """One decision that would have come out otherwise."""

    reference: str
    decided_at: datetime
    team: str
    rule: str
    new_team: str
    new_rule: str
    amount: Decimal | None
    currency: str

    def told(self) -> dict[str, Any]:
        """The flip as a program reads it."""
        return {
            "reference": self.reference,
            "decided_at": self.decided_at,
            "from": {"team": self.team, "rule": self.rule},
            "to": {"team": self.new_team, "rule": self.new_rule},
            "amount": self.amount,
            "currency": self.currency or None,
        }


@dataclass
class Tally:
    """What came out so far. A case counts as affected once, with its money, however many decisions flip."""

    cases: int = 0
    decisions: int = 0
    unknown: int = 0
    flips: int = 0
    affected: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    money: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    deadlines: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        """The figures as a program reads them; teams by their codes."""
        teams = sorted({*self.before, *self.after})
        return {
            "cases": self.cases,
            "decisions": self.decisions,
            "not_comparable": self.unknown,
            "flips": self.flips,
            "cases_affected": self.affected,
            "teams": [
                {"team": team, "label": label(team), "before": self.before[team], "after": self.after[team]}
                for team in teams
            ],
            "moves": [
                {"from": old, "to": new, "decisions": number}
                for (old, new), number in sorted(self.moves.items())
            ],
            "deadlines": dict(sorted(self.deadlines.items())),
            "money": {currency: str(amount) for currency, amount in sorted(self.money.items())},
        }

    def add(self, told: Mapping[str, Any]) -> None:
        """Counts in what came out of other cases, as they told it."""
        self.cases += told["cases"]
        self.decisions += told["decisions"]
        self.unknown += told["not_comparable"]
        self.flips += told["flips"]
        self.affected += told["cases_affected"]
        self.before.update({row["team"]: row["before"] for row in told["teams"]})
        self.after.update({row["team"]: row["after"] for row in told["teams"]})
        self.moves.update({(row["from"], row["to"]): row["decisions"] for row in told["moves"]})
        self.deadlines.update(told["deadlines"])
        for currency, amount in told["money"].items():
            self.money[currency] += Decimal(amount)


def label(team: str) -> str:
    """A team for people; what a decision names and is no team stands as it is."""
    try:
        return team_label(team)
    except KeyError:
        return team.replace("_", " ")


def replay(
    kind: Kind,
    values: Mapping[str, Any],
    *,
    since: datetime | None = None,
    tally: Tally,
    wanted: Callable[[], bool] = lambda: True,
    span: Span = EVERYTHING,
) -> Iterator[Flip]:
    """The flips under `values` of decisions taken since an instant, counted in `tally`, oldest case first.

    Only of cases in `span`. `wanted` is asked after each batch and ends it with False. Raises PolicyError.
    """
    fitting, left = checked(kind, values), span
    while True:
        with transaction.atomic():
            _read_only()
            cases = _next(kind, left, since)
            found = list(_batch(kind, cases, fitting, since, tally))
        yield from found
        if not cases:
            break
        left = Span(cases[-1].pk, span.upto)
        if not wanted():
            return
    with transaction.atomic():
        _read_only()
        rules = Policy(0, {**in_force(kind, clock.now()).values, **fitting})
        tally.deadlines.update(one.kind for one in moved(kind, rules, span=span))


def decided(kind: Kind, span: Span = EVERYTHING, since: datetime | None = None) -> QuerySet[Any, int]:
    """The keys of the cases that a replay goes through, in its order."""
    rows = StoredDecision.objects.filter(span.holds, case__kind=kind.code)
    rows = rows.filter(decided_at__gte=since) if since else rows
    return rows.order_by("case").values_list("case", flat=True).distinct()


def _read_only() -> None:
    """From here on this transaction cannot write, whatever is called in it; not inside another one."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")


def _next(kind: Kind, span: Span, since: datetime | None) -> list[Any]:
    keys = list(decided(kind, span, since)[:BATCH])
    rows = kind.model.objects.filter(pk__in=keys).select_related(*_named(kind.model))
    return list(rows.order_by("pk"))


@cache
def _named(model: type[Case]) -> tuple[str, ...]:
    """The account and the people that a case names: the facts have their names."""
    return tuple(row.name for row in model._meta.concrete_fields if row.related_model in {Account, User})


def _batch(
    kind: Kind, cases: Sequence[Any], values: Mapping[str, Any], since: datetime | None, tally: Tally
) -> Iterator[Flip]:
    keys = [case.pk for case in cases]
    kind.model.read_parts(cases)
    asof_rows.read_records(cases)
    entries, decisions = defaultdict(list), defaultdict(list)
    for entry in _entries(keys):
        entries[entry.case_id].append(entry)
    for stored in _decisions(keys):
        if since is None or stored.decided_at >= since:
            decisions[stored.case_id].append(stored)
    for case in cases:
        yield from _case(kind, case, entries[case.pk], decisions[case.pk], values, tally)


def _decisions(keys: Sequence[int]) -> Iterable[StoredDecision]:
    """The decisions of the cases with their answers, newest first; their cards are long and told nobody."""
    rows = StoredDecision.objects.filter(case__in=keys).order_by("case", "-seq")
    return rows.defer("card").annotate(answer=KT("card__answer"))


def _entries(keys: Sequence[int]) -> Iterable[TimelineEntry]:
    rows = TimelineEntry.objects.filter(case__in=keys, refused=False)
    return rows.order_by("case", "seq").select_related("personal")


def _case(
    kind: Kind,
    case: Any,
    entries: Sequence[TimelineEntry],
    decisions: Sequence[StoredDecision],
    values: Mapping[str, Any],
    tally: Tally,
) -> Iterator[Flip]:
    """Newest decision first, so that the case is wound back only once."""
    amount, currency, later, affected = case.amount_shown, case.currency_shown, list(entries), False
    tally.cases += 1
    for stored in decisions:
        tally.decisions += 1
        entry = _told_by(stored, entries)
        if entry is None:
            tally.unknown += 1
            continue
        asof.wind_back(case, kind, entries, later, entry)
        later = [row for row in later if row.seq <= entry.seq]
        new = ruled(kind, case, stored, values)
        if new is None:
            tally.unknown += 1
            continue
        tally.before[stored.team] += 1
        tally.after[new.team] += 1
        if (new.team, new.rule) == (stored.team, stored.rule):
            continue
        tally.flips += 1
        tally.moves[stored.team, new.team] += 1
        if not affected and amount is not None:
            tally.money[currency] += amount
        tally.affected += not affected
        affected = True
        yield Flip(
            case.reference, stored.decided_at, stored.team, stored.rule, new.team, new.rule, amount, currency
        )


def _told_by(stored: StoredDecision, entries: Sequence[TimelineEntry]) -> TimelineEntry | None:
    """The entry that a decision was taken with; several may bear the same instant."""
    return next((row for row in entries if row.data.get("decision", {}).get("seq") == stored.seq), None)
