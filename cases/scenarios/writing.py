"""A tried decision as the line of a scenario, so that it can be kept as an example of what has to hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cases.kinds import Kind
from cases.routing import Decision
from cases.scenarios.format import RECEIVE
from cases.timeline import plain

BESIDE: Final = frozenset({"at", "account"})
NAME: Final = "TRIED"


@dataclass(frozen=True)
class Written:
    """The line, and the names of the facts that it cannot begin with: they come about by what happens."""

    line: str
    left: Sequence[str]


def line_of(kind: Kind, given: Mapping[str, Any], at: datetime, decision: Decision) -> Written | None:
    """The scenario of a tried decision; None for a kind whose scenarios cannot be played.

    It expects the decision only where it can hold every fact of it.
    """
    if kind.scenario is None:
        return None
    facts = {name: value for name, value in given.items() if value not in (None, "", [], (), False, {})}
    told: dict[str, Any] = plain({name: value for name, value in facts.items() if name not in BESIDE})
    begins = {name: value for name, value in told.items() if name in kind.scenario.keys}
    when: list[dict[str, Any]] = [{"at": _text(at), "do": "tick"}]
    if not begins.keys() - {"time_zone"}:
        inputs = kind.opening.form.base_fields
        received = {name: value for name, value in told.items() if name in inputs and name not in begins}
        when = [{"at": _text(at), "do": RECEIVE, "by": _opener(kind), **received}]
        left = sorted(told.keys() - begins.keys() - received.keys())
    else:
        left = sorted(told.keys() - begins.keys())
    expect = {} if left else {"decision": {"rule": decision.rule, "team": decision.team}}
    parts = {"process": kind.code, "title": decision.answer, "given": begins, "when": when, "expect": expect}
    line = {"id": _name(parts), **parts}
    return Written(json.dumps(line, ensure_ascii=False), left)


def _name(parts: Mapping[str, Any]) -> str:
    """A name that other facts do not have, so that several can be kept side by side."""
    text = json.dumps(parts, sort_keys=True)
    return f"{NAME}-{hashlib.sha256(text.encode()).hexdigest()[:6].upper()}"


def _opener(kind: Kind) -> str:
    """A role that opens cases of the kind: one of our own people's where there is one."""
    return min(kind.opening.roles, key=lambda role: (role in {"system", "mail"}, role))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
