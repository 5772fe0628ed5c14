"""The receiving end of calls: what it did is a line of it, and asked twice it does it twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest

from cases.connectors.calling import make
from cases.connectors.ports import Port, Request
from tests.chaos.counting.systems import NUMBER, Outside, lines


def _key(least: int, below: int) -> str:
    """A key to which it answers in that part of its hundred ways."""
    return next(f"X-{n}" for n in range(1000) if least <= crc32(f"X-{n}".encode()) % 100 < below)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    file = tmp_path / "outside"
    file.touch()
    monkeypatch.setenv("OUTSIDE", str(file))
    monkeypatch.setenv("OUTSIDE_TROUBLE", "1")
    return Outside(Port("crm", "CRM"))


@pytest.mark.parametrize(
    ("dice", "answers", "reached"),
    [
        ((0, 15), ["rejected", "rejected"], {"asked": 2}),
        ((15, 25), ["transient", "ok"], {"asked": 2, "effect": 1}),
        ((25, 40), ["unknown_outcome", "already_done"], {"asked": 1, "effect": 1}),
        ((40, 100), ["ok", "already_done"], {"asked": 1, "effect": 1}),
    ],
    ids=["refuses", "out of reach", "loses its answer", "does it"],
)
def test_what_a_first_and_a_second_call_find(
    outside: Outside, dice: tuple[int, int], answers: list[str], reached: dict[str, int]
) -> None:
    request = Request("crm", "close", _key(*dice), "X-1")
    found = [make(outside, request, again=again) for again in (False, True)]
    assert [one.result for one in found] == answers
    assert Counter(line.what for line in lines(outside.file)) == reached
    assert all(one.number.startswith(NUMBER) is one.done for one in found)


def test_nothing_but_a_look_beforehand_keeps_it_from_doing_it_twice(outside: Outside) -> None:
    request = Request("crm", "close", _key(40, 100), "X-1")
    assert [outside.perform(request).result for _ in range(2)] == ["ok", "ok"]
    assert Counter(line.what for line in lines(outside.file)) == {"asked": 2, "effect": 2}
