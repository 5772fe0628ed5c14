"""Celery's part: it wakes the loops. What is due, and when, is in PostgreSQL."""

from __future__ import annotations

from celery import shared_task

from cases import clock, deadlines, idempotency, outbox, timeline
from cases.connectors import calling
from cases.daily import keeping
from cases.exchange import runs, working
from cases.files import scanning
from cases.mailbox import answering, fetching, ingesting
from cases.notices import mailing
from cases.policies import following, running
from cases.scenarios import running as playing


@shared_task(ignore_result=True)
def run_deadlines() -> None:
    """One pass of the timed steps."""
    deadlines.run_pass()


@shared_task(ignore_result=True)
def drain_outbox() -> None:
    """Sends what waits: the outbox, answers to mail without a case, what people are told. Asks systems."""
    outbox.drain()
    mailing.drain()
    answering.drain()
    calling.drain()


@shared_task(ignore_result=True)
def read_mails() -> None:
    """Reads again what could not be read."""
    ingesting.read_due()


@shared_task(ignore_result=True)
def fetch_mails() -> None:
    """Looks into the mailbox on the mail server, where there is one."""
    fetching.fetch()


@shared_task(ignore_result=True)
def run_imports() -> None:
    """Does the imports that wait, one after another."""
    while working.run_next():
        pass


@shared_task(ignore_result=True)
def run_replays() -> None:
    """Does the replays of policies that wait, part by part."""
    running.run_all()


@shared_task(ignore_result=True)
def run_scenarios() -> None:
    """Plays the kept scenarios for the drafts that wait for it, one after another."""
    while playing.run_next():
        pass


@shared_task(ignore_result=True)
def move_deadlines() -> None:
    """Dates set deadlines anew for the changes of policies that took effect, one after another."""
    while following.run_next():
        pass


@shared_task(ignore_result=True)
def forget_imports() -> None:
    """Deletes the files of imports that are a week old."""
    runs.forget_old()


@shared_task(ignore_result=True)
def scan_files() -> None:
    """Gives the files in quarantine to the scanner."""
    scanning.scan_due()


@shared_task(ignore_result=True)
def anchor_chain() -> None:
    """Puts the newest timeline entries under one more hash."""
    timeline.anchor(clock.now())


@shared_task(ignore_result=True)
def forget_keys() -> None:
    """Deletes the idempotency keys of requests that nobody repeats any more."""
    idempotency.forget_old()


@shared_task(ignore_result=True)
def keep_figures() -> None:
    """Counts what the timeline has more since the last time, for the boards."""
    keeping.keep()
