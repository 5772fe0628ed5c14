"""One change of one case while it is being made: what an action's `run` works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from cases.kinds import Kind
from cases.letters.blocks import Block
from cases.routing import Asked, Policy, Source
from cases.teams import role_label
from cases.timeline import plain

if TYPE_CHECKING:
    from cases.models import Case, User


@dataclass(frozen=True)
class Message:
    """A message to be stored in the outbox with the change.

    `blocks` and `digest` are those of a registered letter; `html` is that of a message that goes out again.
    """

    kind: str
    channel: str
    to: str
    subject: str
    body: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] | None = None
    digest: str = ""
    html: str = ""
    calendar: str = ""


@dataclass
class Step:
    """The case (locked, of its own kind), who acts and in which role, the input, and the instants.

    `now` is when it becomes known (the clock under the lock), `at` when it happened. What `run` wants to
    happen it says here; the door stores it all in one transaction.
    """

    case: Any
    kind: Kind
    name: str
    actor: User | None
    role: str
    now: datetime
    at: datetime
    policy: Policy
    data: dict[str, Any] = field(default_factory=dict)
    effects: list[str] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    links: list[tuple[str, Case]] = field(default_factory=list)
    unlinks: list[tuple[str, Case]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    kept: list[Model] = field(default_factory=list)
    final: Any = None

    @property
    def facts(self) -> Any:
        """The kind's facts as they are now; those in `final` once nothing of this step changes them any more.

        They are asked for several times in every step, and making them takes longer than most questions.
        """
        return self.kind.facts(self.case) if self.final is None else self.final

    def asked(self, data: dict[str, Any] | None) -> Asked:
        """What the guards are asked about, with or without the input."""
        return Asked(self.facts, self.policy, self.now, self.role, self.case.state, data, self.extra)

    def set(self, name: str, value: Any, *, source: str = "") -> None:
        """Sets a field of the case, remembers old and new, and where the fact came from."""
        old = getattr(self.case, name)
        if old == value:
            return
        setattr(self.case, name, value)
        first = self.changes.get(name, [plain(old)])[0]
        self.changes[name] = [first, plain(value)]
        self.case.fact_sources[name] = {
            "label": source or role_label(self.role),
            "happened_at": plain(self.at),
            "known_at": plain(self.now),
        }

    def set_all(self, *names: str, source: str = "") -> None:
        """Sets each named field from the input of the same name; an input left empty changes nothing."""
        for name in names:
            value = self.data.get(name)
            if value not in (None, ""):
                self.set(name, value, source=source)

    def effect(self, name: str) -> None:
        """Notes an effect under its contract name; raises KeyError for a name the kind does not declare."""
        if name not in self.kind.effects:
            raise KeyError(f"{name!r} is no effect of the kind {self.kind.code!r}")
        self.effects.append(name)

    def send(self, kind: str, channel: str, to: str, subject: str, body: str = "", **payload: Any) -> None:
        """Puts a message in free words into the outbox, sent after commit by a worker."""
        self.messages.append(Message(kind, channel, to, subject, body, plain(payload)))

    def write(
        self, code: str, channel: str, to: str, context: Any, *, calendar: str = "", **payload: Any
    ) -> None:
        """Puts a registered letter into the outbox, filled with its context.

        In the payload, `when_sent` (`{"name": …, "data": …}`) is the event or action of AccountOps that
        follows once it was really sent, and `dated` (`{"days": …, "zone": …, "written": …}`) a date in the
        text that counts from the day of sending: it is written anew where that is a later one.

        `calendar` is an .ics for its receiver. Raises KeyError for a letter that the kind does not have, and
        Unfilled where a placeholder stays empty; the door makes a refusal of that.
        """
        filled = self.kind.letter(code).fill(context)
        self.messages.append(
            Message(
                code,
                channel,
                to,
                filled.subject,
                filled.text,
                plain(payload),
                filled.blocks,
                filled.digest,
                calendar=calendar,
            )
        )

    def flag(self, name: str, on: bool = True) -> None:
        """Raises or lowers a flag of the case."""
        if (name in self.case.flags) == on:
            return
        before = list(self.case.flags)
        self.case.flags = sorted({*before, name} if on else {*before} - {name})
        self.changes["flags"] = [self.changes.get("flags", [before])[0], list(self.case.flags)]

    def keep(self, *rows: Model) -> None:
        """Stores rows of the kind's own tables with the case: new ones are inserted, others written whole.

        They may refer to the case, and to each other in the order given, before any of them has a number.
        """
        known = {id(row) for row in self.kept}
        self.kept += [row for row in rows if id(row) not in known]

    def say(self, **words: Any) -> None:
        """Adds plain facts to the timeline entry's data."""
        self.said.update(words)

    def link(self, relation: str, other: Case) -> None:
        """Relates the case to another one."""
        self.links.append((relation, other))

    def unlink(self, relation: str, other: Case) -> None:
        """Takes a relation to another case away."""
        self.unlinks.append((relation, other))

    def move(self, transition: str) -> None:
        """Takes a transition of the machine; for timed steps and events, which name none by themselves."""
        getattr(self.case, transition)()


def sources_of(case: Case) -> dict[str, Source]:
    """The sources of a case's facts, by field name."""
    return {
        name: Source(row["label"], _instant(row["happened_at"]), _instant(row["known_at"]))
        for name, row in case.fact_sources.items()
    }


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
