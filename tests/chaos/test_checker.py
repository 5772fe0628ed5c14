"""The checker itself: a whole record is no breach, and each kind of breach is found by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.chaos.calls import Asked, Reached
from tests.chaos.checker import Armed, Entry, Evidence, Sent, breaches, summary

DUE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = DUE + timedelta(hours=1)
LATER = NOW + timedelta(hours=1)
MOMENT = ("x.reminder", "", DUE)
AHEAD = ("x.expiry", "", LATER)

FIRED = Armed("X-1", "x.reminder", "", DUE, DUE, "fired")
WAITS = Armed("X-1", "x.expiry", "", LATER, LATER, "armed")
GONE = Armed("X-2", "x.reminder", "", DUE, DUE, "cancelled", "The case moved on.")
OPENED = Entry(
    "X-1", 1, "open", DUE - timedelta(days=1), by_person=True, planned=((MOMENT, "armed"), (AHEAD, "armed"))
)
ENTRY = Entry("X-1", 2, "x.reminder", DUE + timedelta(seconds=2), fired=MOMENT)
MESSAGE = Sent("X-1/2/1", "X-1", 2)
CLOSED = Asked("X-1/1/crm/close", "X-1", "crm", "close", "done", "ok")
REFUSED = replace(CLOSED, status="stuck", outcome="rejected", reason="Close notes are missing.")
DONE_THERE = tuple(Reached(what, "crm", "X-1", "close", CLOSED.key) for what in ("asked", "effect"))
WHOLE = Evidence(
    now=NOW,
    armed=(FIRED, WAITS, GONE),
    entries=(OPENED, ENTRY),
    sent=(MESSAGE,),
    delivered=("X-1/2/1",),
    acknowledged={("X-1", "open"): 1},
    brought=("<1@x>",),
    mails=(("<1@x>", True),),
    calls=(CLOSED,),
    wanted=("X-1/1/crm/close",),
    reached=(DONE_THERE[0], DONE_THERE[1]),
)
TAKEN_AWAY = replace(OPENED, seq=2, action="approve", planned=((MOMENT, "cancelled"),))

BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("lost", "due and still armed", {
        "armed": (replace(FIRED, status="armed"), WAITS, GONE), "entries": (OPENED,),
        "sent": (), "delivered": (),
    }),
    ("doubled", "two entries of one deadline", {"entries": (OPENED, ENTRY, replace(ENTRY, seq=3))}),
    ("no entry", "fired without an entry", {"entries": (OPENED,), "sent": (), "delivered": ()}),
    ("no entry", "a message without its entry", {"sent": (MESSAGE, Sent("X-1/9/1", "X-1", 9)),
                                                 "delivered": ("X-1/2/1", "X-1/9/1")}),
    ("no entry", "a message of a refusal", {"entries": (OPENED, replace(ENTRY, fired=None, refused=True)),
                                            "armed": (WAITS, GONE, replace(FIRED, status="parked"))}),
    ("no deadline", "an entry of nothing that was armed", {
        "armed": (WAITS, GONE), "entries": (replace(OPENED, planned=()), ENTRY),
    }),
    ("no reason", "cancelled without one", {"armed": (FIRED, WAITS, replace(GONE, reason=""))}),
    ("early", "before its instant", {"entries": (OPENED, replace(ENTRY, recorded_at=DUE - timedelta(1)))}),
    ("early", "a limit at its instant", {
        "armed": (replace(FIRED, earliest=DUE + timedelta(microseconds=1)), WAITS, GONE),
        "entries": (OPENED, replace(ENTRY, recorded_at=DUE)),
    }),
    ("moved on", "cancelled and fired", {"armed": (replace(FIRED, status="cancelled", reason="x"), WAITS)}),
    ("moved on", "on a closed case", {"entries": (OPENED, replace(ENTRY, closed_before=True))}),
    ("moved on", "after it was taken away", {"entries": (OPENED, TAKEN_AWAY, replace(ENTRY, seq=3)),
                                             "sent": (), "delivered": ()}),
    ("not planned", "armed in words only", {"armed": (FIRED, GONE)}),
    ("not delivered", "sent, and nobody got it", {"delivered": ()}),
    ("not sent by us", "a delivery of an unknown key", {"delivered": ("X-1/2/1", "X-1/2/2")}),
    ("no message of it", "the second without the first", {"sent": (Sent("X-1/2/2", "X-1", 2),),
                                                          "delivered": ("X-1/2/2",)}),
    ("acknowledged and lost", "told, and not there", {"acknowledged": {("X-1", "approve"): 1}}),
    ("done twice", "told once, there twice", {
        "entries": (OPENED, ENTRY, replace(OPENED, seq=3, planned=())),
    }),
    ("acknowledged and lost", "a mail that is not here", {"brought": ("<1@x>", "<2@x>")}),
    ("done twice", "a mail that is here twice", {"mails": (("<1@x>", True), ("<1@x>", True))}),
    ("lost", "a mail that nobody read", {"mails": (("<1@x>", False),)}),
    ("lost", "a call that a message asked for", {"calls": (), "reached": ()}),
    ("lost", "a call that counts as done", {"reached": DONE_THERE[:1]}),
    ("lost", "a call that is not over", {"calls": (replace(CLOSED, status="calling"),)}),
    ("lost", "a case that was not told of its call", {"calls": (replace(CLOSED, told=False),)}),
    ("doubled", "a call with two effects", {"reached": (*DONE_THERE, DONE_THERE[1])}),
    ("no entry", "asked more often than there are tries", {"reached": (DONE_THERE[0], *DONE_THERE)}),
    ("not sent by us", "an effect of an unknown call", {
        "reached": (*DONE_THERE, replace(DONE_THERE[1], key="X-1/2/crm/close")),
    }),
    ("no reason", "a call that nobody says why it failed", {
        "calls": (replace(REFUSED, reason=""),), "reached": DONE_THERE[:1],
    }),
    ("no reason", "a try without an outcome", {"calls": (replace(CLOSED, open_tries=1),)}),
    ("moved on", "refused, and done there", {"calls": (REFUSED,)}),
    ("moved on", "for a person, and done there", {"calls": (replace(CLOSED, status="by_hand"),)}),
    ("chain", "a break of the chain", {"chain": ("case 1: entry 2 is missing",)}),
]  # fmt: skip


def test_a_whole_record_is_no_breach() -> None:
    assert breaches(WHOLE) == []
    assert summary(WHOLE) == {
        "armed": 3, "fired": 1, "cancelled": 1, "ahead": 1, "parked": 0, "entries": 2, "messages": 1,
        "deliveries": 1, "delivered again": 0, "acknowledged": 1, "mails": 1,
        "calls": 1, "effects": 1, "unmet calls": 0, "by hand": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("what", "told", "change"), BROKEN, ids=[f"{a}, {b}" for a, b, _ in BROKEN])
def test_each_breach_is_found_by_its_name(what: str, told: str, change: dict[str, Any]) -> None:
    found = breaches(replace(WHOLE, **change))
    assert {breach.what for breach in found} == {what}, [str(breach) for breach in found]


def test_a_delivery_that_came_again_under_its_key_is_counted_and_no_breach() -> None:
    again = replace(WHOLE, delivered=("X-1/2/1", "X-1/2/1"))
    assert breaches(again) == []
    assert summary(again)["delivered again"] == 1


def test_a_follow_up_may_fire_in_a_closed_case() -> None:
    stays = replace(FIRED, follows_up=True)
    found = replace(WHOLE, armed=(stays, WAITS, GONE), entries=(OPENED, replace(ENTRY, closed_before=True)))
    assert breaches(found) == []


def test_what_was_taken_away_and_armed_again_may_fire() -> None:
    again = replace(OPENED, seq=3, action="reopen", planned=((MOMENT, "armed"),))
    rows = (replace(FIRED, status="cancelled", reason="x", number=1), replace(FIRED, number=2), WAITS)
    entries = (OPENED, TAKEN_AWAY, again, replace(ENTRY, seq=4))
    found = replace(WHOLE, armed=rows, entries=entries, sent=(), delivered=(), acknowledged={})
    assert breaches(found) == []


@pytest.mark.parametrize(
    ("call", "reached"),
    [
        (REFUSED, DONE_THERE[:1]),
        (replace(REFUSED, outcome="unknown_outcome", reason="The connection broke."), DONE_THERE),
        (replace(CLOSED, by_person=True), ()),
        (replace(CLOSED, by_person=True, open_tries=1), DONE_THERE),
        (replace(CLOSED, outcome="already_done", operation="open_again"), ()),
        (replace(CLOSED, status="dropped", tries=0), ()),
    ],
    ids=["refused", "nobody knows", "by hand", "by hand, cut off", "open from the beginning", "not wanted"],
)
def test_a_call_without_its_effect_may_have_an_outcome_that_says_why(call: Asked, reached: Any) -> None:
    assert breaches(replace(WHOLE, calls=(call,), reached=reached)) == []


def test_what_was_still_being_worked_off_when_the_time_was_up_is_waiting_and_not_lost() -> None:
    due = replace(FIRED, status="armed")
    left = replace(
        WHOLE, armed=(due, WAITS, GONE), entries=(OPENED,), sent=(replace(MESSAGE, seq=1, status="pending"),),
        delivered=(), mails=(("<1@x>", False),), calls=(replace(CLOSED, status="planned"),),
    )  # fmt: skip
    assert sorted({breach.what for breach in breaches(left)}) == ["lost", "not delivered"]
    found = breaches(replace(left, working=True))
    assert [breach.what for breach in found] == ["waiting"] * 4
