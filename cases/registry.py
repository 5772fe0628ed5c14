"""The kinds that are installed. The core asks here and never names one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop as _

from cases.completeness import faults_of
from cases.kinds import Action, Kind, PolicyKey
from cases.teams import TEAMS
from cases.terms import EFFECTS

if TYPE_CHECKING:
    from cases.kinds import Timer
    from cases.letters.letter import Letter
    from cases.models import Case

WRONG_ROLE = "WRONG_ROLE"
CoreActions = Callable[[Kind], tuple[Action, ...]]
CoreLetters = Callable[[Kind], "tuple[Letter, ...]"]

DUPLICATE = "duplicate"

_kinds: dict[str, Kind] = {}
_core: list[CoreActions] = []
_letters: list[CoreLetters] = []
_timers: list[Timer] = []


def give_every_kind(actions: CoreActions) -> None:
    """Says which actions every kind that registers from now on gets from the core."""
    _core.append(actions)


def give_letters(letters: CoreLetters) -> None:
    """Says which letters a kind that registers from now on gets from the core."""
    _letters.append(letters)


def give_timers(*timers: Timer) -> None:
    """Says which timed steps every kind that registers from now on gets from the core."""
    _timers.extend(timers)


def register(kind: Kind) -> Kind:
    """Adds a kind with the core's actions and attention policies; the start fails where it is incomplete."""
    taken = [k for k in _kinds.values() if kind.code == k.code or kind.prefix == k.prefix]
    if taken:
        raise ImproperlyConfigured(f"The kind {kind.code!r} ({kind.prefix}) is registered already.")
    core = tuple(action for actions in _core for action in actions(kind))
    complete = replace(
        kind,
        actions=kind.actions + core,
        letters=kind.letters + _core_letters(kind),
        core_timers=tuple(_timers),
        effects={**(EFFECTS if kind.consent else {}), **kind.effects},
        policies=kind.policies + attention_policies(kind),
        outcomes={DUPLICATE: _("Duplicate"), **kind.outcomes},
    )
    faults = faults_of(complete)
    if faults:
        raise ImproperlyConfigured(f"The kind {kind.code!r} is incomplete:\n- " + "\n- ".join(faults))
    _kinds[kind.code] = complete
    return complete


def _core_letters(kind: Kind) -> tuple[Letter, ...]:
    """The core's letters that the kind does not put in words of its own."""
    own = {letter.code for letter in kind.letters}
    given = (letter for letters in _letters for letter in letters(kind))
    return tuple(letter for letter in given if letter.code not in own)


def attention_policies(kind: Kind) -> tuple[PolicyKey, ...]:
    """One editable default per open state, so that every open case has a due date."""
    return tuple(
        PolicyKey(
            f"{state.code}.attention_hours",
            state.attention_hours,
            f"{state.label}: attention after",
            _("hours"),
            0.25,
            8784,
        )
        for state in kind.states
        if not state.closed
    )


def unregister(code: str) -> None:
    """Takes a kind out again: for tests with a toy kind."""
    del _kinds[code]


def all_kinds() -> list[Kind]:
    """Every kind in the order of registration."""
    return list(_kinds.values())


def get_kind(code: str) -> Kind:
    """The kind of that code; KeyError for a word that is none."""
    return _kinds[code]


def kind_of(case: Case) -> Kind:
    """The kind of a case."""
    return _kinds[case.kind]


def role_codes() -> frozenset[str]:
    """The codes of refusals that mean a wrong role, whatever a kind calls it: answered with 403."""
    return frozenset({WRONG_ROLE, *(kind.wrong_role_code for kind in _kinds.values())})


def kind_of_reference(reference: str) -> Kind | None:
    """The kind that a reference such as RB-2024-000123 belongs to, by its prefix."""
    if not reference.isprintable():  # the database takes no NUL
        return None
    prefix = reference.partition("-")[0]
    return next((kind for kind in _kinds.values() if kind.prefix == prefix), None)


def teams_of_kind(kind: Kind) -> set[str]:
    """The teams that hold some state of a kind, whatever its cases are now, and those that open it."""
    named = {state.team for state in kind.states if isinstance(state.team, str)}
    return named | {team.code for team in TEAMS.values() if kind.opening.roles & set(team.roles)}
