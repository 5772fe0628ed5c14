"""The words every rule speaks: checks, decisions, planned deadlines.

Plain frozen dataclasses, no Django: a rule is a pure function over facts, policy and an instant, and is
tested without a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """An unmet condition, as button, API and timeline tell it."""

    code: str
    message: str
    who: tuple[str, ...] = ()
    where: str = ""
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of an action, met or not: a line of the guard ledger.

    `message` is the sentence shown while it is not met, `met_message` the one shown when it is. `who` are
    the roles that can clear it, `where` the team whose queue they work in, `opens_at` the instant at which
    time alone clears it. `on_submit` marks a condition that needs the form's input: before the input is
    there it counts as met and is listed as what will be checked.
    """

    code: str
    met: bool
    message: str
    met_message: str = ""
    who: tuple[str, ...] = ()
    where: str = ""
    opens_at: datetime | None = None
    on_submit: bool = False

    def refusal(self) -> Refusal:
        """The same condition as the refusal it becomes when it is not met."""
        return Refusal(self.code, self.message, self.who, self.where, self.opens_at)


def unmet(checks: Iterable[Check]) -> list[Refusal]:
    """All refusals among `checks`, in their order."""
    return [check.refusal() for check in checks if not check.met]


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy values of one kind as they stood at an instant; keys without the kind's prefix."""

    version: int
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def policy_from(defaults: Mapping[str, Any], version: int = 1, **values: Any) -> Policy:
    """A kind's default policy with some values replaced; KeyError for a name that is none."""
    for name in values:
        if name not in defaults:
            raise KeyError(name)
    return Policy(version, {**defaults, **values})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact came from: who said it, when it happened, when it became known (both UTC)."""

    label: str
    happened_at: datetime | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """One fact a decision rests on. `value` is JSON, `shown` the same for people."""

    fact: str
    label: str
    value: Any
    shown: str
    source: str = ""
    happened_at: datetime | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A named mark on a margin bar, `percent` 0-100 from its start."""

    percent: float
    label: str


@dataclass(frozen=True, slots=True)
class Margin:
    """How near the decision was to another one: "41 h 12 m of 48 h", "6 h 48 m to spare"."""

    text: str
    spare: str = ""
    used_percent: float = 0.0
    start_label: str = ""
    end_label: str = ""
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a case goes and why. `team` is a team code, `rule` a row such as "RB-4"."""

    team: str
    action: str
    rule: str
    clause: str
    answer: str
    summary: str = ""
    reading: str = ""
    because: tuple[Because, ...] = ()
    margin: Margin | None = None
    counterfactuals: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    advised: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision says, without why: what a replay compares."""

    team: str
    action: str
    rule: str
    answer: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of a kind's decision table: its name, and the condition it asks for as a clause.

    `clauses` are the rule in full as decisions quote it, `answers` what the decision says, as far as the
    facts do not fill it in, and `readings` the readings it rests on.
    """

    rule: str
    when: str
    clauses: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a point that the sources leave open is read: the sentence, where it is decided, by which values.

    `where` is the dotted name of what decides it; `policy` names the values that change it; `proof` is a
    test that shows it, for one that no scenario refers to.
    """

    code: str
    sentence: str
    where: str
    policy: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A decision table in words, in the order in which its rows are tried; the first that holds decides.

    In an `exclusive` one no two rows hold at once, whatever their order. `ruling` decides as the kind's
    `decide` does and leaves out the reasons; where there is none, `decide` is asked.
    """

    rows: tuple[RuleRow, ...] = ()
    exclusive: bool = False
    readings: tuple[Reading, ...] = ()
    ruling: Callable[[Any, Policy, datetime], Ruling] | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A deadline that the facts ask for.

    A `limit` is kept when reached exactly, so it fires strictly after `due_at`; a wait fires at it
    (domain rule "Boundaries"). `subject` tells apart several of one kind in a case.
    """

    kind: str
    due_at: datetime
    subject: str = ""
    limit: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guard is asked about: the facts now, the policy, the instant, who asks and with what input.

    `data` is None while the action is only shown; guards that need it then answer with `on_submit`.
    `role` is the acting role, `state` the case's state code.
    """

    facts: Any
    policy: Policy
    now: datetime
    role: str
    state: str = ""
    data: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
