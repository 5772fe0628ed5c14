"""After commit: a nudge to the workers. Only a nudge; the poll finds the rows anyway."""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

TASKS = {"outbox": "cases.tasks.drain_outbox", "deadlines": "cases.tasks.run_deadlines"}


def hurry(what: str) -> None:
    """Asks a worker to look, after this transaction committed. A broker that is away costs nothing."""
    transaction.on_commit(lambda: _nudge(TASKS[what]), robust=True)


def _nudge(task: str) -> None:
    try:
        current_app.send_task(task, expires=5, ignore_result=True, retry=False)
    except Exception:
        log.warning("The broker did not take %s; the next poll does it.", task, exc_info=True)
