"""A worker that has gone deaf is told from one that is idle, busy, or without a broker."""

from __future__ import annotations

import pytest
import redis
from django.conf import settings

from accountops.worker_watch import QUEUE, Deafness, _waiting


@pytest.mark.parametrize(
    ("looks", "seconds"),
    [
        ([(1, 0, 5)] * 8, 30.0),  # messages lie about, nothing happens; the first look only learns the count
        ([(0, 0, 5)] * 8, 0.0),  # idle
        ([(9, 2, 5)] * 8, 0.0),  # busy with something long
        ([(9, 0, number) for number in range(8)], 0.0),  # many messages, all taken in turn
        ([(1, 0, 5)] * 7 + [(0, 0, 5)], 0.0),  # it has heard again
    ],
    ids=["deaf", "idle", "busy", "loaded", "recovered"],
)
def test_only_the_deaf_are_counted(looks: list[tuple[int, int, int]], seconds: float) -> None:
    deafness = Deafness()
    for number, (waiting, busy, taken) in enumerate(looks):
        found = deafness.seconds(waiting=waiting, busy=busy, taken=taken, now=100.0 + 5 * number)
    assert found == seconds


def test_what_waits_is_counted_at_the_broker() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        broker.delete(QUEUE)
        broker.rpush(QUEUE, "one", "two")
        assert _waiting(broker) == 2
        broker.delete(QUEUE)
    with redis.Redis.from_url("redis://127.0.0.1:1/0") as away:
        assert _waiting(away) == 0
