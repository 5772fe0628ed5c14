"""What came out, held against what was expected: a list of differences as sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cases.scenarios.format import Event
from cases.scenarios.stage import Answered


@dataclass(frozen=True)
class Played:
    """What there is to look at afterwards: answers, the cases as the API shows them, effects in order."""

    when: Sequence[Event]
    answers: Sequence[Answered | None]
    case: Mapping[str, Any] | None
    cases: Sequence[Mapping[str, Any]]
    tickets: Mapping[str, Mapping[str, Any]]
    received: Sequence[Mapping[str, Any]]
    effects: Sequence[str]
    decided: Mapping[str, Any] | None = None


def differences(expect: Mapping[str, Any], played: Played) -> Iterator[str]:
    """Each expectation that did not come true, and each event that failed without being expected to."""
    yield from _refusals(expect.get("blocked", ()), played)
    for name, wanted in expect.items():
        if name == "blocked":
            continue
        if name in _CHECKS:
            yield from _CHECKS[name](wanted, played)
        else:
            yield from _fact(name, wanted, played)


def _refusals(blocked: Sequence[Mapping[str, Any]], played: Played) -> Iterator[str]:
    listed = {row["event"] for row in blocked}
    for number, answer in enumerate(played.answers):
        if number not in listed and answer is not None and not answer.ok:
            yield f"{_named(number, played)} failed: {answer}"
    for row in blocked:
        yield from _refusal(row, played)


def _refusal(row: Mapping[str, Any], played: Played) -> Iterator[str]:
    number, code = row["event"], row["code"]
    answer = played.answers[number]
    where = _named(number, played)
    if answer is None or answer.status not in {403, 409}:
        yield f"{where} was to be refused with {code}, but was answered {answer}"
        return
    sentences = [one["message"] for one in answer.body.get("refusals", ()) if one["code"] == code]
    if not sentences:
        yield f"{where} was to be refused with {code}, but was refused otherwise: {answer}"
        return
    words = [str(word).casefold() for word in row.get("mentions", ())]
    if not any(all(word in sentence.casefold() for word in words) for sentence in sentences):
        yield f"{where}: no sentence of {code} mentions {', '.join(words)}: {' '.join(sentences)}"


def _named(number: int, played: Played) -> str:
    return f"event {number} ({played.when[number].do})"


def _timers(wanted: Sequence[Mapping[str, Any]], played: Played) -> Iterator[str]:
    present = [row for case in played.cases for row in case["deadlines"]]
    for timer in wanted:
        if not any(all(same(timer[name], row[name]) for name in timer) for row in present):
            alike = [row for row in present if row["kind"] == timer["kind"]]
            shown = [{name: row[name] for name in ("kind", "due_at", "status")} for row in alike]
            yield f"timers: no {_json(timer)}; there are {_json(shown)}"


def _happened(wanted: Sequence[str], played: Played) -> Iterator[str]:
    for effect in wanted:
        if effect not in played.effects:
            yield f"{effect} did not happen; what did: {_json(played.effects)}"


def _happened_once(wanted: Sequence[str], played: Played) -> Iterator[str]:
    yield from _count(dict.fromkeys(wanted, 1), played)


def _not_happened(wanted: Sequence[str], played: Played) -> Iterator[str]:
    for effect in wanted:
        if effect in played.effects:
            yield f"{effect} happened"


def _in_order(wanted: Sequence[str], played: Played) -> Iterator[str]:
    rest = iter(played.effects)
    if not all(effect in rest for effect in wanted):
        yield f"not in this order: {_json(wanted)}; it was {_json(played.effects)}"


def _count(wanted: Mapping[str, int], played: Played) -> Iterator[str]:
    found = Counter(played.effects)
    for effect, number in wanted.items():
        if found[effect] != number:
            yield f"{effect} happened {found[effect]} times, not {number}"


def _state(wanted: str, played: Played) -> Iterator[str]:
    yield from _state_in([wanted], played)


def _state_in(wanted: Sequence[str], played: Played) -> Iterator[str]:
    state = played.case["state"] if played.case else None
    if state not in wanted:
        yield f"state: {state}, not {' or '.join(wanted)}"


def _tickets(wanted: Mapping[str, str], played: Played) -> Iterator[str]:
    for name, state in wanted.items():
        found = played.tickets[name]["state"] if name in played.tickets else None
        if found != state:
            yield f"ticket {name}: {found}, not {state}"


def _open_cases(wanted: int, played: Played) -> Iterator[str]:
    number = len({case["reference"] for case in played.received if not case["is_closed"]})
    if number != wanted:
        yield f"open_cases: {number}, not {wanted}"


def _mail_contains(wanted: Sequence[str], played: Played) -> Iterator[str]:
    bodies = [message["body"] for message in played.case["messages"]] if played.case else []
    for text in wanted:
        if not any(text in body for body in bodies):
            yield f"no message contains “{text}”"


def _decision(wanted: Mapping[str, Any], played: Played) -> Iterator[str]:
    """The rule that decided and the team it sends to, as far as they are asked for: of the case, or tried."""
    found = played.decided or (played.case and played.case["decision"]) or {}
    for name, value in wanted.items():
        if found.get(name) != value:
            yield f"decision, {name}: {found.get(name)}, not {value}"


def _fact(name: str, wanted: Any, played: Played) -> Iterator[str]:
    facts = played.case["facts"] if played.case else {}
    if name not in facts:
        yield f"{name}: there is no such fact; those of the case are {', '.join(sorted(facts))}"
    elif not same(wanted, facts[name]):
        yield f"{name}: {_json(facts[name])}, not {_json(wanted)}"


def same(wanted: Any, found: Any) -> bool:
    """Whether two JSON values are the same, lists being sets and instants being compared as instants."""
    return bool(_canonical(wanted) == _canonical(found))


def _canonical(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return ("set", frozenset(_json(_sorted(_canonical(one))) for one in value))
    if isinstance(value, Mapping):
        return {name: _canonical(part) for name, part in value.items()}
    if isinstance(value, bool) or value is None:
        return ("word", value)
    if isinstance(value, (int, float)):
        return ("number", float(value))
    return _instant(value) or value


def _sorted(value: Any) -> Any:
    """Sets as lists, so that sets within sets compare as text."""
    if isinstance(value, Mapping):
        return {name: _sorted(part) for name, part in value.items()}
    if isinstance(value, tuple) and value[0] == "set":
        return ["set", sorted(value[1])]
    return value


def _instant(text: Any) -> str | None:
    if not isinstance(text, str) or len(text) < len("2024-05-14T10:00Z"):
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.astimezone(UTC).isoformat() if instant.tzinfo else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_CHECKS: Final[dict[str, Callable[[Any, Played], Iterator[str]]]] = {
    "timers": _timers,
    "happened": _happened,
    "happened_once": _happened_once,
    "not_happened": _not_happened,
    "happened_in_order": _in_order,
    "count": _count,
    "state": _state,
    "state_in": _state_in,
    "tickets": _tickets,
    "open_cases": _open_cases,
    "mail_contains": _mail_contains,
    "decision": _decision,
}
