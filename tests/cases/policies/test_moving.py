"""A change that moves set deadlines does just what was foretold, once per case, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from cases import clock, policy, tasks, timeline
from cases.kinds import Kind
from cases.models import Case, Deadline, DeadlineMove, PolicyDraft, StoredDecision, TimelineEntry, User
from cases.planning import REDATE
from cases.policies import drafting, following, moving
from cases.policies.effect import effect_of
from cases.policies.payload import digest_of
from cases.policy import Book, Written
from cases.routing import Policy
from cases.workflow import advance
from tests.cases.helpers import approved, done, open_seats, pass_at

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
Change = Callable[..., PolicyDraft]
DAY = datetime.fromisoformat("2026-03-02T09:00:00+00:00")


@pytest.fixture
def change(seats: Kind, mona: User, malin: User) -> Change:
    """A change that Mona submitted and Malin approved."""

    def make(choice: str = "move", start: datetime | None = None, **values: Any) -> PolicyDraft:
        draft = drafting.begin(
            seats, values, effective_from=start, reason="Shorter.", author=mona, set_deadlines=choice
        )
        draft = drafting.submit(draft, by=mona).draft
        done_ = drafting.approve(draft, by=malin, digest=digest_of(draft), shown=effect_of(draft))
        assert done_.ok, done_.refusals
        return done_.draft

    return make


def armed() -> dict[tuple[str, str], datetime]:
    """When each armed step is due, by case and kind."""
    rows = Deadline.objects.filter(status="armed").select_related("case")
    return {(row.case.reference, row.kind): row.due_at for row in rows}


# Set at 09:00: which of versions (starts, written, moves) moves it, by when it is due and asked for.
MOVING: list[tuple[str, list[tuple[int, int, bool]], int, int, int | None]] = [
    ("nothing changed", [], 9, 5, None),
    ("a change that keeps", [(2, 1, False)], 9, 5, None),
    ("a change that moves", [(2, 1, True)], 9, 5, 2),
    ("not before its start", [(2, 1, True)], 9, 1, None),
    ("from its start on", [(2, 1, True)], 9, 2, 2),
    ("due by its start", [(2, 1, True)], 2, 5, None),
    ("due right after its start", [(2, 1, True)], 3, 5, 2),
    ("known and in force when it was set", [(-2, -3, True)], 9, 5, None),
    ("written when it was set", [(-2, 0, True)], 9, 5, 2),
    ("planned before it was set", [(2, -3, True)], 9, 5, 2),
    ("one that keeps comes after", [(2, 1, True), (3, 1, False)], 9, 5, 2),
    ("the newest that moves", [(2, 1, True), (3, 1, True)], 9, 5, 3),
]


@pytest.mark.parametrize(
    ("versions", "due", "asked", "number"), [row[1:] for row in MOVING], ids=[row[0] for row in MOVING]
)
def test_which_version_moves_a_step(
    seats: Kind, versions: list[tuple[int, int, bool]], due: int, asked: int, number: int | None
) -> None:
    written = [
        Written(DAY + start * HOUR, order, DAY + known * HOUR, {}, moves)
        for order, (start, known, moves) in enumerate(versions, 2)
    ]
    found = Book.of(seats, written).moving(DAY, DAY + due * HOUR, DAY + asked * HOUR)
    assert (found.number if found else None) == number


def test_an_older_digest_stays_valid(seats: Kind, mona: User) -> None:
    """That deadlines keep their dates is what drafts said before there was a choice: nothing."""
    given: dict[str, Any] = {"effective_from": None, "reason": "x", "author": mona}
    keep = drafting.begin(seats, {"answer_hours": 10}, **given)
    before = digest_of(keep)
    keep.set_deadlines = "move"
    assert digest_of(keep) != before


@pytest.mark.parametrize("hours", [10, 71, 200])
def test_what_was_foretold_comes_about(
    seats: Kind, alice: User, change: Change, on_monday: datetime, hours: int
) -> None:
    """After the pass the armed steps are those from before, but for the ones that were foretold."""
    for size in (6, 7, 8):
        approved(alice, seats_wanted=size)
    open_seats(alice)
    values = {"answer_hours": hours, "requested.attention_hours": hours}
    before, decided = armed(), list(StoredDecision.objects.values())
    with clock.fixed_at(on_monday + HOUR):
        rules = Policy(1, policy.in_force(seats, clock.now()).values | values)
        foretold = {(one.reference, one.kind): one.anew for one in moving.moved(seats, rules)}
        assert len(foretold) >= 3
        change(**values)
        tasks.move_deadlines()
        versions = list(Case.objects.order_by("pk").values_list("version", flat=True))
        run = DeadlineMove.objects.get()
        assert armed() == before | {key: at for key, at in foretold.items() if at}
        told = TimelineEntry.objects.filter(action=REDATE)
        assert told.count() == len({reference for reference, _ in foretold}) == run.moved
        assert (run.status, run.done, run.failed) == ("done", run.total, 0)
        assert list(StoredDecision.objects.values()) == decided
        tasks.move_deadlines()
        assert not following.run_next()
        assert told.count() == run.moved
    reasons = set(Deadline.objects.filter(status="cancelled").values_list("reason", flat=True))
    assert "Policy version 2 changed its date." in reasons
    assert list(Case.objects.order_by("pk").values_list("version", flat=True)) == versions
    assert not list(timeline.faults())


def test_a_change_that_keeps_leaves_all(alice: User, change: Change, on_monday: datetime) -> None:
    case = approved(alice)
    before = armed()
    change("keep", answer_hours=10)
    tasks.move_deadlines()
    assert not DeadlineMove.objects.exists()
    with clock.fixed_at(on_monday + HOUR):
        done(advance(case.reference, "note", actor=alice, data={"text": "Called."}))
    assert armed() == before


def test_a_pass_that_is_killed_goes_on(
    alice: User, change: Change, on_monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case is dated anew and counted, or neither; what was not reached is done by whoever comes next."""
    for size in (6, 7, 8):
        approved(alice, seats_wanted=size)
    change(answer_hours=10)
    calls: list[str] = []

    def killed_at_the_second(*args: Any, **options: Any) -> Any:
        calls.append(args[0])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return advance(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(following, "advance", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            tasks.move_deadlines()
    run = DeadlineMove.objects.get()
    assert (run.status, run.done, run.moved) == ("running", 0, 1)
    assert not following.run_next()  # its lease is not over
    DeadlineMove.objects.update(lease_until=on_monday - HOUR)
    tasks.move_deadlines()
    run.refresh_from_db()
    assert (run.status, run.done, run.moved, run.total) == ("done", 3, 3, 3)
    assert TimelineEntry.objects.filter(action=REDATE).count() == 3


def test_one_case_that_fails_stops_no_other(
    alice: User, change: Change, on_monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [approved(alice, seats_wanted=size) for size in (6, 7, 8)]

    def failing(reference: str, *args: Any, **options: Any) -> Any:
        if reference == cases[1].reference:
            raise RuntimeError("no")
        return advance(reference, *args, **options)

    def unreadable(kind: Kind, case: Any) -> bool:
        if case.pk == cases[2].pk:
            raise RuntimeError("no")
        return moves(kind, case)

    moves = following._moves
    change(answer_hours=10)
    monkeypatch.setattr(following, "advance", failing)
    monkeypatch.setattr(following, "_moves", unreadable)
    tasks.move_deadlines()
    run = DeadlineMove.objects.get()
    assert (run.status, run.done, run.moved, run.failed) == ("done", 3, 1, 2)


def test_it_waits_for_its_start(alice: User, change: Change, on_monday: datetime) -> None:
    """Before the start nothing moves; a step that is due at the start happens as it was set."""
    early, late = approved(alice, seats_wanted=6), None
    with clock.fixed_at(on_monday + 10 * HOUR):
        late = approved(alice, seats_wanted=7)
    change(start=on_monday + 72 * HOUR, answer_hours=100)
    before = armed()
    with clock.fixed_at(on_monday + 72 * HOUR - HOUR):
        tasks.move_deadlines()
    assert armed() == before
    with clock.fixed_at(on_monday + 73 * HOUR):
        tasks.move_deadlines()
        after = armed()
    expiry = [(one.reference, "sc.expiry") for one in (early, late)]
    assert after[expiry[0]] == before[expiry[0]]
    assert after[expiry[1]] == before[expiry[1]] + 28 * HOUR


def test_whoever_comes_first_dates_it_anew(alice: User, change: Change, on_monday: datetime) -> None:
    """A step that is due before the pass came, and a person's change, find what the pass would find."""
    due, touched = approved(alice, seats_wanted=6), approved(alice, seats_wanted=7)
    pass_at(on_monday + 49 * HOUR)
    before = armed()
    with clock.fixed_at(on_monday + 50 * HOUR):
        change(answer_hours=100)
        done(advance(touched.reference, "note", actor=alice, data={"text": "Called."}))
    pass_at(on_monday + 73 * HOUR)
    for case in (due, touched):
        key = (case.reference, "sc.expiry")
        assert armed()[key] == before[key] + 28 * HOUR
    assert due.timeline.get(action=REDATE).to_state == "confirming"
    told = touched.timeline.get(action="note").data["deadlines"]
    assert [one.get("policy_version") for one in told] == [2, None]
    with clock.fixed_at(on_monday + 74 * HOUR):
        tasks.move_deadlines()
    assert (DeadlineMove.objects.get().moved, touched.timeline.filter(action=REDATE).count()) == (0, 0)


def test_what_would_lie_in_the_past_is_due_at_once(alice: User, change: Change, on_monday: datetime) -> None:
    case = approved(alice, seats_wanted=6)
    with clock.fixed_at(on_monday + 20 * HOUR):
        change(answer_hours=10)
        tasks.move_deadlines()
    assert armed()[case.reference, "sc.expiry"] == on_monday + 10 * HOUR
    pass_at(on_monday + 20 * HOUR + timedelta(seconds=1))
    assert case.deadlines.get(kind="sc.expiry", status="fired").due_at == on_monday + 10 * HOUR
