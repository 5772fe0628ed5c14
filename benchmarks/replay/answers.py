"""A sample of a replay's answers against the live rule.

python -m benchmarks.replay.answers <replay> <how many>

Each case is put together as it was by the way of its page, and decided by the rule with all its reasons, as
the door decides; the replay does neither.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Any

import django


def compared(run: Any, number: int) -> dict[str, Any]:
    """How many answers of a finished replay are those of the live rule; which are not, in words.

    Half of the sample are decisions that flip, where there are so many; the others are of cases up to the
    last one whose flips are kept, so that one that is not among them stands.
    """
    from benchmarks.place import SEED
    from cases.models import Case, StoredDecision

    random = Random(SEED)  # noqa: S311 - the same sample every time, nothing secret
    told = {(row["reference"], _instant(row["decided_at"])): row for row in run.flips}
    rows = StoredDecision.objects.filter(case__kind=run.draft.kind).select_related("case").defer("card")
    if len(run.flips) < run.result["flips"]:
        last = Case.objects.get(reference=run.flips[-1]["reference"])
        rows = rows.filter(case__lt=last.pk)
    flipped = random.sample(sorted(told), min(number // 2, len(told)))
    chosen = list(_of(rows, flipped))
    keys = list(rows.values_list("pk", flat=True))
    while len(chosen) < min(number, len(keys)):
        chosen += rows.filter(pk__in=random.sample(keys, number - len(chosen)))
    different = [found for one in chosen if (found := _difference(one, run.values, told))]
    return {
        "compared": len(chosen),
        "flipped": len(flipped),
        "otherwise": [one for one in different if one != UNKNOWN],
        "not comparable": different.count(UNKNOWN),
    }


UNKNOWN = "not comparable"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _of(rows: Any, flipped: Sequence[tuple[str, datetime]]) -> Iterator[Any]:
    for reference, at in flipped:
        yield rows.filter(case__reference=reference, decided_at=at).last()


def _difference(stored: Any, values: dict[str, Any], told: dict[Any, dict[str, Any]]) -> str:
    """What the live rule says otherwise; empty where it says the same."""
    from cases import asof, clock, registry
    from cases.routing import Policy

    kind = registry.get_kind(stored.case.kind)
    case = asof.at(kind.model.objects.get(pk=stored.case_id), stored.decided_at).case
    with clock.fixed_at(stored.decided_at):
        live = [
            kind.decide(kind.facts(case), Policy(stored.policy_version, rules), stored.decided_at)
            for rules in (stored.policy_values, {**stored.policy_values, **values})
        ]
    if (live[0].team, live[0].rule) != (stored.team, stored.rule):
        return UNKNOWN
    flip = told.get((stored.case.reference, stored.decided_at))
    said = (flip["to"]["team"], flip["to"]["rule"]) if flip else (stored.team, stored.rule)
    if said == (live[1].team, live[1].rule):
        return ""
    return f"{stored.case.reference} {stored.decided_at}: {said}, the rule says {live[1].team} {live[1].rule}"


if __name__ == "__main__":
    django.setup()
    from cases.models import PolicyReplay

    replayed = PolicyReplay.objects.select_related("draft").get(pk=int(sys.argv[1]))
    print(json.dumps(compared(replayed, int(sys.argv[2])), ensure_ascii=False))
