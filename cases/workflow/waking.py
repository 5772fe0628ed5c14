"""After commit: a nudge to the workers. Only a nudge; the poll finds the rows anyway.

A thread of each process sends it, so that nobody's request waits for a broker that is away, whatever way it
is away in: refused, silent, or not to be found.
"""

from __future__ import annotations

import logging
import os
from threading import Condition, Thread
from time import sleep
from typing import Final

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

TASKS = {
    "outbox": "cases.tasks.drain_outbox",
    "deadlines": "cases.tasks.run_deadlines",
    "imports": "cases.tasks.run_imports",
    "files": "cases.tasks.scan_files",
    "replays": "cases.tasks.run_replays",
    "scenarios": "cases.tasks.run_scenarios",
    "moves": "cases.tasks.move_deadlines",
}
USELESS_AFTER_SECONDS: Final = 5  # beat has sent the next one by then
AWAY_SECONDS: Final = 5.0  # so long nothing is tried after the broker did not take one


def hurry(what: str) -> None:
    """Asks a worker to look, after this transaction committed. A broker that is away costs nothing."""
    transaction.on_commit(lambda: _messenger.ask(TASKS[what]), robust=True)


class Messenger:
    """Sends each task that was asked for, once however often it was asked for meanwhile."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        self._word = Condition()
        self._thread: Thread | None = None
        self._away = False

    def ask(self, task: str) -> None:
        """Leaves the word and returns at once."""
        with self._word:
            self._asked.add(task)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="waking", daemon=True)
                self._thread.start()
            self._word.notify()

    def _run(self) -> None:
        while True:
            with self._word:
                self._word.wait_for(lambda: self._asked)
                asked, self._asked = self._asked, set()
            if not all(self._send(task) for task in sorted(asked)):
                sleep(AWAY_SECONDS)

    def _send(self, task: str) -> bool:
        try:
            current_app.send_task(task, expires=USELESS_AFTER_SECONDS, ignore_result=True, retry=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next poll does the work
            if not self._away:
                log.warning("the broker is away, the next poll does it: %s", error)
            self._away = True
            return False
        if self._away:
            log.info("the broker is back")
        self._away = False
        return True


def _afresh() -> None:
    """A forked process has the memory of its parent, and none of its threads."""
    global _messenger  # noqa: PLW0603 - one a process
    _messenger = Messenger()


_messenger = Messenger()
os.register_at_fork(after_in_child=_afresh)
