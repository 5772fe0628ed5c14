"""A worker that hears nothing any more ends itself, so that whoever keeps it running starts it afresh.

After a broker was away, Celery's consumer may come back deaf: connected, and taking nothing
(https://github.com/celery/celery/issues/8091 and others). From outside the process looks well.
"""

from __future__ import annotations

import logging
import os
import time
from threading import Thread
from typing import Any, Final

import redis
from celery.signals import worker_ready
from celery.worker import state
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = float(settings.WAKE_UP_SECONDS)
DEAF_SECONDS: Final = 3 * LOOK_SECONDS  # of wake-ups that lie about while nothing is in work
EXIT_CODE: Final = 70
QUEUE: Final = "celery"


class Deafness:
    """For how long messages have lain in the broker while this worker took none and did nothing."""

    def __init__(self) -> None:
        self.taken = -1
        self.since: float | None = None

    def seconds(self, *, waiting: int, busy: int, taken: int, now: float) -> float:
        """The length after another look, at the monotonic time `now`; 0 while all is well."""
        if not waiting or busy or taken != self.taken:
            self.since, self.taken = None, taken
            return 0.0
        self.since = now if self.since is None else self.since
        return now - self.since


def _waiting(client: Any) -> int:
    """How many messages lie in the broker; 0 where it does not answer, which is nothing a new start mends."""
    try:
        return int(client.llen(QUEUE))
    except redis.RedisError:
        return 0


def _watch() -> None:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=1.0, socket_connect_timeout=1.0, retry=Retry(NoBackoff(), 0)
    )
    deafness = Deafness()
    while True:
        time.sleep(LOOK_SECONDS)
        busy, taken = len(state.reserved_requests), sum(state.total_count.values())
        silent = deafness.seconds(waiting=_waiting(client), busy=busy, taken=taken, now=time.monotonic())
        if silent >= DEAF_SECONDS:
            log.critical("messages wait since %.0f s and this worker hears nothing: it ends", silent)
            logging.shutdown()
            os._exit(EXIT_CODE)  # nothing is in work, and a stop in order waits for the deaf consumer


@worker_ready.connect  # type: ignore[untyped-decorator]  # celery ships no types
def _begin(**kwargs: object) -> None:
    if not settings.IS_TEST:  # tests run workers in their own process
        Thread(target=_watch, name="worker-watch", daemon=True).start()
