"""Business scenarios played with somebody looking on after each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cases import clock
from cases.scenarios import Scenario, parse
from cases.scenarios.player import READER
from cases.scenarios.stage import Stage

LINES = Path(__file__).parents[1] / "acceptance" / "scenarios"


def scenarios(file: str) -> Iterator[Scenario]:
    """Those of a file, in their order."""
    for line in (LINES / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield parse(line)


def scenario(file: str, name: str) -> Scenario:
    """The one of that id."""
    return next(one for one in scenarios(file) if one.id == name)


@dataclass
class Looked:
    """A scenario that was played, and what the API answered of each of its cases after each step."""

    stage: Stage
    answers: dict[tuple[str, datetime], dict[str, Any]] = field(default_factory=dict)

    def get(self, path: str, at: datetime) -> Any:
        """What is answered to somebody who sees every case, with the clock at an instant."""
        with clock.fixed_at(at):
            status, body = self.stage.cast.call(READER, "GET", path)
        assert status == 200, body
        return body

    def look(self, at: datetime) -> None:
        """Keeps what each case looks like now."""
        for reference in self.stage.cases:
            self.answers[reference, at] = self.get(f"/cases/{reference}", at)


def played(told: Scenario, policy: Mapping[str, Any] | None = None) -> Looked:
    """The scenario played to its end, in the transaction of the test."""
    looked = Looked(Stage(told))
    with clock.fixed_at(told.starts_at):
        looked.stage.place_policy(policy or {})
    looked.stage.open()
    looked.look(told.starts_at)
    for event in told.when:
        looked.stage.perform(event)
        looked.look(event.known_at)
    return looked


def differing(then: Any, answered: Any, where: str = "") -> Iterator[str]:
    """Each place where two answers differ, with both values."""
    if isinstance(then, dict) and isinstance(answered, dict):
        for name in sorted(then.keys() | answered.keys()):
            yield from differing(then.get(name), answered.get(name), f"{where}.{name}")
    elif isinstance(then, list) and isinstance(answered, list) and len(then) == len(answered):
        for number, (one, other) in enumerate(zip(then, answered, strict=True)):
            yield from differing(one, other, f"{where}[{number}]")
    elif then != answered:
        yield f"{where}: {then!r}, but {answered!r} was answered"
