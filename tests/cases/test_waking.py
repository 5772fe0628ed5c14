"""Nobody waits for the broker: a thread tells it, and a broker that is away in whatever way costs nothing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from tests.accountops.production import run_python

ASK = """
import time
import django
django.setup()
from cases.workflow import waking
start = time.monotonic()
for number in range(1000):
    waking._messenger.ask(waking.TASKS["outbox"])
    waking._messenger.ask(waking.TASKS["deadlines"])
print(time.monotonic() - start)
time.sleep(1)
"""


@pytest.fixture
def silent() -> Iterator[str]:
    """A broker that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.mark.parametrize("address", ["", "redis://127.0.0.1:1/0", "redis://192.0.2.1:6379/0"])
def test_asking_a_thousand_times_takes_no_time(silent: str, address: str) -> None:
    start = time.monotonic()
    done = run_python(["-c", ASK], REDIS_URL=address or silent)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.strip().splitlines()[-1]) < 0.5
    assert time.monotonic() - start < 20  # the process does not wait for the thread either
    assert "Traceback" not in done.stderr


def test_a_broker_that_refuses_is_noted_once() -> None:
    done = run_python(["-c", ASK], REDIS_URL="redis://127.0.0.1:1/0", LOG_FORMAT="text")
    assert (done.stdout + done.stderr).count("the broker is away") == 1
