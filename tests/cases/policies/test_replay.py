"""Other values over past decisions: what flips is what the live rule would have said."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases import clock, registry, tasks
from cases.models import PolicyReplay, StoredDecision, TimelineEntry
from cases.policies import drafting, placing, replaying, running
from cases.policies.replaying import Tally, replay
from cases.workflow import advance
from tests.cases.helpers import all_at_once, approved, done, open_seats

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def past(alice, on_monday):
    """Cases of several sizes, each with more than one decision behind it."""
    for hours, wanted in enumerate((20, 60, 80, 150), start=1):
        with clock.fixed_at(on_monday + hours * HOUR):
            case = open_seats(alice, seats_wanted=wanted)
        with clock.fixed_at(on_monday + (hours + 1) * HOUR):
            data = {"seats_wanted": wanted + 5, "reason": "Counted again."}
            done(advance(case.reference, "correct_facts", actor=alice, data=data))
    return on_monday + 9 * HOUR


@pytest.mark.parametrize("above", [10, 63, 84, 100, 400])
def test_flips_are_what_the_rule_would_have_said(seats, past, mona, alice, above):
    """The same facts opened under those very values go where the replay says."""
    with clock.fixed_at(past):
        before, tally = list(TimelineEntry.objects.values()), Tally()
        flips = list(replay(seats, {"review_above": above}, tally=tally))
        found = {(flip.reference, flip.decided_at): flip.new_rule for flip in flips}
        assert list(TimelineEntry.objects.values()) == before
        placing.place(seats, {"review_above": above}, effective_from=past, author=mona, reason="x")
        for stored in list(StoredDecision.objects.select_related("case")):
            wanted = next(one["value"] for one in stored.card["because"] if one["fact"] == "seats_wanted")
            live = StoredDecision.objects.get(case=open_seats(alice, seats_wanted=wanted))
            assert found.get((stored.case.reference, stored.decided_at), stored.rule) == live.rule
    assert (tally.cases, tally.decisions, tally.unknown) == (4, 8, 0)
    assert sum(tally.before.values()) == sum(tally.after.values()) == 8


def test_the_command(seats, past, tmp_path, capsys):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"review_above": 50, "answer_hours": 10}))
    with clock.fixed_at(past):
        call_command("replay_policy", kind="seat_change", policy=file, json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["cases"], told["not_comparable"], told["cases_affected"]) == (4, 0, 2)
    assert told["flips"] == len(told["flipped"]) == 4
    assert {row["to"]["rule"] for row in told["flipped"]} == {"SC-2"}
    with clock.fixed_at(past):
        call_command("replay_policy", kind="seat_change", policy=file, since="2026-03-02T12:30")
    assert "1 decision of 3 in 2 cases would come out otherwise" in capsys.readouterr().out


def test_armed_deadlines_that_would_move_are_counted(seats, alice, on_monday):
    approved(alice)
    tally = Tally()
    assert list(replay(seats, {"answer_hours": 10}, tally=tally)) == []
    assert tally.deadlines == {"sc.expiry": 1}


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("nothing", "{}", "There is no kind"),
        ("seat_change", "[]", "no JSON object"),
        ("seat_change", "{", "cannot be read"),
        ("seat_change", '{"most_seats": 0}', "at least 1"),
    ],
)
def test_what_cannot_be_replayed(db, tmp_path, kind, text, told):
    file = tmp_path / "draft.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=told):
        call_command("replay_policy", kind=kind, policy=file)


@pytest.mark.django_db(transaction=True)
def test_the_database_lets_a_replay_write_nothing(alice, on_monday, changed_kind):
    open_seats(alice)

    def writing(facts, rules, now):
        TimelineEntry.objects.filter(pk=0).update(action="x")

    variant = changed_kind(decide=writing)
    (error,) = all_at_once([lambda: list(replay(variant, {}, tally=Tally()))])
    assert "read-only" in str(error)
    assert registry.get_kind(variant.code) is variant


def test_a_worker_replays_a_draft_and_the_page_tells(seats, past, mona, malin):
    with clock.fixed_at(past):
        draft = drafting.begin(seats, {"review_above": 50}, effective_from=None, reason="x", author=mona)
        url, client = f"/policy/seat_change/drafts/{draft.pk}/", Client()
        client.force_login(mona)
        for _ in range(2):  # twice is once
            assert client.post(url + "replay/", {"what": "start"}).status_code == 302
        waiting = client.get(url + "replay/", headers={"HX-Request": "true"})
        assert "It begins in a moment." in waiting.content.decode()
        tasks.run_replays()
        run = PolicyReplay.objects.get()
        assert (run.status, run.done, run.total, run.result["flips"]) == ("done", 4, 4, 4)
        page = client.get(url)
        assert "4 of 8 decisions would have come out otherwise." in page.content.decode()
        assert len(page.context["replay"]["flips"]) == 4
        lines = client.get(url + "replay.csv").content.decode().splitlines()
        assert len(lines) == 5
        given = {"effective_from": None, "reason": "x"}
        drafting.change(draft, seats, {"review_above": 60}, by=mona, **given)
        assert client.get(url).context["replay"]["stale"]


def test_a_replay_is_stopped(seats, past, mona, monkeypatch):
    monkeypatch.setattr(replaying, "BATCH", 1)
    with clock.fixed_at(past):
        draft = drafting.begin(seats, {"review_above": 50}, effective_from=None, reason="x", author=mona)
        running.start(draft, mona)
        running.cancel(draft)
        assert PolicyReplay.objects.get().status == "cancelled"
        again = running.start(draft, mona)
        PolicyReplay.objects.filter(pk=again.pk).update(cancel_asked=True)
        assert running.run_next()
        assert not running.run_next()
    again.refresh_from_db()
    assert (again.status, again.result) == ("cancelled", {})
