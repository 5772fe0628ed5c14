"""What was promised against what happened: a pure function over rows, the same for every scheduler.

Each armed deadline belongs to exactly one timeline entry, or was cancelled with a reason, or is still ahead;
each timeline entry of a timed step belongs to one deadline; each message arrives under its key; what people
were told is done is there once. What was still being worked off when the time was up is waiting, not lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, cast

from tests.chaos.calls import Asked, Reached, untrue

What = Literal[
    "lost", "doubled", "moved on", "no entry", "no deadline", "no reason", "early", "not planned",
    "not delivered", "not sent by us", "no message of it", "acknowledged and lost", "done twice", "chain",
    "waiting",
]  # fmt: skip
Moment = tuple[str, str, datetime]  # kind, subject and due instant of a deadline, as a timeline tells them


@dataclass(frozen=True)
class Armed:
    """One deadline row. `earliest` is the first instant at which it may fire."""

    case: str
    kind: str
    subject: str
    due_at: datetime
    earliest: datetime
    status: str
    reason: str = ""
    number: int = 0
    follows_up: bool = False

    @property
    def moment(self) -> Moment:
        """By what the timeline names it."""
        return self.kind, self.subject, self.due_at


@dataclass(frozen=True)
class Entry:
    """One timeline entry. `fired` is the deadline it tells of; `planned` what it armed ("armed") or took
    away ("cancelled")."""

    case: str
    seq: int
    action: str
    recorded_at: datetime
    closed_before: bool = False
    refused: bool = False
    by_person: bool = False
    fired: Moment | None = None
    planned: tuple[tuple[Moment, str], ...] = ()


@dataclass(frozen=True)
class Sent:
    """One message: its key, and the entry it came with; an answer to mail without a case came with none."""

    key: str
    case: str
    seq: int
    status: str = "sent"


@dataclass(frozen=True)
class Evidence:
    """Everything there is at the end. `acknowledged` counts, per case and action, what people were told.

    `brought` are the Message-IDs of mails whose gateway was told they are here, `mails` those that are, and
    whether each was read. `calls` are the rows of calls to other systems, `wanted` the keys of those that
    messages asked for, `reached` what came to the other end. `working`: the time was up while less and less
    was left to do.
    """

    now: datetime
    armed: Sequence[Armed] = ()
    entries: Sequence[Entry] = ()
    sent: Sequence[Sent] = ()
    delivered: Sequence[str] = ()
    acknowledged: Mapping[tuple[str, str], int] = field(default_factory=dict)
    brought: Sequence[str] = ()
    mails: Sequence[tuple[str, bool]] = ()
    chain: Sequence[str] = ()
    calls: Sequence[Asked] = ()
    wanted: Sequence[str] = ()
    reached: Sequence[Reached] = ()
    working: bool = False

    @property
    def rest(self) -> What:
        """What that is called which was due and not done."""
        return "waiting" if self.working else "lost"


@dataclass(frozen=True)
class Breach:
    """One promise that was not kept."""

    what: What
    where: str
    told: str

    def __str__(self) -> str:
        return f"{self.what}: {self.where}: {self.told}"


def breaches(found: Evidence) -> list[Breach]:
    """Every promise that was not kept, in a fixed order; empty when all were."""
    return [
        *_deadlines(found),
        *_entries(found),
        *_plans(found),
        *_messages(found),
        *_people(found),
        *_mails(found),
        *(
            Breach(cast("What", what), where, told)
            for what, where, told in untrue(found.calls, found.wanted, found.reached, found.rest)
        ),
        *(Breach("chain", "timeline", told) for told in found.chain),
    ]


def summary(found: Evidence) -> dict[str, int]:
    """The figures that go with the verdict."""
    status = Counter(row.status for row in found.armed)
    return {
        "armed": len(found.armed),
        "fired": status["fired"],
        "cancelled": status["cancelled"],
        "ahead": status["armed"],
        "parked": status["parked"],
        "entries": len(found.entries),
        "messages": len(found.sent),
        "deliveries": len(found.delivered),
        "delivered again": len(found.delivered) - len(set(found.delivered)),
        "acknowledged": sum(found.acknowledged.values()),
        "mails": len(found.mails),
        "calls": len(found.calls),
        "effects": sum(one.what == "effect" for one in found.reached),
        "unmet calls": sum(row.status == "stuck" for row in found.calls),
        "by hand": sum(row.by_person for row in found.calls),
    }


def _fired(found: Evidence) -> dict[tuple[str, Moment], list[Entry]]:
    """The entries that tell of each deadline's firing."""
    told: dict[tuple[str, Moment], list[Entry]] = defaultdict(list)
    for entry in found.entries:
        if entry.fired is not None:
            told[entry.case, entry.fired].append(entry)
    return told


def _deadlines(found: Evidence) -> Iterator[Breach]:
    """Each deadline row: fired once, or cancelled with a reason, or still ahead."""
    told = _fired(found)
    rows = Counter((row.case, row.moment) for row in found.armed if row.status == "fired")
    for row in found.armed:
        entries = told.get((row.case, row.moment), [])
        if row.status == "fired":
            yield from _fired_row(row, entries)
        else:
            yield from _other_row(row, entries if not rows[row.case, row.moment] else [], found)
    for key, entries in told.items():
        if rows[key] and len(entries) > rows[key]:
            seqs = ", ".join(str(entry.seq) for entry in entries)
            yield Breach("doubled", f"{key[0]} {key[1][0]}", f"one deadline, entries {seqs}")


def _fired_row(row: Armed, entries: Sequence[Entry]) -> Iterator[Breach]:
    where = _place(row)
    if not entries:
        yield Breach("no entry", where, "it counts as fired, and the timeline does not know of it")
    if any(entry.recorded_at < row.earliest for entry in entries):
        yield Breach("early", where, f"it fired before {row.earliest.isoformat()}")
    if not row.follows_up and any(entry.closed_before for entry in entries):
        yield Breach("moved on", where, "it fired on a case that was closed")


def _other_row(row: Armed, entries: Sequence[Entry], found: Evidence) -> Iterator[Breach]:
    where = _place(row)
    if entries:
        yield Breach("moved on", where, f"it is {row.status}, and fired in entry {entries[0].seq}")
    if row.status == "cancelled" and not row.reason:
        yield Breach("no reason", where, "it was cancelled without a reason")
    if row.status == "armed" and row.earliest <= found.now:
        yield Breach(found.rest, where, "it was due and nothing happened")


def _entries(found: Evidence) -> Iterator[Breach]:
    """Each entry of a timed step has a deadline row."""
    rows = {(row.case, row.moment) for row in found.armed}
    for entry in found.entries:
        if entry.fired is not None and (entry.case, entry.fired) not in rows:
            yield Breach("no deadline", f"{entry.case}/{entry.seq}", f"{entry.fired[0]} was never armed")


def _plans(found: Evidence) -> Iterator[Breach]:
    """What an entry armed is a row; what it took away did not fire after it, unless it was armed again."""
    rows = Counter((row.case, row.moment) for row in found.armed)
    said: Counter[tuple[str, Moment]] = Counter()
    last: dict[tuple[str, Moment], tuple[str, int]] = {}
    for entry in sorted(found.entries, key=lambda one: (one.case, one.seq)):
        if entry.fired is not None:
            before = last.get((entry.case, entry.fired))
            if before is not None and before[0] == "cancelled":
                told = f"entry {before[1]} took it away, entry {entry.seq} fired it"
                yield Breach("moved on", f"{entry.case} {entry.fired[0]}", told)
        for moment, status in entry.planned:
            last[entry.case, moment] = (status, entry.seq)
            said[entry.case, moment] += status == "armed"
    for key, number in said.items():
        if rows[key] < number:
            told = f"the timeline armed it {number} times, the table knows {rows[key]}"
            yield Breach("not planned", f"{key[0]} {key[1][0]}", told)


def _messages(found: Evidence) -> Iterator[Breach]:
    """Each message belongs to an entry, each number of an entry is there, and each arrived under its key."""
    entries = {(entry.case, entry.seq) for entry in found.entries if not entry.refused}
    arrived, ours = set(found.delivered), {row.key for row in found.sent}
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in found.sent:
        if row.key not in arrived:
            is_waiting = found.working and row.status == "pending"
            what: What = "waiting" if is_waiting else "not delivered"
            yield Breach(what, row.key, f"it is {row.status} and never arrived")
        if row.case:
            numbers[row.case, row.seq].append(int(row.key.rpartition("/")[2]))
        if row.case and (row.case, row.seq) not in entries:
            yield Breach("no entry", row.key, "a message without the entry that it came with")
    for (case, seq), found_numbers in numbers.items():
        if sorted(found_numbers) != list(range(1, len(found_numbers) + 1)):
            told = f"messages {sorted(found_numbers)} of one entry"
            yield Breach("no message of it", f"{case}/{seq}", told)
    for key in sorted(arrived - ours):
        yield Breach("not sent by us", key, "it arrived, and no message has that key")


def _people(found: Evidence) -> Iterator[Breach]:
    """What people were told is done stands, each once."""
    done = Counter((one.case, one.action) for one in found.entries if one.by_person and not one.refused)
    for (case, action), number in found.acknowledged.items():
        if done[case, action] != number:
            what: What = "acknowledged and lost" if done[case, action] < number else "done twice"
            yield Breach(what, f"{case} {action}", f"{number} times told, {done[case, action]} times done")


def _mails(found: Evidence) -> Iterator[Breach]:
    """Each mail that was taken is here once, and was read."""
    here = Counter(name for name, _ in found.mails)
    for name in sorted(set(found.brought)):
        if here[name] != 1:
            what: What = "done twice" if here[name] else "acknowledged and lost"
            yield Breach(what, name, f"the mail is here {here[name]} times")
    for name, was_read in found.mails:
        if not was_read:
            yield Breach(found.rest, name, "the mail was never read")


def _place(row: Armed) -> str:
    return f"{row.case} {row.kind} {row.subject}".rstrip() + f" due {row.due_at.isoformat()}"
