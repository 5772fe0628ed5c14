"""A case as it was at an instant, put together again from what is never changed.

State, version, deadlines, decision, messages and policy come from rows that only grow. Facts are
wound back from what they are now by the changes that the timeline keeps, newest first; a stamp that a later
entry set is taken off. What a person erased since stays erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from cases import asof_rows, clock, registry, standing
from cases.kinds import Kind
from cases.models import Case, Deadline, OutboxMessage, StoredDecision, TimelineEntry, User
from cases.planning import ATTENTION, REDATE
from cases.policy import Book
from cases.teams import role_label
from cases.timeline import plain


class NotYet(LookupError):
    """The case did not exist at that instant."""


@dataclass(frozen=True)
class Then:
    """The case at `at`, of its kind's model and not to be stored, and its newest entry by then."""

    case: Any
    at: datetime
    entry: TimelineEntry


def at(case: Any, instant: datetime) -> Then:
    """The case as it was known at an instant. `case` is of its kind's model. Raises NotYet."""
    kind = registry.kind_of(case)
    rows = list(
        TimelineEntry.objects.filter(case=case.pk, refused=False).order_by("seq").select_related("personal")
    )
    before = [row for row in rows if row.recorded_at <= instant]
    if not before:
        raise NotYet
    found = kind.model.objects.get(pk=case.pk)
    surroundings = standing.of(found)
    wind_back(found, kind, rows, rows, before[-1])
    found.standing = _standing(found, surroundings, instant, before[-1])
    with clock.fixed_at(instant):
        _derived(found, kind, before)
    return Then(found, instant, before[-1])


def wind_back(
    case: Any,
    kind: Kind,
    rows: Sequence[TimelineEntry],
    known: Sequence[TimelineEntry],
    entry: TimelineEntry,
) -> None:
    """Makes a case in memory what it was known to be after an entry: state, facts, rows of its own.

    `rows` are all entries of the case but refused ones, `known` those that it has not been wound back past.
    """
    before = [row for row in rows if row.seq <= entry.seq]
    later = [row for row in known if row.seq > entry.seq]
    _wind_back(case, later, entry.recorded_at, _told(rows))
    _states(case, kind, rows, before)
    _sources(case, before)
    asof_rows.wind_back(case, entry, rows, later)


def _told(rows: Sequence[TimelineEntry]) -> frozenset[str]:
    """The columns whose changes are told: no later stamp has to be looked for in them."""
    parts = [part for row in rows for part in (row.data.get("changes", {}), _was(row))]
    return frozenset(name.partition(".")[0] for part in parts for name in part)


def _was(row: TimelineEntry) -> dict[str, Any]:
    """What columns held before an entry that tells them under no other name; words that are gone, gone."""
    words = getattr(row, "personal", None)
    found: dict[str, Any] = row.data.get("was", {}) | (words.data.get("was", {}) if words else {})
    return found


def _wind_back(case: Any, later: Sequence[TimelineEntry], instant: datetime, told: frozenset[str]) -> None:
    """Takes back what later entries changed, newest first, and the stamps that they set."""
    columns = {field.name: field for field in case._meta.concrete_fields}
    by_column = {field.attname: field for field in case._meta.concrete_fields}
    stamps = {row.recorded_at for row in later} | {row.at for row in later}
    instants = {stamp for stamp in stamps if stamp > instant}
    for row in reversed(later):
        changes = {name: old for name, (old, _) in row.data.get("changes", {}).items()}
        for name, old in (changes | _was(row)).items():
            field = columns.get(name) or by_column.get(name)
            if field is not None:
                held = getattr(case, field.attname)
                shorter = held[: old["first"]] if _is_shorter(held, old) else _read(field, name, old)
                setattr(case, field.attname, shorter)
            else:
                _put_back(case, name, old)
    own = {field.name for field in Case._meta.concrete_fields}
    for name, field in columns.items():
        value = getattr(case, field.attname)
        if name in own or name in told or field.attname in told:
            continue
        if isinstance(field, models.DateTimeField) and field.null and value in instants:
            setattr(case, name, None)
        elif isinstance(field, models.JSONField) and isinstance(value, list):
            setattr(case, name, [one for one in value if not _of_later(one, instants)])


def _is_shorter(held: Any, old: Any) -> bool:
    """Whether an old value is told as the first so many of a list."""
    return isinstance(held, list) and isinstance(old, dict) and old.keys() == {"first"}


def _put_back(case: Any, name: str, old: Any) -> None:
    """A value that is kept under its name in a column of many, which may be named before it."""
    column, _, key = name.rpartition(".")
    name = key
    for field in case._meta.concrete_fields:
        held = getattr(case, field.attname)
        if (
            isinstance(field, models.JSONField)
            and isinstance(held, dict)
            and (field.name == column if column else field.name != "fact_sources")
        ):
            rest = {key: value for key, value in held.items() if key != name}
            setattr(case, field.name, rest if old is None else rest | {name: old})


def _of_later(one: Any, instants: set[datetime]) -> bool:
    """Whether an item of a list came with a later entry, whose instant it bears."""
    return isinstance(one, dict) and one.get("at") in {plain(instant) for instant in instants}


def _read(field: models.Field[Any, Any], name: str, old: Any) -> Any:
    """A value as the timeline tells it, as the column holds it; people are told by their usernames."""
    if isinstance(field, models.ForeignKey):
        if name == field.attname or old is None:
            return old
        return User.objects.filter(username=old).values_list("pk", flat=True).first()
    if old is None and not field.null:
        return field.get_default()
    return field.to_python(old)


def _states(case: Any, kind: Kind, rows: Sequence[TimelineEntry], before: Sequence[TimelineEntry]) -> None:
    """State, version, generation, and since when, as the entries by then left them."""
    case.state = case.loaded_state = before[-1].to_state
    case.version = max((row.version for row in before if row.version is not None), default=1)
    case.updated_at = before[-1].recorded_at
    case.generation, case.closed_at, case.state_since = 1, None, before[0].recorded_at
    for row in before:
        if row.from_state == row.to_state:
            continue
        case.state_since = row.recorded_at
        is_closed = kind.state(row.to_state).closed
        if row.from_state and kind.state(row.from_state).closed and not is_closed:
            case.generation += 1
        case.closed_at = (case.closed_at or row.at) if is_closed else None
    ends = {state.code for state in kind.states if state.closed}
    later = rows[len(before) :]
    if any("outcome" in {**_was(row), **row.data.get("changes", {})} for row in later):
        return
    if any({row.from_state, row.to_state} & ends for row in later if row.from_state != row.to_state):
        case.outcome = None


def _sources(case: Any, before: Sequence[TimelineEntry]) -> None:
    """Where each fact came from by then: the newest entry that changed it, else the opening."""
    for name in list(case.fact_sources):
        telling = [row for row in before if name in row.data.get("changes", {})]
        row, now = (telling or before[:1])[-1], case.fact_sources[name]
        if datetime.fromisoformat(now["known_at"]) <= before[-1].recorded_at:
            continue
        if not telling and getattr(case, name, None) in (None, "", False):
            del case.fact_sources[name]
            continue
        known = {"happened_at": plain(row.at), "known_at": plain(row.recorded_at)}
        case.fact_sources[name] = {"label": role_label(row.as_role) if row.as_role else now["label"]} | known


def _standing(
    case: Any, now: standing.Standing, instant: datetime, newest: TimelineEntry
) -> standing.Standing:
    versions = [one for one in now.book.versions if one.created_at <= instant]
    deadlines = Deadline.objects.filter(case=case.pk, armed_at__lte=instant).order_by("pk")
    messages = OutboxMessage.objects.filter(case=case.pk, created_at__lte=instant).order_by("pk")
    decisions = StoredDecision.objects.filter(case=case.pk, decided_at__lte=instant)
    return standing.Standing(
        instant,
        Book(now.book.kind, versions),
        [_deadline_then(row, instant) for row in deadlines],
        decisions.order_by("-seq").first(),
        newest.seq,
        newest.hash,
        messages=[_message_then(row, instant) for row in messages],
        linked=now.linked,
        filed=now.filed,
        consents=now.consents,
    )


def _deadline_then(row: Deadline, instant: datetime) -> Deadline:
    if row.settled_at is not None and row.settled_at > instant:
        row.status, row.settled_at, row.reason, row.skipped = Deadline.Status.ARMED, None, "", False
    return row


def _message_then(row: OutboxMessage, instant: datetime) -> OutboxMessage:
    if row.sent_at is None or row.sent_at > instant:
        row.status, row.sent_at = OutboxMessage.Status.PENDING, None
    if row.bounced_at is not None and row.bounced_at > instant:
        row.bounced_at = None
    return row


def _derived(case: Any, kind: Kind, before: Sequence[TimelineEntry]) -> None:
    """What follows from state and facts: flags, holder, owner, queue line."""
    # Dating anew what is set decides nothing: what follows from the facts is as the entry before left it.
    last = next(row.recorded_at for row in reversed(before) if row.action != REDATE)
    case.attention_at = _attention(case, case.standing.deadlines)
    rules = case.standing.book.in_force(last)
    kind.adjust(case, rules, last)
    team = kind.state(case.state).team
    case.team = team(case) if callable(team) else team
    case.assignee = _owner(case, kind, before)
    decision = kind.decide(kind.facts(case), rules, last)
    line = kind.queue_line(case, kind.facts(case), decision)
    case.title, case.waiting_for, case.detail = line.title[:200], line.waiting_for[:200], line.detail[:200]
    case.amount_shown, case.currency_shown = line.amount, line.currency


def _attention(case: Any, rows: Iterable[Deadline]) -> datetime | None:
    """The answer target of this state that has passed by then."""
    fired = [row for row in rows if row.kind == ATTENTION and row.status == Deadline.Status.FIRED]
    return next((row.due_at for row in fired if row.settled_at and row.settled_at >= case.state_since), None)


def _owner(case: Any, kind: Kind, before: Sequence[TimelineEntry]) -> User | None:
    """Who had it: the last one told, unless another team holds it since."""
    owner, held = None, None
    for row in before:
        team = kind.state(row.to_state).team
        if team != held:
            owner, held = None, team
        if "assignee" in row.data.get("changes", {}):
            owner = row.data["changes"]["assignee"][1]
    return User.objects.filter(username=owner).first() if owner else None
