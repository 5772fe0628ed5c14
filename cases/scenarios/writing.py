"""A tried decision as the line of a scenario, so that it can be kept as an example of what has to hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cases.kinds import Kind
from cases.routing import Decision
from cases.scenarios.format import DECIDE, RECEIVE
from cases.timeline import plain

BESIDE: Final = frozenset({"at", "account"})
NAME: Final = "TRIED"
READER: Final = "auditor"  # who sees every kind, and so may ask the rules of any


@dataclass(frozen=True)
class Written:
    """The line; `whole` says that it plays a case through, and does not only ask the rules."""

    line: str
    whole: bool


def line_of(kind: Kind, given: Mapping[str, Any], at: datetime, decision: Decision) -> Written | None:
    """The scenario of a tried decision; None for a kind whose scenarios cannot be played.

    Where a case can begin with all of the facts, it does. Where some of them only come about by what happens,
    the rules are asked about the facts as they were typed.
    """
    if kind.scenario is None:
        return None
    facts = {name: value for name, value in given.items() if value not in (None, "", [], (), False, {})}
    told: dict[str, Any] = plain({name: value for name, value in facts.items() if name not in BESIDE})
    begins = {name: value for name, value in told.items() if name in kind.scenario.keys}
    event: dict[str, Any] = {"at": _text(at), "do": "tick"}
    rest = told.keys() - begins.keys()
    if rest and not begins.keys() - {"time_zone"}:
        received = rest & kind.opening.form.base_fields.keys()
        event |= {"do": RECEIVE, "by": _opener(kind), **{name: told[name] for name in sorted(received)}}
        rest -= received
    asked_for = set(kind.opening.form.guarded) - told.keys()  # without them nothing is opened
    whole = not rest and not asked_for
    if not whole:
        begins, event = {}, {"at": _text(at), "do": DECIDE, "by": READER, **told}
    expect = {"decision": {"rule": decision.rule, "team": decision.team}}
    parts = {
        "process": kind.code, "title": decision.answer, "given": begins, "when": [event], "expect": expect,
    }  # fmt: skip
    line = {"id": _name(parts), **parts}
    return Written(json.dumps(line, ensure_ascii=False), whole)


def _name(parts: Mapping[str, Any]) -> str:
    """A name that other facts do not have, so that several can be kept side by side."""
    text = json.dumps(parts, sort_keys=True)
    return f"{NAME}-{hashlib.sha256(text.encode()).hexdigest()[:6].upper()}"


def _opener(kind: Kind) -> str:
    """A role that opens cases of the kind: one of our own people's where there is one."""
    return min(kind.opening.roles, key=lambda role: (role in {"system", "mail"}, role))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
