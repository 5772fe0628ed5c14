"""A process that ends with SIGKILL at one boundary of what it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any, Final

STATEMENT, COMMIT, COMMITTED = "s", "c", "d"  # before a statement, before a COMMIT, after it
_DONE, _FAILED = 0, 3
_NEVER: Final = 0


def boundaries(deed: Callable[[], None]) -> str:
    """Does it in another process; answers the boundaries it came by, a letter each."""
    reading, writing = os.pipe()
    killed, told = _in_a_fork(deed, _NEVER, reading, writing)
    assert not killed
    return told


def killed_at(number: int, deed: Callable[[], None]) -> bool:
    """Does it in a process that kills itself at boundary `number`, from 1; False where it never came there.

    Raises RuntimeError where the process failed by itself.
    """
    return _in_a_fork(deed, number, *os.pipe())[0]


def _in_a_fork(deed: Callable[[], None], number: int, reading: int, writing: int) -> tuple[bool, str]:
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _die_at(number, deed, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return True, told
    if os.WEXITSTATUS(status) == _DONE:
        return False, told
    raise RuntimeError(f"the process ended with {status} before boundary {number}")


def _die_at(number: int, deed: Callable[[], None], pipe: int) -> None:
    """Never returns: a forked process must not go on in its parent's code."""
    from django.db import connection

    passed: list[str] = []

    def boundary(what: str) -> None:
        passed.append(what)
        if len(passed) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(run: Any, *given: Any) -> Any:
        boundary(STATEMENT)
        return run(*given)

    def commit() -> None:
        boundary(COMMIT)
        plain_commit()
        boundary(COMMITTED)

    try:
        connection.ensure_connection()
        plain_commit = connection._commit
        connection._commit = commit
        with connection.execute_wrapper(execute):
            deed()
        os.write(pipe, "".join(passed).encode())
    except BaseException as error:  # noqa: BLE001 - whatever it was, the parent is told by the exit code
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(_FAILED)
    os._exit(_DONE)
