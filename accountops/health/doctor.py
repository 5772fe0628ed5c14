"""Does this installation do its work, and if not, what is to be done? One finding for each thing asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from django.core.checks import ERROR, CheckMessage, run_checks
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from accountops.health import ready
from cases import clock, deadlines, outbox, registry, vitals
from cases.saying import all_of
from cases.setaside import label_of
from cases.wording import span, told

LATE_SECONDS: Final = 60.0
UNSENT_SECONDS: Final = 300.0
# What programs read by its name, as people call it.
TITLES: Final = {
    "settings": _("Settings"),
    "database": _("Database"),
    "migrations": _("Tables of the database"),
    "broker": _("Broker, which wakes the workers"),
    "storage": _("Folder for files that come in"),
    "clock": _("Clock of this machine"),
    "timed steps": _("Timed steps that are due"),
    "parked steps": _("Timed steps that were set aside"),
    "outbox": _("Messages on their way"),
    "dead messages": _("Messages that were given up"),
    "mailbox": _("Mailbox"),
    "mails not read": _("Mails that could not be read"),
    "dead answers": _("Answers to mails that were given up"),
    "pulse of deadlines": _("Worker for timed steps"),
    "pulse of outbox": _("Worker for messages"),
}
WELL: Final = {
    "database": _("It answers and takes changes."),
    "migrations": _("They are up to date."),
    "broker": _("It answers."),
    "storage": _("It can be written."),
}
REMEDIES: Final = {
    "database": _("Start PostgreSQL, or correct DATABASE_URL."),
    "migrations": _("Run: manage.py bootstrap"),
    "broker": _("Start the broker, or correct REDIS_URL. Meanwhile run: manage.py run_deadlines"),
    "storage": _("Make MEDIA_ROOT a folder that this user may write."),
    "clock": _("Have this machine's clock set by NTP."),
}
RUN: Final = _("Start a worker and beat. Meanwhile run: manage.py run_deadlines")
LOOK: Final = _("Open the page Operations: mend what its error says, then try again, or leave out.")
MAIL: Final = _("Start the mail server, or correct IMAP_HOST, IMAP_USER or IMAP_PASSWORD.")
UNREAD: Final = _("Open the page Mail, Not read, and see to them by hand.")
ANSWER: Final = _("Mend the mail server, then answer once more on the page Mail.")
CORRECT: Final = _("Correct it.")
NONE: Final = _("There are none.")


@dataclass(frozen=True)
class Finding:
    """One line of the report; `remedy` says what to do where it is not well. Programs read the name."""

    name: str
    well: bool
    told: str
    remedy: str = ""

    @property
    def title(self) -> str:
        """What was looked at, for people."""
        return gettext(TITLES[self.name])


def findings() -> Iterator[Finding]:
    """Everything in the order in which it is worth repairing."""
    for fault in _faults():
        yield Finding(
            "settings", well=False, told=f"{fault.id}: {fault.msg}", remedy=fault.hint or told(CORRECT)
        )
    if not _faults():
        yield Finding("settings", well=True, told=gettext("They are complete."))
    _ready, services = ready.report()
    for row in services:
        yield _service(str(row["name"]), str(row["detail"]), well=bool(row["ok"]))
    if all(row["ok"] for row in services if row["name"] in {"database", "migrations"}):
        for look in (_timed_steps, _messages, _mail, _pulses):
            yield from look()


@cache
def _faults() -> tuple[CheckMessage, ...]:
    """Looked at once: they do not change while a process runs, and looking takes a moment."""
    return tuple(message for message in run_checks() if message.level >= ERROR)


def _service(name: str, detail: str, *, well: bool) -> Finding:
    if name == "clock":
        seconds = f"{ready.skew_seconds():.1f}" if well else ""
        words = (
            gettext("It is %(seconds)s s away from the database's.") % {"seconds": seconds}
            if well
            else detail
        )
    else:
        words = gettext(WELL[name]) if well else gettext("It does not work: %(detail)s.") % {"detail": detail}
    return Finding(name, well, words, "" if well else gettext(REMEDIES[name]))


def _found(name: str, words: str, remedy: str) -> Finding:
    """A finding that is well where nothing is to be done."""
    return Finding(name, not remedy, words, told(remedy))


def _timed_steps() -> Iterator[Finding]:
    now = clock.now()
    first = vitals.overdue_deadlines(now).select_related("case").first()
    words, late = gettext("None waits."), timedelta()
    if first:
        late = now - first.due_at
        words = gettext("The first should have happened %(late)s ago: %(step)s, %(case)s.") % {
            "late": span(late),
            "step": told(label_of(registry.kind_of(first.case), first.kind)),
            "case": first.case.reference,
        }
    yield _found("timed steps", words, RUN if late.total_seconds() > LATE_SECONDS else "")
    parked = vitals.parked_deadlines().count()
    failed = ngettext("%(n)d failed five times.", "%(n)d failed five times each.", parked) % {"n": parked}
    yield _found("parked steps", failed if parked else gettext(NONE), LOOK if parked else "")


def _messages() -> Iterator[Finding]:
    channels = vitals.outbox_by_channel(clock.now())
    oldest = max((row["oldest"] for row in channels.values() if "oldest" in row), default=None)
    waits = gettext("None waits.")
    if oldest is not None:
        waits = gettext("The oldest has waited for %(long)s.") % {"long": span(timedelta(seconds=oldest))}
    yield _found("outbox", waits, RUN if (oldest or 0.0) > UNSENT_SECONDS else "")
    dead = sorted((channel, row["dead"]) for channel, row in channels.items() if row.get("dead"))
    told_each = [
        gettext("%(n)d by %(channel)s") % {"n": number, "channel": channel.replace("_", " ")}
        for channel, number in dead
    ]
    yield _found("dead messages", f"{all_of(told_each)}." if dead else gettext(NONE), LOOK if dead else "")


def _mail() -> Iterator[Finding]:
    problems = vitals.mailbox_problems()
    yield _found(
        "mailbox", "; ".join(problems) or gettext("Nothing is wrong with it."), MAIL if problems else ""
    )
    for name, number, remedy in (
        ("mails not read", vitals.unread_mails(), UNREAD),
        ("dead answers", vitals.dead_answers(), ANSWER),
    ):
        waiting = ngettext("%(n)d waits for a person.", "%(n)d wait for a person.", number) % {"n": number}
        yield _found(name, waiting if number else gettext(NONE), remedy if number else "")


def _pulses() -> Iterator[Finding]:
    ages = vitals.pulse_ages(clock.now())
    for name in (deadlines.PULSE, outbox.PULSE):
        age = ages.get(name)
        words = gettext("It never did a round.")
        if age is not None:
            words = gettext("It did its last round %(seconds)d s ago.") % {"seconds": max(age, 0.0)}
        well = age is not None and age <= vitals.SILENT_SECONDS
        yield _found(f"pulse of {name}", words, "" if well else RUN)
