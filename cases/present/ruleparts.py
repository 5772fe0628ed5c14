"""The parts of a kind's rule book as plain data: rules, acts, conditions, timed steps, letters, values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.ahead import worded
from cases.kinds import Action, Kind
from cases.navigation import address
from cases.present.foretold import anchor
from cases.routing import Policy, RuleRow, RuleTable
from cases.rulebook.conditions import LEFT_OUT, Condition, by_act
from cases.rulebook.often import words
from cases.rulebook.shared import READINGS as SHARED
from cases.teams import role_label, team_label
from cases.wording import capital, told
from cases.workflow.looking import allowed_states

EVERY_STATE: Final = _("Always")
OPEN_STATES: Final = _("While the case is open")
BY_CASE: Final = _("The facts of the case say what.")
BY_FACTS: Final = _("Depends on the facts")


def rules(kind: Kind, counted: dict[str, int]) -> list[dict[str, Any]]:
    """The rows of the decision table, in the order in which they are tried."""
    table = kind.table or RuleTable()
    return [_rule(kind, row, counted.get(row.rule, 0)) for row in table.rows]


def _rule(kind: Kind, row: RuleRow, times: int) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "when": f"{capital(told(row.when))}.",
        "clauses": row.clauses,
        "answers": row.answers,
        "readings": row.readings,
        "times": words(times) if times else "",
        "number": times,
        "url": address("rule_cases", args=(kind.code, row.rule)),
    }


def acts(kind: Kind, conditions: Sequence[Condition]) -> list[dict[str, Any]]:
    """What can be done, by whom and in which states; the opening first, the core's acts last."""
    codes = by_act(conditions)
    opening = {
        "label": kind.opening.label,
        "does": kind.opening.does,
        "who": _names(kind.opening.roles),
        "states": gettext("Before there is a case"),
        "codes": codes.get(kind.opening.label, []),
    }
    return [opening, *(_act(kind, spec, codes.get(spec.label, [])) for spec in kind.actions)]


def _act(kind: Kind, spec: Action, codes: Sequence[str]) -> dict[str, Any]:
    held = [gettext("the team that holds the case")] if spec.by_holder else []
    who = ", ".join([*held, _names(spec.roles)]).strip(", ")
    by_itself = gettext("AccountOps by itself") if spec.automatic else ""
    return {
        "label": spec.label,
        "does": spec.does,
        "who": capital(", ".join(filter(None, [who, by_itself]))),
        "states": _states(kind, spec),
        "codes": codes,
    }


def _states(kind: Kind, spec: Action) -> str:
    if spec.states == "any":
        return EVERY_STATE
    allowed = allowed_states(kind, spec)
    if allowed == {state.code for state in kind.states if not state.closed}:
        return OPEN_STATES
    return ", ".join(state.label for state in kind.states if state.code in allowed)


def events(kind: Kind) -> list[dict[str, Any]]:
    """Facts from outside, and who writes them down: never refused, so without conditions."""
    return [{"label": one.label, "does": one.does, "who": _names(one.roles)} for one in kind.events]


def conditions_told(found: Sequence[Condition]) -> list[dict[str, Any]]:
    """Every condition under its code: what is said while it is unmet, what it asks, who clears it."""
    return [
        {
            "code": one.code,
            "unmet": [_sentence(text) for text in one.unmet],
            "met": [_sentence(text) for text in one.met],
            "who": _names(one.who),
            "acts": one.acts,
        }
        for one in found
    ]


def _sentence(text: str) -> str:
    return BY_CASE if text == LEFT_OUT else text


def timers(kind: Kind, rules: Policy) -> list[dict[str, Any]]:
    """Timed steps: what sets them, what they do and send, what dates and what cancels them."""
    return [
        {
            "kind": one.kind,
            "label": one.label,
            "does": one.does,
            "set_when": one.set_when,
            "cancelled_by": one.cancelled_by,
            "sends": [_letter(kind, code) for code in one.sends or ()],
            "dated_by": [_value(kind, name, rules) for name in one.policy or ()],
        }
        for one in kind.every_timer
    ]


def _letter(kind: Kind, code: str) -> dict[str, str]:
    letter = kind.known_letter(code)
    return {
        "code": code if letter else "",
        "label": letter.label if letter else gettext("A message in free words"),
    }


def letters(kind: Kind) -> list[dict[str, Any]]:
    """The letters that can go out, with what writes each."""
    return [
        {"code": one.code, "label": one.label, "subject": one.subject, "by": list(_writers(kind, one.code))}
        for one in kind.letters
    ]


def _writers(kind: Kind, code: str) -> Iterable[str]:
    yield from (spec.label for spec in kind.actions if code in spec.letters)
    yield from (timer.label for timer in kind.every_timer if code in (timer.sends or ()))


def states(kind: Kind) -> list[dict[str, Any]]:
    """The states with the team that holds a case in each."""
    return [
        {
            "code": one.code,
            "label": one.label,
            "shape": one.shape,
            "about": one.description,
            "team": _team(one.team),
            "waits": one.waiting_for,
        }
        for one in kind.states
    ]


def _team(team: Any) -> str:
    if callable(team):
        return BY_FACTS
    return team_label(team) if team else gettext("Nobody: the case is closed")


def values(kind: Kind, rules: Policy) -> list[dict[str, Any]]:
    """The policy values in force."""
    return [_value(kind, key.name, rules) | {"reading": key.reading} for key in kind.policies]


def _value(kind: Kind, name: str, rules: Policy) -> dict[str, Any]:
    key = next(one for one in kind.policies if one.name == name)
    url = f"{address('policy', args=(kind.code,))}#{anchor(name)}"
    return {"name": name, "label": key.label, "value": worded(key, rules[name]), "url": url}


def readings(kind: Kind, rules: Policy) -> list[dict[str, Any]]:
    """How the points are read that the sources leave open, with the values that change it."""
    table = kind.table or RuleTable()
    known = {key.name for key in kind.policies}
    return [
        {
            "code": one.code,
            "sentence": one.sentence,
            "values": [_value(kind, name, rules) for name in one.policy if name in known],
            "rules": [row.rule for row in table.rows if one.code in row.readings],
        }
        for one in (*table.readings, *SHARED)
    ]


def _names(roles: Iterable[str]) -> str:
    return ", ".join(sorted((role_label(role) for role in roles), key=str.lower))
