"""The daily figures against a plain count of the same history, kept bit by bit and built again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cases import clock, deadlines
from cases.daily import keeping
from cases.daily.buckets import bucket_of
from cases.kind_figures import KindFigure, Tally
from cases.models import ALWAYS, Case, DailyFigure, Deadline, FiguresMark, TimelineEntry, User
from cases.workflow import advance, record
from tests.cases.conftest import MONDAY
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db
Key = tuple[Any, ...]


def stored() -> Counter[Key]:
    names = ("day", "kind", "team", "measure", "key", "bucket", "n")
    rows = DailyFigure.objects.exclude(n=0).values_list(*names)
    return Counter({tuple(row[:-1]): row[-1] for row in rows})


def walk(random: Random, alice: User) -> Iterator[datetime]:
    """A week of random steps on a few cases, some of them refused; yields after each."""
    now, cases = MONDAY, list[Any]()
    for _ in range(60):
        now += timedelta(minutes=random.choice([3, 50, 400]))
        with clock.fixed_at(now):
            deadlines.run_pass()
            if len(cases) < 6:
                cases.append(open_seats(alice))
            case = random.choice(cases)
            act = random.choice(["approve", "decline", "customer_confirmed"])
            if act == "customer_confirmed":
                record(case.reference, act, None, actor=alice)
            else:
                advance(case.reference, act, actor=alice, data={"reason": "Asked for"})
        yield now


def slowly(seats: Any) -> Counter[Key]:
    """The same figures, case by case and entry by entry."""
    found, states = Counter[Key](), {s.code: (s.team or "", not s.closed) for s in seats.states}
    for case in Case.objects.all():
        since = None
        for entry in TimelineEntry.objects.filter(case=case.pk).order_by("seq"):
            base = (entry.recorded_at.astimezone(UTC).date(), case.kind)
            if entry.refused:
                held = states[entry.from_state][0]
                found.update((*base, held, "refused", one["code"], 0) for one in entry.data["refusals"])
            elif entry.from_state != entry.to_state:
                _left(found, base, entry, since, states)
                _entered(found, base, entry, states)
                since = entry.at
        _ended(found, case, states)
    return Counter({key: n for key, n in found.items() if n})


def _left(found: Counter[Key], base: Key, entry: Any, since: Any, states: dict[str, Any]) -> None:
    (was, was_open), (to, is_open) = states.get(entry.from_state, ("", False)), states[entry.to_state]
    if not was_open:
        return
    found[(*base, was, "stay", entry.from_state, bucket_of((entry.at - since).total_seconds()))] += 1
    found[(ALWAYS, base[1], was, "standing", entry.from_state, 0)] -= 1
    found[(*base, was, "went", "", 0)] += 0 if is_open and to == was else 1


def _ended(found: Counter[Key], case: Case, states: dict[str, Any]) -> None:
    """Each case once, where it was closed last."""
    if case.closed_at is None:
        return
    rows = TimelineEntry.objects.filter(case=case.pk, refused=False).order_by("-seq")
    last = next(row for row in rows if row.to_state != row.from_state)
    base = (case.closed_at.astimezone(UTC).date(), case.kind, states[last.from_state][0])
    took = bucket_of((last.at - case.opened_at).total_seconds())
    found[(*base, "closed", case.outcome or case.state, took)] += 1
    late = Deadline.objects.filter(case=case.pk, kind="attention", status="fired")
    found[(*base, "late", "", 0)] += late.exists()


def _entered(found: Counter[Key], base: Key, entry: Any, states: dict[str, Any]) -> None:
    (was, was_open), (to, is_open) = states.get(entry.from_state, ("", False)), states[entry.to_state]
    found[(*base, to, "opened", "", 0)] += not entry.from_state
    if is_open:
        found[(*base, to, "entered", entry.to_state, 0)] += 1
        found[(ALWAYS, base[1], to, "standing", entry.to_state, 0)] += 1
        found[(*base, to, "came", "", 0)] += 0 if was_open and to == was else 1


def test_figures_are_those_of_a_plain_count(alice: User, seats: Any) -> None:
    for number, now in enumerate(walk(Random(7), alice)):
        if number % 17 == 0:
            with clock.fixed_at(now):
                keeping.keep()
    with clock.fixed_at(now + timedelta(minutes=6)):
        keeping.keep()
        bit_by_bit = stored()
        keeping.keep()
        assert stored() == bit_by_bit
        keeping.rebuild()
    assert stored() == bit_by_bit
    ages = Counter({key: n for key, n in bit_by_bit.items() if key[3] == "age"})
    assert bit_by_bit - ages == slowly(seats)
    assert {key[3] for key in bit_by_bit} >= {"opened", "closed", "came", "went", "stay", "refused", "late"}
    open_now = {key[2:3] + key[4:5]: n for key, n in bit_by_bit.items() if key[3] == "standing"}
    counted = Counter((case.team, case.state) for case in Case.objects.filter(closed_at=None))
    assert open_now == dict(counted) == {key[2:3] + key[4:5]: n for key, n in ages.items()}


def test_what_is_not_settled_waits_for_the_next_time(alice: User) -> None:
    with clock.fixed_at(MONDAY):
        open_seats(alice)
    with clock.fixed_at(MONDAY + timedelta(minutes=4)):
        keeping.keep()
        assert not DailyFigure.objects.filter(measure="opened").exists()
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        assert keeping.keep() >= 1
        assert DailyFigure.objects.get(measure="opened").n == 1
        assert FiguresMark.objects.get().until == MONDAY


def test_a_kinds_own_figure_is_counted_anew(alice: User, changed_kind: Any) -> None:
    given = [Tally(MONDAY.date(), 3, 4, key="a")]
    figure = KindFigure("share", "Share", "Of all, those.", "those", lambda since: given, is_share=True)
    changed_kind(figures=(figure,))
    with clock.fixed_at(MONDAY):
        keeping.keep()
        given[0] = Tally(MONDAY.date(), 5, 6, key="a")
        keeping.keep()
    rows = DailyFigure.objects.filter(measure__startswith="own").order_by("measure")
    assert [(row.measure, row.key, row.n) for row in rows] == [
        ("own", "share:a", 5),
        ("own_of", "share:a", 6),
    ]
