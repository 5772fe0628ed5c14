"""Every test is played once, whoever plays it; those that wait for processes keep nobody else waiting."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import pytest
from xdist.scheduler import loadscope

from tests import turns

WAITING = sorted([*turns.INSTALLED, "tests/chaos/test_clicks.py", "tests/fuzz/test_fuzz.py"])
OTHERS = [f"tests/cases/test_{number}.py" for number in range(30)]


@dataclass(eq=False)
class Node:
    """A process of a run, as the scheduler sees it."""

    number: int
    given: list[int] = field(default_factory=list)
    shutting_down: bool = False

    @property
    def gateway(self) -> Any:
        return SimpleNamespace(id=f"gw{self.number}")

    def send_runtest_some(self, indices: list[int]) -> None:
        assert not self.shutting_down, "no work for somebody who goes home"
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


def played(
    files: list[str], count: int, monkeypatch: pytest.MonkeyPatch, dying: int = -1
) -> dict[str, set[int]]:
    """By whom each file is played, two tests in each; the one that is dying does so at its third test."""
    monkeypatch.setattr(loadscope, "parse_tx_spec_config", lambda config: [None] * count)
    tests = [f"{file}::test_{letter}" for file in files for letter in "ab"]
    config: Any = SimpleNamespace(option=SimpleNamespace(loadscopereorder=False))
    schedule, nodes = turns.Turns(config), [Node(number) for number in range(count)]
    for node in nodes:
        schedule.add_node(node)  # type: ignore[arg-type]  # a stand-in
    for node in nodes:
        schedule.add_node_collection(node, tests)  # type: ignore[arg-type]  # a stand-in
    schedule.schedule()
    done: list[tuple[int, str]] = []
    for node in cycle(nodes):
        if not any(one.given for one in nodes):
            break
        if node.number == dying and len([who for who, _ in done if who == dying]) == 2:
            node.given.clear()
            schedule.remove_node(node)  # type: ignore[arg-type]  # a stand-in
            dying = -1
        elif node.given:
            index = node.given.pop(0)
            done.append((node.number, tests[index]))
            schedule.mark_test_complete(node, index)  # type: ignore[arg-type]  # a stand-in
    assert schedule.tests_finished
    assert {test for _, test in done} == set(tests)
    assert len(done) == len(tests)
    return {file: {who for who, test in done if test.startswith(f"{file}::")} for file in files}


@pytest.mark.parametrize("count", [1, 2])
def test_what_shares_an_installation_is_played_by_one(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = played([*WAITING, *OTHERS], count, monkeypatch)
    assert all(len(who) == 1 for who in found.values())
    assert len(set.union(*(found[file] for file in turns.INSTALLED))) == 1


def test_of_three_the_last_one_waits_for_processes_and_plays_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = played([*WAITING, *OTHERS], 3, monkeypatch)
    assert {file for file, who in found.items() if who == {2}} == set(WAITING)
    assert set.union(*(found[file] for file in OTHERS)) == {0, 1}


@pytest.mark.parametrize("files", [OTHERS, WAITING], ids=["nothing to wait for", "nothing else"])
def test_everything_is_played_where_there_is_one_sort_only(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    played(files, 3, monkeypatch)


@pytest.mark.parametrize("dying", [0, 2])
def test_the_work_of_a_process_that_died_is_done_by_others(
    dying: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    played([*WAITING, *OTHERS], 3, monkeypatch, dying)
