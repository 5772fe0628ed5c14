"""Is a registration complete? Every fault as a sentence that says what to add."""

from __future__ import annotations

from collections.abc import Iterator

from cases import machine
from cases.kinds import Kind, Timer
from cases.teams import ROLES, TEAMS

TONES = frozenset({"now", "wait", "done", "plain"})


def faults_of(kind: Kind) -> list[str]:
    """All faults of a registration, empty when it is complete."""
    return [
        *_word_faults(kind),
        *_state_faults(kind),
        *_action_faults(kind),
        *_event_faults(kind),
        *_timer_faults(kind),
        *_machine_faults(kind),
        *_role_faults(kind),
        *_policy_faults(kind),
        *_import_faults(kind),
        *_letter_faults(kind),
        *_mail_faults(kind),
    ]


def _word_faults(kind: Kind) -> Iterator[str]:
    for part in ("label", "label_plural", "summary", "facts_title"):
        if not getattr(kind, part):
            yield f"the kind has no {part}"
    for part in ("label", "does", "done"):
        if not getattr(kind.opening, part):
            yield f"the opening has no text for {part!r}"
    if not kind.opening.roles:
        yield "nobody may open a case: the opening names no role"
    named = {"effect": kind.effects, "flag": kind.flags, "outcome": kind.outcomes}
    for what, words in named.items():
        for code in (code for code, text in words.items() if not text):
            yield f"the {what} {code!r} has no words"


def _state_faults(kind: Kind) -> Iterator[str]:
    codes = [state.code for state in kind.states]
    for code in {code for code in codes if codes.count(code) > 1}:
        yield f"the state {code!r} is declared twice"
    for state in kind.states:
        for part in ("label", "word", "shape", "description"):
            if not getattr(state, part):
                yield f"the state {state.code!r} has no {part}"
        if state.tone not in TONES:
            yield f"the state {state.code!r} has the tone {state.tone!r}; use one of now, wait, done, plain"
        if not state.closed and state.team is None:
            yield f"the open state {state.code!r} has no holding team"
        if isinstance(state.team, str) and state.team not in TEAMS:
            yield f"the state {state.code!r} is held by {state.team!r}, which is no team"
        if not state.closed and state.attention_hours <= 0:
            yield f"the open state {state.code!r} has no attention hours"


def _action_faults(kind: Kind) -> Iterator[str]:
    names = [action.name for action in kind.actions] + [event.name for event in kind.events]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"the action or event {name!r} is declared twice"
    for action in kind.actions:
        for part in ("label", "does", "done"):
            if not getattr(action, part):
                yield f"the action {action.name!r} has no text for {part!r}"
        method = action.transition or action.name
        if action.states == "machine" and not machine.has_transition(kind.model, method):
            yield f"the action {action.name!r} has no transition {method!r} on {kind.model.__name__}"


def _event_faults(kind: Kind) -> Iterator[str]:
    for event in kind.events:
        for part in ("label", "does", "done"):
            if not getattr(event, part):
                yield f"the event {event.name!r} has no text for {part!r}"
        if not event.roles:
            yield f"nobody may record the event {event.name!r}: it names no role"


def _timer_faults(kind: Kind) -> Iterator[str]:
    names = [timer.kind for timer in kind.timers]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"the timed step {name!r} is declared twice"
    for timer in kind.timers:
        if not (timer.label and timer.does and timer.done):
            yield f"the timed step {timer.kind!r} does not say what it will do and did"
        elif not timer.does.startswith("Will "):
            yield f"what the timed step {timer.kind!r} does is a promise and begins with “Will …”"
        yield from _foresight_faults(kind, timer)


def _foresight_faults(kind: Kind, timer: Timer) -> Iterator[str]:
    """What people are told of a step before it happens."""
    if timer.sends is None or timer.policy is None or not (timer.cancelled_by and timer.set_when):
        yield f"the timed step {timer.kind!r} does not say what sets, dates and cancels it and what it sends"
        return
    codes = {code for code in timer.sends if " " not in code}  # else it names a message in free words
    for code in sorted(codes - {letter.code for letter in kind.letters}):
        yield f"the timed step {timer.kind!r} sends {code!r}, which is no letter"
    for name in sorted({*timer.policy} - {key.name for key in kind.policies}):
        yield f"the timed step {timer.kind!r} is dated by {name!r}, which is no policy value"


def _machine_faults(kind: Kind) -> Iterator[str]:
    known = {state.code for state in kind.states}
    ends = frozenset(state.code for state in kind.states if state.closed)
    used = {word for source, target, _ in machine.edges(kind.model) for word in (source, target)}
    for word in sorted(used - known):
        if word in machine.WILDCARDS:
            yield f"the machine uses the wildcard {word!r}; name every source, as the database's edges do"
            continue
        yield f"the machine uses the state {word!r}, which is not declared"
    for word in sorted({word for row in kind.map_rows for word in row if word} - known):
        yield f"the map names {word!r}, which is no state"
    for state in kind.states:
        if not state.closed and not machine.reaches_an_end(kind.model, state.code, ends):
            yield f"no transition leads from {state.code!r} to an end"


def _role_faults(kind: Kind) -> Iterator[str]:
    for role in sorted(kind.acting_roles - set(ROLES)):
        yield f"the role {role!r} has no label"


def _policy_faults(kind: Kind) -> Iterator[str]:
    names = [key.name for key in kind.policies]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"the policy {name!r} is declared twice"
    for key in kind.policies:
        if not key.label:
            yield f"the policy {key.name!r} has no label"
        if key.choices and key.default not in key.choices:
            yield f"the policy {key.name!r} has the default {key.default!r}, which is not among its choices"
        if isinstance(key.default, (int, float)) and not isinstance(key.default, bool):
            low, high = key.minimum, key.maximum
            if (low is not None and key.default < low) or (high is not None and key.default > high):
                yield f"the policy {key.name!r} has a default outside its range"


def _import_faults(kind: Kind) -> Iterator[str]:
    spec = kind.imports
    if spec is None:
        return
    fields = spec.form.base_fields
    verbs = {action.name: action.roles for action in kind.actions}
    verbs |= {event.name: event.roles for event in kind.events}
    named = {*spec.key, *spec.sample, *([spec.again] if spec.again else [])}
    for act in spec.acts:
        named |= {act.when, *act.inputs.values()}
        if act.role not in verbs.get(act.name, frozenset()):
            yield f"the import does {act.name!r} as {act.role!r}, which no verb allows"
    for name in sorted(named - set(fields)):
        yield f"the import names the column {name!r}, which its form does not have"
    for name in (name for name, field in fields.items() if field.required and not spec.sample.get(name)):
        yield f"the import's sample leaves out {name!r}, which is required"
    if not spec.key:
        yield "the import has no key by which it would recognise a row"
    if spec.role not in kind.opening.roles:
        yield f"the import opens cases as {spec.role!r}, which may not"


def _letter_faults(kind: Kind) -> Iterator[str]:
    codes = [letter.code for letter in kind.letters]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"the letter {code!r} is declared twice"
    for letter in kind.letters:
        yield from letter.faults()
        if letter.again and letter.again not in {action.name for action in kind.actions}:
            yield f"the letter {letter.code!r} is written again by {letter.again!r}, which is no action"
    for action in kind.actions:
        for code in sorted({*action.letters} - {*codes}):
            yield f"the action {action.name!r} writes {code!r}, which is no letter"


def _mail_faults(kind: Kind) -> Iterator[str]:
    spec = kind.mail
    if spec is None:
        return
    if spec.team not in TEAMS:
        yield f"mail of the kind is read by {spec.team!r}, which is no team"
    if spec.role not in kind.opening.roles:
        yield f"mail opens cases as {spec.role!r}, which may not"
