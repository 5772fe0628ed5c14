"""What a kind of case registers: its states, actions, events, timed steps and policy values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cases.handover import Continuing
from cases.imports import ImportSpec
from cases.kind_figures import KindFigure
from cases.mailspec import MailSpec
from cases.progress import StatusSpec
from cases.routing import Asked, Check, Decision, Planned, Policy, RuleTable
from cases.staging import Scenario
from cases.teams import TEAMS

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from cases.forms import ActionForm
    from cases.letters.letter import Letter
    from cases.models import Case
    from cases.panels import Alike, ChecklistItem, Download, FactRow, Panel, QueueLine
    from cases.step import Step
    from cases.terms import ConsentSpec

Guards = Callable[[Asked], Sequence[Check]]
Run = Callable[["Step"], None]


def no_guards(asked: Asked) -> Sequence[Check]:
    """The guard list of an action that has none."""
    return ()


def nothing(step: Step) -> None:
    """The run of an action whose only effect is its transition."""


@dataclass(frozen=True)
class State:
    """A state with everything said about it in one place.

    `team` is the holding team's code, or a function of the case where it depends on facts. An end has None,
    unless a team goes on with what came of the case. `shape` is one of the icon names (dashed-ring, half,
    hourglass, tick-disc …); `tone` one of now, wait, done, plain. `word` says whose turn it is ("Waiting,
    Return Team").
    """

    code: str
    label: str
    word: str
    shape: str
    tone: str
    team: str | Callable[[Any], str] | None
    description: str
    attention_hours: float = 24
    closed: bool = False
    waiting_for: str = ""


@dataclass(frozen=True)
class Action:
    """A verb of the process: who may do it, under which conditions, and what it does.

    Its FSM method on the model has the action's name (or `transition`); its allowed states are that
    method's sources. `by_holder` adds the roles of the team that holds the case. `done` completes the
    timeline's sentence "Ines Okafor …". `personal` names inputs that are kept beside the chain.
    `automatic` marks an action that `settle` performs by itself. `keeps_version` marks one that changes
    nothing another person's open form could lose. `states` says where it is possible: from the sources of
    its FSM method, in any open state, or always. `ends` words the button of an action that ends the case
    without its aim ("Withdraw {case}"): its page then says what ends with it. `beside` marks one that is
    never against the decision, `of_step` one that is offered with a step of the kind's list. `only` is the
    sentence for a role that the action does not name, in the place of the core's own. `letters` are the codes
    of what it may write: its page shows them first. One that does not `decides` only dates steps anew.
    """

    name: str
    label: str
    does: str
    done: str
    roles: frozenset[str]
    form: type[ActionForm] | None = None
    guards: Guards = no_guards
    run: Run = nothing
    by_holder: bool = False
    transition: str | None = None
    personal: frozenset[str] = frozenset()
    automatic: bool = False
    keeps_version: bool = False
    core: bool = False
    states: Literal["machine", "open", "any"] = "machine"
    ends: str = ""
    beside: bool = False
    of_step: bool = False
    only: str = ""
    letters: tuple[str, ...] = ()
    decides: bool = True


@dataclass(frozen=True)
class Event:
    """A fact from outside: recorded with the instant it happened, never refused for business reasons."""

    name: str
    label: str
    does: str
    done: str
    roles: frozenset[str]
    form: type[ActionForm]
    run: Run
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Timer:
    """A timed step: what it will do ("Will …"), what it did; a `follow_up` stays armed in a closed case.

    `sends` are the codes of its letters (words for one in free words), `cancelled_by` says what keeps it
    from happening, `policy` which values date it: () for none, refused at the start where left out.
    """

    kind: str
    label: str
    does: str
    done: str
    fire: Run = nothing
    follow_up: bool = False
    sends: tuple[str, ...] | None = None
    cancelled_by: str = ""
    policy: tuple[str, ...] | None = None
    set_when: str = ""
    keeps_version: bool = False


@dataclass(frozen=True)
class PolicyKey:
    """A policy value: name without the kind's prefix, default, unit, range; `entries` names a list's."""

    name: str
    default: Any
    label: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    reading: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Meant:
    """The case that an opening turns out to be about: `event` is recorded on it, with `data`; "" for none."""

    reference: str
    event: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Opening:
    """How a case of the kind begins. `gather` reads what guards need from the database into `Asked.extra`.

    `meant` says which case that exists an input is about: none is opened then.
    """

    roles: frozenset[str]
    form: type[ActionForm]
    guards: Guards
    create: Callable[[Step], Case]
    label: str
    does: str
    done: str = "opened the case"
    gather: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda data: {}
    meant: Callable[[Mapping[str, Any]], Meant | None] = lambda data: None
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DryRun:
    """How a decision is tried without a case: `form` reads, `facts` makes facts of that and an instant."""

    form: type[ActionForm]
    facts: Callable[[Mapping[str, Any], datetime], Any]


@dataclass(frozen=True)
class Kind:
    """The one registration of a kind of case."""

    code: str
    prefix: str
    label: str
    label_plural: str
    summary: str
    model: type[Case]
    states: tuple[State, ...]
    opening: Opening
    actions: tuple[Action, ...]
    events: tuple[Event, ...]
    timers: tuple[Timer, ...]
    policies: tuple[PolicyKey, ...]
    effects: Mapping[str, str]
    flags: Mapping[str, str]
    outcomes: Mapping[str, str]
    facts: Callable[[Any], Any]
    decide: Callable[[Any, Policy, datetime], Decision]
    plan: Callable[[Any, Policy, frozenset[str]], Sequence[Planned]]
    cancel_reason: Callable[[str, Any], str]
    facts_json: Callable[[Any, Any, Policy], dict[str, Any]]
    fact_rows: Callable[[Any, Any, Policy], Sequence[FactRow]]
    queue_line: Callable[[Any, Any, Decision], QueueLine]
    correction_form: type[ActionForm]
    correct: Run
    correctors: frozenset[str]
    start_url: str
    map_rows: tuple[tuple[str, ...], ...] = ()
    brief: Callable[[Any, Policy, datetime], Decision] | None = None  # `decide` without its counterfactuals
    automatic: Callable[[Any, str, Policy, datetime], str | None] = lambda facts, state, policy, now: None
    adjust: Callable[[Any, Policy, datetime], None] = lambda case, policy, now: None
    parties: Callable[[Any], Sequence[str]] = lambda case: ()
    rows_after: Callable[[Any], Sequence[Model]] = lambda case: ()
    extra_gather: Callable[[Case], Mapping[str, Any]] = lambda case: {}
    examples: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    wrong_role_code: str = "WRONG_ROLE"
    facts_title: str = "Facts"
    checklist: Callable[[Any], Sequence[ChecklistItem]] = lambda case: ()
    panels: Callable[[Any, Any, Policy, datetime], Sequence[Panel]] = lambda case, facts, policy, now: ()
    dry_run: DryRun | None = None
    scenario: Scenario | None = None
    imports: ImportSpec | None = None
    consent: ConsentSpec | None = None
    letters: tuple[Letter, ...] = ()
    fields_beside: Mapping[str, Any] = field(default_factory=dict)  # of facts that no column of theirs holds
    downloads: tuple[Download, ...] = ()
    continues: Continuing | None = None
    mail: MailSpec | None = None
    table: RuleTable | None = None
    alike: tuple[Alike, ...] = ()
    core_timers: tuple[Timer, ...] = ()  # those that every kind has; given when it registers
    status_link: StatusSpec | None = None
    figures: tuple[KindFigure, ...] = ()
    _states: dict[str, State] = field(init=False, repr=False)
    _actions: dict[str, Action] = field(init=False, repr=False)
    _events: dict[str, Event] = field(init=False, repr=False)
    _timers: dict[str, Timer] = field(init=False, repr=False)
    _letters: dict[str, Letter] = field(init=False, repr=False)
    _acting: frozenset[str] = field(init=False, repr=False)

    def state(self, code: str) -> State:
        """The state of that code; KeyError for a word that is none."""
        return self._states[code]

    def action(self, name: str) -> Action:
        """The action of that name; KeyError for a word that is none."""
        return self._actions[name]

    def timer(self, kind: str) -> Timer:
        """The timed step of that kind; KeyError for a word that is none."""
        return self._timers[kind]

    def event(self, name: str) -> Event:
        """The event of that name; KeyError for a word that is none."""
        return self._events[name]

    def is_event(self, name: str) -> bool:
        """Whether it names a fact from outside, and no action."""
        return name in self._events

    def letter(self, code: str) -> Letter:
        """The letter of that code; KeyError for a word that is none."""
        return self._letters[code]

    def known_letter(self, code: str) -> Letter | None:
        """The letter of that code, None for a message in free words."""
        return self._letters.get(code)

    def __post_init__(self) -> None:
        index = object.__setattr__
        index(self, "_states", {state.code: state for state in self.states})
        index(self, "_actions", {action.name: action for action in self.actions})
        index(self, "_events", {event.name: event for event in self.events})
        index(self, "_timers", {timer.kind: timer for timer in self.every_timer})
        index(self, "_letters", {letter.code: letter for letter in self.letters})
        verbs: tuple[Opening | Action | Event, ...] = (self.opening, *self.actions, *self.events)
        held = [team.roles for state in self.states if (team := TEAMS.get(str(state.team)))]
        index(self, "_acting", self.correctors.union(*(verb.roles for verb in verbs), *held))

    @property
    def every_timer(self) -> tuple[Timer, ...]:
        """The kind's own timed steps and the core's."""
        return self.timers + self.core_timers

    @property
    def acting_roles(self) -> frozenset[str]:
        """Who sees the kind's cases: roles named by an action, event or the opening, or holding a state."""
        return self._acting
