"""Who is at a case right now: kept in the broker's memory for less than a minute, never in the database.

Nothing depends on it. Where the broker is away nobody is shown, and nothing else happens.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

GONE_SECONDS: Final = 45.0  # three polls of an open page were missed
KEPT_SECONDS: Final = 120
PATIENCE_SECONDS: Final = 0.3
AWAY_SECONDS: Final = 10.0  # so long the broker is not asked again after it did not answer
PREFIX: Final = "accountops:here:"
EDITING, VIEWING, IDLE = "editing", "viewing", "idle"
DOING: Final = (EDITING, VIEWING, IDLE)  # of several open pages of one person the first of these counts
LONGEST_TAB: Final = 40

_away_until = 0.0


@dataclass(frozen=True)
class Other:
    """Somebody else who has the case open, and what they do there: one of DOING."""

    user: int
    name: str
    doing: str

    @property
    def mark(self) -> str:
        """The two in one word, to tell whether that is news."""
        return f"{self.user}.{self.doing}"


def here(case: int, user: int, name: str, tab: str, doing: str) -> list[Other]:
    """Notes that somebody has the case open in one page (`tab`), and answers who else has, by name.

    Whoever asks has been let see the case. Never raises: without a broker there is nobody.
    """
    global _away_until  # noqa: PLW0603 - one memory a process of a broker that is away
    if time.monotonic() < _away_until:
        return []
    key, field, now = f"{PREFIX}{case}", f"{user}:{tab[:LONGEST_TAB]}", time.time()
    told = f"{now:.0f}:{doing if doing in DOING else VIEWING}:{name}"
    try:
        with _client().pipeline(transaction=False) as pipe:
            pipe.hset(key, field, told)
            pipe.expire(key, KEPT_SECONDS)
            pipe.hgetall(key)
            found = pipe.execute()[-1]
    except redis.RedisError as error:
        log.info("nobody is shown at cases: %s", error)
        _away_until = time.monotonic() + AWAY_SECONDS
        return []
    return others(found, user, now)


def others(found: Mapping[str, str], user: int, now: float) -> list[Other]:
    """The people of what was noted, without `user` and without who has left; `now` is in seconds."""
    there: dict[int, Other] = {}
    for field, told in found.items():
        who = int(field.partition(":")[0])
        at, doing, name = told.split(":", 2)
        if who == user or now - float(at) > GONE_SECONDS:
            continue
        before = there.get(who)
        if before is None or DOING.index(doing) < DOING.index(before.doing):
            there[who] = Other(who, name, doing)
    return sorted(there.values(), key=lambda one: (one.name, one.user))


def forget_all() -> None:
    """Nobody is anywhere; for tests, which use the same case numbers again and again."""
    client = _client()
    for key in client.scan_iter(f"{PREFIX}*"):
        client.delete(key)


@cache
def _client() -> Any:
    return redis.Redis.from_url(
        settings.REDIS_URL or "redis://localhost:6379/0",
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
    )
