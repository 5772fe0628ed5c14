"""The runner itself: it must see what is wrong, and leave nothing behind."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases import registry
from cases.models import (
    Account,
    ApiToken,
    Case,
    Deadline,
    PolicyVersion,
    ReferenceCounter,
    ServicePulse,
    User,
)
from cases.policies.placing import place
from cases.scenarios import ScenarioError, parse, play
from cases.scenarios.expectations import same
from tests.cases.helpers import person
from tests.rebooks.helpers import Story, at, staff

pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {
    "id": "T-1",
    "process": "rebook",
    "title": "A rebook on the next day",
    "given": {
        "order_no": "O-1",
        "opportunity_stage": "closed_won",
        "processed_at": "2024-05-14T10:00:00-04:00",
        "amount": "4990.00",
        "currency": "USD",
        "time_zone": "America/New_York",
    },
    "when": [
        {
            "at": "2024-05-15T11:00:00-04:00",
            "do": "second_order",
            "by": "order_processing",
            "order_no": "O-2",
            "amount": "4990.00",
            "currency": "USD",
        },
        {"at": "2024-05-15T12:00:00-04:00", "do": "distribute_new_license", "by": "research_specialist"},
        {"at": "2024-05-15T12:10:00-04:00", "do": "evaluate", "by": "research_specialist"},
        {
            "at": "2024-05-15T12:20:00-04:00",
            "do": "distribute_new_license",
            "by": "research_specialist",
            "acknowledge_late": True,
        },
        {"at": "2024-05-15T12:30:00-04:00", "do": "tick"},
    ],
    "expect": {
        "state": "with_new_license",
        "state_in": ["closed", "with_new_license"],
        "team": "new_license",
        "flags": ["late_window"],
        "elapsed_seconds": 90000,
        "rebooked_at": "2024-05-15T17:00:00+02:00",
        "happened": ["opportunity_distributed"],
        "happened_once": ["research_ticket_created"],
        "not_happened": ["return_requested"],
        "happened_in_order": ["research_ticket_created", "opportunity_distributed"],
        "count": {"window_expired": 0, "opportunity_distributed": 1},
        "blocked": [{"event": 1, "code": "WRONG_STATE", "mentions": ["intake", "DISTRIBUTE"]}],
        "timers": [{"kind": "attention", "status": "armed"}],
    },
}


def scenario(expect: dict[str, Any] | None = None, **parts: Any) -> str:
    """The good one with parts replaced; `expect` is laid over its expectations."""
    told = copy.deepcopy(GOOD) | parts
    told["expect"] = told["expect"] | (expect or {})
    return json.dumps(told)


def differences(**expect: Any) -> list[str]:
    """What the runner says with these expectations."""
    return play(parse(scenario(expect)))


def test_a_good_one_shows_no_difference() -> None:
    """Every kind of expectation, all of them true."""
    assert differences() == []


@pytest.mark.parametrize(
    "expect",
    [
        {"state": "closed"},
        {"state_in": ["closed", "intake"]},
        {"team": "re_engage"},
        {"flags": []},
        {"flags": ["late_window", "late_fact"]},
        {"elapsed_seconds": 90001},
        {"elapsed_seconds": "90000"},
        {"qualifies_as_rebook": 1},
        {"qualifies_as_rebook": None},
        {"rebooked_at": "2024-05-15T17:00:01+02:00"},
        {"no_such_fact": None},
        {"happened": ["window_expired"]},
        {"happened_once": ["window_expired"]},
        {"not_happened": ["opportunity_distributed"]},
        {"happened_in_order": ["opportunity_distributed", "research_ticket_created"]},
        {"count": {"opportunity_distributed": 2}},
        {"timers": [{"kind": "rb.window_end", "status": "armed"}]},
        {"timers": [{"kind": "attention", "due_at": "2024-05-16T16:20:01Z"}]},
        {"tickets": {"T1": "open"}},
        {"open_cases": 1},
        {"mail_contains": ["nowhere to be found"]},
    ],
    ids=str,
)
def test_a_wrong_expectation_fails(expect: dict[str, Any]) -> None:
    """Each of them is one difference."""
    assert len(differences(**expect)) == 1


@pytest.mark.parametrize(
    "blocked",
    [
        [],
        [{"event": 1, "code": "RB_REASON_UNCLEAR"}],
        [{"event": 1, "code": "WRONG_STATE", "mentions": ["elephants"]}],
        [{"event": 1, "code": "WRONG_STATE"}, {"event": 2, "code": "WRONG_STATE"}],
    ],
    ids=["not listed", "another code", "another sentence", "one that went through"],
)
def test_refusals_are_exact(blocked: list[dict[str, Any]]) -> None:
    """Not listed, another code, another sentence, and a refusal that did not come: all differences."""
    assert len(differences(blocked=blocked)) == 1


def test_happened_once_counts() -> None:
    """Twice is not once; an input that is refused as malformed is a failure."""
    again = [*GOOD["when"], GOOD["when"][3] | {"at": "2024-05-15T13:00:00-04:00"}]
    assert any("failed" in text for text in play(parse(scenario(when=again))))
    bad = copy.deepcopy(GOOD["when"])
    bad[0]["amount"] = "4990.001"
    assert any("event 0 (second_order) failed: 422" in text for text in play(parse(scenario(when=bad))))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"extra": 1}, "extra"),
        ({"process": "nothing"}, "nothing"),
        ({"when": []}, "empty"),
        ({"when": [{"at": "2024-05-15T11:00:00-04:00"}]}, "do"),
        ({"when": [{"at": "2024-05-15T11:00:00", "do": "tick"}]}, "offset"),
        ({"when": [{"at": "2024-05-15T11:00:00Z", "do": "fly", "by": "ar"}]}, "fly"),
        ({"when": [{"at": "2024-05-15T11:00:00Z", "do": "evaluate"}]}, "role"),
        ({"when": [{"at": "2024-05-15T11:00:00Z", "do": "evaluate", "by": "king"}]}, "king"),
        ({"when": [{"at": "2024-05-15T11:00:00Z", "do": "evaluate", "by": "ar", "colour": 1}]}, "colour"),
        ({"when": [{"at": "2024-05-15T11:00:00Z", "do": "tick", "order_no": 1}]}, "order_no"),
        ({"when": [GOOD["when"][3], GOOD["when"][0]]}, "before"),
        ({"when": [GOOD["when"][0] | {"recorded_at": "2024-05-15T10:00:00-04:00"}]}, "before"),
        ({"given": GOOD["given"] | {"colour": "red"}}, "colour"),
        ({"given": GOOD["given"] | {"policy": {"hardhours": 1}}}, "hardhours"),
        ({"expect": {"happend": []}}, None),
        ({"expect": {"happened": ["no_effect"]}}, "no_effect"),
        ({"expect": {"state": "nowhere"}}, "nowhere"),
        ({"expect": {"state_in": "intake"}}, "list"),
        ({"expect": {"timers": [{"kind": "x", "colour": 1}]}}, "colour"),
        ({"expect": {"timers": [{"status": "armed"}]}}, "kind"),
        ({"expect": {"blocked": [{"event": 4, "code": "X"}]}}, "4"),
        ({"expect": {"blocked": [{"event": 9, "code": "X"}]}}, "9"),
        ({"expect": {"blocked": [{"event": 1, "code": "X", "mention": []}]}}, "mention"),
    ],
    ids=str,
)
def test_what_nobody_knows_is_an_error(parts: dict[str, Any], says: str | None) -> None:
    """A word that is not understood is said, never left out; an unknown expectation is an unknown fact."""
    line = json.dumps(copy.deepcopy(GOOD) | parts)
    if says is None:
        assert any("no such fact" in text for text in play(parse(line)))
        return
    with pytest.raises(ScenarioError, match=says):
        parse(line)


@pytest.mark.parametrize("line", ["{", "[]", '"x"', "{}"])
def test_lines_that_are_none(line: str) -> None:
    """No JSON, or no object with what a scenario needs."""
    with pytest.raises(ScenarioError):
        parse(line)


@pytest.mark.parametrize(
    "given",
    [{"state": "closed"}, {"opportunity_stage": "open"}, {"currency": "XYZ"}, {"policy": {"hard_hours": -1}}],
)
def test_a_beginning_that_cannot_be_reached(given: dict[str, Any]) -> None:
    """The scenario cannot be played; it says why."""
    with pytest.raises(ScenarioError):
        play(parse(scenario(given=GOOD["given"] | given)))


def test_nothing_stays() -> None:
    """No case, no person, no token, no counter, no pulse."""
    models = (Case, Account, User, ApiToken, Deadline, PolicyVersion, ReferenceCounter, ServicePulse)
    before = [model._default_manager.count() for model in models]
    assert play(parse(scenario(given=GOOD["given"] | {"policy": {"hard_hours": 72}}))) == []
    assert [model._default_manager.count() for model in models] == before


def test_other_cases_are_left_alone() -> None:
    """The order number is taken by an open case, whose deadlines are due: neither matters."""
    story = Story(staff())
    assert story.open(order_no="O-1", intended="time_and_amount").ok
    before = list(Deadline.objects.order_by("pk").values())
    version = story.case.version
    assert differences() == []
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert Case.objects.get(pk=story.case.pk).version == version


def test_the_policy_of_the_scenario_counts() -> None:
    """Shipped values whatever the installation has, a draft over them, the scenario's own on top."""
    author = person("boss", "manager")
    kind = registry.get_kind("rebook")
    for since in ("2024-01-01T00:00", "2024-05-15T11:30"):
        place(kind, {"hard_hours": 12}, effective_from=at(since), author=author, reason="Shorter.")
    assert differences() == []
    assert play(parse(scenario()), {"hard_hours": 12}) != []
    own = scenario(given=GOOD["given"] | {"policy": {"hard_hours": 48}})
    assert play(parse(own), {"hard_hours": 12}) == []


def test_passes_and_outages() -> None:
    """One pass before every event and at a tick; none in an outage, one at its end."""
    given = GOOD["given"] | {"state": "with_new_license", "intended": "time_and_amount"}
    expect = {"happened_once": ["window_expired"], "state": "research_review"}
    late = {"at": "2024-05-16T15:00:00-04:00", "do": "tick"}
    start = {"at": "2024-05-16T09:00:00-04:00", "do": "outage_start"}
    end = {"at": "2024-05-16T16:00:00-04:00", "do": "outage_end"}
    note = {"at": "2024-05-16T15:30:00-04:00", "do": "note", "by": "research_specialist", "text": "x"}

    def played(*when: dict[str, Any]) -> list[str]:
        told = {"id": "P", "process": "rebook", "given": given, "when": list(when), "expect": expect}
        return play(parse(told))

    assert played(late) == played(note) == played(start, late, end) == []
    assert len(played(start)) == len(played(start, late, note)) == 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (["a", "b"], ["b", "a", "a"], True),
        ({"x": ["a", {"y": [1, 2]}]}, {"x": [{"y": [2, 1]}, "a"]}, True),
        ({"x": 1}, {"x": 1, "y": 2}, False),
        (True, 1, False),
        (None, False, False),
        (1, 1.0, True),
        ("2024-05-15T17:00:00+02:00", "2024-05-15T15:00:00Z", True),
        ("2024-05-15", "2024-05-15", True),
        ("4990.00", "4990.0", False),
    ],
)
def test_what_is_the_same(one: Any, other: Any, alike: bool) -> None:
    """Lists are sets at every depth; instants are instants; types count."""
    assert same(one, other) is alike


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a scenario; exit 1 where one differs or cannot be read."""
    good, mixed, policy = tmp_path / "good.jsonl", tmp_path / "mixed.jsonl", tmp_path / "policy.json"
    good.write_text(scenario().replace("next day", "next\u2028day") + "\n\n")  # no end of a line of JSON
    mixed.write_text("\n".join([scenario({"state": "closed"}), scenario(), "{"]))
    call_command("play_scenarios", good)
    assert capsys.readouterr().out.split("\n")[0] == "ok   T-1 A rebook on the next\u2028day"
    with pytest.raises(SystemExit) as left:
        call_command("play_scenarios", mixed)
    assert left.value.code == 1
    printed = capsys.readouterr().out
    assert "1 of 3 scenarios" in printed
    assert "- state: with_new_license, not closed" in printed
    for draft in ({"hard_hours": 12}, {"rebook": {"hard_hours": 12}}):
        policy.write_text(json.dumps(draft))
        with pytest.raises(SystemExit):
            call_command("play_scenarios", good, policy=policy)
    with pytest.raises(CommandError):
        call_command("play_scenarios", tmp_path / "missing.jsonl")
