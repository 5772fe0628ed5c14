"""The launcher with real processes: what is killed comes back, and nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.accountops.launched import MARKS, Launched, mentioning, wait_for

pytestmark = pytest.mark.launcher


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    launched = Launched(tmp_path_factory.mktemp("demo") / "var", "demo")
    launched.wait_until_up()
    yield launched
    if launched.process.poll() is None:
        launched.end()
    Launched(launched.home, "reset").process.wait()


def is_ready(demo: Launched) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/readyz", timeout=5) as answer:
            return bool(json.load(answer)["ready"])
    except OSError:
        return False


def test_it_says_where_it_is_and_whom_to_sign_in_as(demo: Launched) -> None:
    assert f"http://localhost:{demo.port}/demo/sign-in/" in demo.said
    assert "Ines Okafor" in demo.said
    wait_for(lambda: set(demo.children()) == set(MARKS), demo)
    assert is_ready(demo)


def test_keys_and_addresses_are_for_this_user_only(demo: Launched) -> None:
    files = [demo.home / "services.json", *(demo.home / "keys").iterdir()]
    assert len(files) == 3
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_second_launcher_names_the_first_and_exits_3(demo: Launched) -> None:
    second = Launched(demo.home, "demo")
    assert second.process.wait(60) == 3
    assert f"process {demo.process.pid}, http://localhost:{demo.port}/" in second.said


def test_reset_is_refused_while_it_runs(demo: Launched) -> None:
    reset = Launched(demo.home, "reset")
    assert reset.process.wait(60) == 3
    assert is_ready(demo)


def test_exec_uses_the_running_services(demo: Launched) -> None:
    code = "from cases.models import User; print(User.objects.get(username='ines').name)"
    command = Launched(demo.home, "exec", "manage.py", "shell", "--no-imports", "-c", code)
    assert command.process.wait(60) == 0, command.said
    assert command.said.strip().endswith("Ines Okafor")


@pytest.mark.parametrize("part", MARKS)
def test_what_is_killed_comes_back(demo: Launched, part: str) -> None:
    wait_for(lambda: set(demo.children()) == set(MARKS), demo)
    before = demo.children()[part]
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: demo.children().get(part, before) != before, demo)
    wait_for(lambda: is_ready(demo), demo)


def test_the_worker_works_after_its_broker_was_killed(demo: Launched) -> None:
    wait_for(lambda: {"worker", "valkey"} <= set(demo.children()), demo)
    os.kill(demo.children()["valkey"], signal.SIGKILL)
    wait_for(lambda: is_ready(demo), demo)
    address = json.loads((demo.home / "services.json").read_text())["REDIS_URL"]
    with redis.Redis.from_url(address) as broker:
        # The new server's count of calls begins at zero: beat has sent something, and nothing lies about.
        wait_for(lambda: "cmdstat_lpush" in broker.info("commandstats"), demo)
        wait_for(lambda: broker.llen("celery") == 0, demo)


def test_a_killed_launcher_leaves_nothing_behind_and_the_next_one_starts(demo: Launched) -> None:
    demo.end(signal.SIGKILL)
    limit = time.monotonic() + 120
    while left := [line for line in mentioning(str(demo.port)) if "gunicorn" in line] + mentioning(
        str(demo.home)
    ):
        assert time.monotonic() < limit, left
        time.sleep(0.1)
    again = Launched(demo.home, "demo", port=demo.port)
    again.wait_until_up()
    assert "Applying migrations …\n  nothing to do" in again.said
    assert again.end(signal.SIGINT) == 0
    assert mentioning(str(demo.home)) == []


def test_a_port_that_is_taken_is_said_so_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        launched = Launched(tmp_path / "var", "demo", port=port)
        assert launched.process.wait(60) == 3
    assert f"Port {port} is taken" in launched.said
    assert f"PORT={port + 1} make demo" in launched.said
    assert not (tmp_path / "var" / "services").exists()


@pytest.mark.parametrize("arguments", [[], ["dem"], ["exec"]])
def test_wrong_usage_exits_2(tmp_path: Path, arguments: list[str]) -> None:
    launched = Launched(tmp_path / "var", *arguments)
    assert launched.process.wait(60) == 2
    assert "usage:" in launched.said
