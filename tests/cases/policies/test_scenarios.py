"""Scenarios that are kept with a policy: what is taken, and what playing them does to an approval."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases import clock, registry, tasks
from cases.kinds import Kind
from cases.models import Case, OutboxMessage, PolicyDraft, PolicyScenario, PolicyVersion, ScenarioRun, User
from cases.policies import acceptance, drafting
from cases.policies.drafting import NotAllowed
from cases.policies.payload import digest_of
from cases.scenarios import keeping, running
from tests.cases.api.client import Program
from tests.cases.helpers import person
from tests.cases.policies.kept import WITHIN, line, signed_in

pytestmark = pytest.mark.django_db
NOT_RUN, FAIL = "POLICY_SCENARIOS_NOT_RUN", "POLICY_SCENARIOS_FAIL"

REFUSED: list[tuple[str, str]] = [
    ("", "There is no scenario in it"),
    ("{", "Line 1: This is no JSON object"),
    ("[" * 5000, "Line 1: This is no JSON object"),
    ("\n\n[]", "Line 3: This is no JSON object: “the line”"),
    (line() + "\n" + line(), "Line 2: “T-1” is the “id” of another line"),
    (line(process="takeover"), "Line 1: "),
    (line(id=""), "“id” takes 1 to 60 characters"),
    (line(id="x" * 61), "“id” takes 1 to 60 characters"),
    (line(title="y" * 201), "“title” at most 200"),
    (line(title="a\u0000b"), "invisible character U+0000"),
    (line(title="a\ud800b"), "invisible character U+D800"),
    (line(title="z" * 20_000), "longer than 16,384 characters"),
    (line(extra=1), "Not known in the scenario: extra"),
    (line(when=[{"at": "2024-05-14T10:00:00Z", "do": "evaluate", "by": []}]), "is no role"),
    (line(when=[{"at": "2024-05-14T10:00:00Z", "do": "tick", "ticket": []}]), "is no ticket"),
    (line(given={"policy": {"nothing": 1}}), "Not known in given, policy: nothing"),
]


@pytest.fixture
def rebook() -> Kind:
    return registry.get_kind("rebook")


@pytest.fixture
def submitted(rebook: Kind, mona: User) -> Callable[..., PolicyDraft]:
    """Submits a change of the hard limit as Mona."""

    def make(hours: int = 30, key: str = "hard_hours") -> PolicyDraft:
        values = {key: hours}
        draft = drafting.begin(rebook, values, effective_from=None, reason="Shorter.", author=mona)
        done = drafting.submit(draft, by=mona)
        assert done.ok, done.refusals
        return done.draft

    return make


def approve(draft: PolicyDraft, by: User, override: str = "") -> drafting.Done:
    return drafting.approve(draft, by=by, digest=digest_of(draft), override=override)


def codes(done: drafting.Done) -> list[str]:
    return [one.code for one in done.refusals]


@pytest.mark.parametrize(("text", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_is_not_taken_is_told_by_its_line(rebook: Kind, mona: User, text: str, told: str) -> None:
    with pytest.raises(keeping.NotKept) as error:
        keeping.keep(rebook, text, mona)
    assert told in error.value.faults[0]
    assert not PolicyScenario.objects.exists()


def test_one_bad_line_keeps_the_good_ones_away(rebook: Kind, mona: User) -> None:
    good = [line(id=f"G-{number}") for number in range(3)]
    with pytest.raises(keeping.NotKept) as error:
        keeping.keep(rebook, "\n".join([*good, "{", *["[]"] * 30]), mona)
    assert len(error.value.faults) == keeping.MOST_FAULTS + 1
    assert error.value.faults[-1] == "And 11 lines more."
    assert not PolicyScenario.objects.exists()


def test_names_and_numbers_are_limited(rebook: Kind, mona: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)
    (first,) = keeping.keep(rebook, line(), mona)
    for text, told in [(line(), "kept already"), ("\n".join([line(id="A"), line(id="B")]), "2 scenarios")]:
        with pytest.raises(keeping.NotKept, match=told):
            keeping.keep(rebook, text, mona)
    assert keeping.retire(rebook, first.pk, by=mona, reason="Out of date.")
    assert not keeping.retire(rebook, first.pk, by=mona, reason="Again.")
    (again,) = keeping.keep(rebook, line(), mona)
    assert again.pk != first.pk


def test_only_managers_keep_and_retire(rebook: Kind, mona: User) -> None:
    adam = person("adam", "administrator")
    (row,) = keeping.keep(rebook, line(), mona)
    with pytest.raises(NotAllowed):
        keeping.keep(rebook, line(id="B"), adam)
    with pytest.raises(NotAllowed):
        keeping.retire(rebook, row.pk, by=adam, reason="No.")


def test_the_database_keeps_them_as_they_were_given(rebook: Kind, mona: User) -> None:
    (row,) = keeping.keep(rebook, line(), mona)
    rows = PolicyScenario.objects.filter(pk=row.pk)
    attempts: list[Callable[[], Any]] = [
        lambda: rows.update(line="{}"),
        lambda: rows.update(retired_at=clock.now(), retired_by=mona),
        lambda: rows._raw_delete(rows.db),  # type: ignore[attr-defined]  # past what Django checks itself
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_without_kept_scenarios_nothing_is_asked_for(submitted: Any, malin: User) -> None:
    done = approve(submitted(), malin)
    assert done.ok
    assert not ScenarioRun.objects.exists()


def test_what_was_not_played_is_not_approved(rebook: Kind, submitted: Any, mona: User, malin: User) -> None:
    """An override does not stand for playing them; and each change of what was played asks for it again."""
    (first,) = keeping.keep(rebook, line(expect={"decision": {"team": "new_license"}}), mona)
    draft = submitted(47)
    assert codes(approve(draft, malin)) == [NOT_RUN]
    assert codes(approve(draft, malin, "All the same.")) == [NOT_RUN]
    tasks.run_scenarios()
    assert acceptance.standing(draft).missing == 0
    keeping.keep(rebook, line(id="T-2", expect={}), mona)
    assert codes(approve(draft, malin)) == [NOT_RUN]
    assert ScenarioRun.objects.filter(status="waiting").count() == 1  # it waits for a worker by itself
    tasks.run_scenarios()
    given = {"effective_from": None, "reason": "Shorter still."}
    changed = drafting.change(draft, rebook, {"hard_hours": 46}, by=mona, **given)
    draft = drafting.submit(changed.draft, by=mona).draft
    assert codes(approve(draft, malin)) == [NOT_RUN]
    tasks.run_scenarios()
    keeping.retire(rebook, first.pk, by=malin, reason="Covered by T-2.")
    done = approve(draft, malin, "Not needed.")
    assert done.ok
    assert (done.draft.override, done.version and done.version.values) == ("", {"hard_hours": 46})
    assert not Case.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_another_change_in_force_voids_the_result(
    rebook: Kind, submitted: Any, mona: User, malin: User
) -> None:
    """What was played counts with all the values that it was played with."""
    keeping.keep(rebook, line(expect={}), mona)
    first, second = submitted(120, "payment_followup.attention_hours"), submitted(46)
    tasks.run_scenarios()
    assert approve(first, malin).ok
    assert codes(approve(second, malin)) == [NOT_RUN]


def test_a_failing_scenario_stops_the_approval_unless_a_reason_is_given(
    rebook: Kind, submitted: Any, mona: User, malin: User
) -> None:
    keeping.keep(rebook, "\n".join([line(expect=WITHIN), line(id="T-2", expect={})]), mona)
    draft = submitted(30)
    tasks.run_scenarios()
    run = ScenarioRun.objects.get()
    assert (run.status, run.done, run.total) == ("done", 2, 2)
    found = {one["name"]: one["differences"] for one in run.results}
    assert found["T-2"] == []
    assert found["T-1"]
    assert all("rule" in one for one in found["T-1"])
    for override in ("", "  "):
        done = approve(draft, malin, override)
        assert codes(done) == [FAIL]
        assert "1 of 2 scenarios fails with this change: T-1." in done.refusals[0].message
    assert not PolicyVersion.objects.exists()
    own = approve(draft, mona, "I want it.")
    assert codes(own) == ["POLICY_OWN"]
    done = approve(draft, malin, " Agreed with sales. ")
    assert done.ok
    draft.refresh_from_db()
    assert draft.override == "Agreed with sales."
    entry = draft.entries.get(what="approved")
    assert entry.data == {"version": 2, "override": "Agreed with sales.", "failing": ["T-1"]}


def test_who_worked_on_a_draft_takes_nothing_out_of_its_way(
    rebook: Kind, submitted: Any, mona: User, malin: User
) -> None:
    """What fails with a draft, or was not played with it, is retired by somebody who had no part in it."""
    failing, passing = keeping.keep(rebook, "\n".join([line(expect=WITHIN), line(id="T-2")]), mona)
    draft = submitted(30)
    desk = signed_in(mona)

    def attempted(row: PolicyScenario) -> str:
        sent = {"retire": str(row.pk), "reason": "In my way."}
        response = desk.post("/policy/rebook/scenarios/", sent)
        row.refresh_from_db()
        assert (response.status_code == 409) == (row.retired_at is None)
        return str(response.content.decode())

    told = "You submitted this change. Another manager, who had no part in it, can retire the scenario."
    assert told in attempted(passing)  # it was not played yet
    tasks.run_scenarios()
    assert told in attempted(failing)
    given = {"effective_from": None, "reason": "Shorter still."}
    drafting.change(draft, rebook, {"hard_hours": 29}, by=mona, **given)
    assert "You worked on this change." in attempted(failing)  # it will wait again
    drafting.change(draft, rebook, {"hard_hours": 30}, by=mona, effective_from=None, reason="Shorter.")
    attempted(passing)
    assert passing.retired_at
    entries = draft.entries.filter(what="attempt").order_by("id")
    assert [(one.data["act"], one.data["scenario"]) for one in entries] == [
        ("retire", "T-2"),
        ("retire", "T-1"),
        ("retire", "T-1"),
    ]
    assert "It was about retiring “T-1”." in desk.get(f"/policy/rebook/drafts/{draft.pk}/").content.decode()
    assert keeping.retire(rebook, failing.pk, by=malin, reason="Out of date.")


def test_the_database_wants_a_reason_where_scenarios_fail(
    rebook: Kind, submitted: Any, mona: User, malin: User
) -> None:
    """Whoever writes: a draft with which kept scenarios fail is stored as approved with a reason only."""
    (row,) = keeping.keep(rebook, line(expect=WITHIN), mona)
    draft = submitted(30)
    tasks.run_scenarios()

    def approved_by_hand(override: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_policydraft SET status = 'approved', approved_by_id = %s,"
                " approved_digest = digest, override = %s WHERE id = %s",
                [malin.pk, override, draft.pk],
            )
            transaction.set_rollback(True)

    for override in ("", "  "):
        with pytest.raises(DatabaseError, match="approved with a reason only"):
            approved_by_hand(override)
    approved_by_hand("Agreed with sales.")
    keeping.retire(rebook, row.pk, by=malin, reason="Out of date.")
    approved_by_hand("")


def test_the_api_asks_for_the_reason_too(rebook: Kind, submitted: Any, mona: User, malin: User) -> None:
    keeping.keep(rebook, line(expect=WITHIN), mona)
    draft = submitted(30)
    tasks.run_scenarios()
    path, body = f"/policy/rebook/drafts/{draft.pk}/approve", {"digest": digest_of(draft)}
    answer = Program(malin).post(path, body)
    assert (answer.status_code, [one["code"] for one in answer.json()["refusals"]]) == (409, [FAIL])
    for wrong in ("x" * 2001, "a\u200bb", 7):
        assert Program(malin).post(path, body | {"override": wrong}).status_code == 422
    answer = Program(malin).post(path, body | {"override": "Agreed with sales."})
    assert (answer.status_code, answer.json()["status"]) == (200, "approved")


def test_a_line_that_breaks_the_player_fails_by_itself(rebook: Kind, submitted: Any, mona: User) -> None:
    odd = json.loads(line())["given"] | {"amount": {"a": []}, "time_zone": 7}
    keeping.keep(rebook, "\n".join([line(given=odd), line(id="T-2", expect={})]), mona)
    draft = submitted(47)
    tasks.run_scenarios()
    found = acceptance.standing(draft)
    assert (found.missing, found.names) == (0, ["T-1"])
    assert found.failing[0]["differences"][0].startswith("It cannot be played")


def test_a_later_run_replaces_an_earlier_one(rebook: Kind, submitted: Any, mona: User) -> None:
    keeping.keep(rebook, line(expect={}), mona)
    draft = submitted(47)
    run = ScenarioRun.objects.get()
    assert acceptance.start(draft, mona) == run
    ScenarioRun.objects.filter(pk=run.pk).update(status="running")
    later = acceptance.start(draft, mona)
    running._perform(run)
    run.refresh_from_db()
    assert (run.status, run.results) == ("cancelled", [])
    assert running.run_next()
    assert not running.run_next()
    assert acceptance.standing(draft).run == later
