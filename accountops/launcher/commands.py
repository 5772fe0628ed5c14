"""What the launcher's commands do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from accountops.embedded import state
from accountops.embedded.attach import attach, publish, withdraw
from accountops.embedded.errors import AlreadyRunningError, EmbeddedError
from accountops.embedded.postgres import Postgres
from accountops.embedded.process import tail
from accountops.embedded.valkey import Valkey
from accountops.launcher import environment, ports
from accountops.launcher.parts import ROOT, Part, parts
from accountops.launcher.reload import Changes
from accountops.launcher.supervisor import Supervisor

WEB_PATIENCE_SECONDS = 180.0
ANNOUNCEMENT = "announcement.txt"
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class StopSignal(BaseException):
    """Somebody asked us to end. Not an Exception, so that nothing on the way swallows it."""


def serve(mode: str) -> int:
    """Run everything until Ctrl-C or SIGTERM."""
    port = ports.parse(os.environ.get("PORT") or "8000")
    host = os.environ.get("BIND") or "127.0.0.1"
    with state.lock(environment.home()) as holder:
        ports.require_free(host, port)
        state.sign(holder, f"process {os.getpid()}, http://localhost:{port}/")
        supervisor = Supervisor(_say)
        with _signals(), _stopping(supervisor):
            _start(supervisor, mode, port, host)
            _announce()
            supervisor.watch(_ticker(supervisor, mode))
    return 0


def execute(command: list[str]) -> int:
    """Run one command on the services: those that run, or ones that live as long as the command."""
    if command[0].endswith(".py"):
        command = [sys.executable, *command]
    try:
        holder = state.lock(environment.home())
    except AlreadyRunningError:
        attach(environment.home())
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    supervisor = Supervisor(_say)
    with holder, _stopping(supervisor):
        services = _services()
        supervisor.start_services(services)
        env = environment.published("dev", 8000, services)
        signal.signal(signal.SIGINT, lambda number, frame: None)  # Ctrl-C is the command's, a shell's say
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False).returncode


def reset() -> int:
    """Delete the data. Raises AlreadyRunningError while something runs on it."""
    home = environment.home()
    with state.lock(home):
        state.remove(home)
    _say("The demo's data is gone. `make demo` starts afresh.")
    return 0


def _services() -> list[environment.Service]:
    place = state.prepare(environment.home())
    found: list[environment.Service] = []
    if not os.environ.get("REDIS_URL"):
        found.append(Valkey(place))
    if not os.environ.get("DATABASE_URL"):
        found.append(Postgres(place))
    return found


def _start(supervisor: Supervisor, mode: str, port: int, host: str) -> None:
    """Services, then the database's contents, then our programs. Returns when the first page can be had."""
    services = _services()
    _say("Starting " + (" and ".join(service.name for service in services) or "on the servers given") + " …")
    supervisor.start_services(services)
    env = environment.published(mode, port, services)
    publish(environment.home(), env)
    _bootstrap(env)
    web, *others = parts(mode, f"{host}:{port}", env, environment.home() / "log")
    supervisor.start_parts([web])  # alone first: somebody waits for the first page
    _wait_for_web(web, host, port)
    supervisor.start_parts(others)


def _bootstrap(env: Mapping[str, str]) -> None:
    command = [sys.executable, "manage.py", "bootstrap", "--announce", str(environment.home() / ANNOUNCEMENT)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False)
    if done.returncode:
        raise EmbeddedError("The database could not be prepared; the lines above say why.")


def _wait_for_web(web: Part, host: str, port: int) -> None:
    limit = time.monotonic() + WEB_PATIENCE_SECONDS
    local = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    while not ports.answers(local, port):
        if web.child is None or web.child.poll() is not None or time.monotonic() > limit:
            raise EmbeddedError(f"The pages did not start. {web.log} ends:\n{tail(web.log)}")
        time.sleep(0.05)


def _ticker(supervisor: Supervisor, mode: str) -> Callable[[], None]:
    changes = Changes() if mode == "dev" else None

    def tick() -> None:
        if changes and changes.seen():
            _say("A file changed: starting again …")
            supervisor.restart_parts()

    return tick


def _announce() -> None:
    _say((environment.home() / ANNOUNCEMENT).read_text())
    _say(f"Logs are in {environment.home() / 'log'}. Ctrl-C stops everything; the data stays.")


def _say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def _signals() -> Iterator[None]:
    """Turn SIGTERM, SIGINT and SIGHUP into one exception in the main thread."""

    def handler(number: int, frame: FrameType | None) -> None:
        raise StopSignal

    numbers = [
        number for number in ENDINGS if signal.getsignal(number) is not signal.SIG_IGN
    ]  # nohup stays nohup
    before = [signal.signal(number, handler) for number in numbers]
    try:
        yield
    except StopSignal:
        _say("\nStopped.")
    finally:
        for number, old in zip(numbers, before, strict=True):
            signal.signal(number, old)


@contextmanager
def _stopping(supervisor: Supervisor) -> Iterator[None]:
    try:
        yield
    finally:
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave a database half stopped
        withdraw(environment.home())
        supervisor.stop()
