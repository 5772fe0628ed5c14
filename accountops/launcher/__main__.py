"""The launcher's command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 runs already or port taken."""

from __future__ import annotations

import sys

from accountops.embedded.errors import AlreadyRunningError, EmbeddedError
from accountops.launcher import commands
from accountops.launcher.ports import PortTakenError

BUSY = 3


def main(arguments: list[str]) -> int:
    """Run one launcher command and translate what went wrong into a sentence and an exit code."""
    try:
        match arguments:
            case ["demo" | "run" as mode]:
                return commands.serve("dev" if mode == "run" else mode)
            case ["reset"]:
                return commands.reset()
            case ["exec", *command] if command:
                return commands.execute(command)
    except AlreadyRunningError as error:
        return _complain(
            f"AccountOps already runs here: {error}.\nStop it first (Ctrl-C in its window).", BUSY
        )
    except PortTakenError as error:
        return _complain(str(error), BUSY)
    except EmbeddedError as error:
        return _complain(str(error), 1)
    return _complain("usage: python -m accountops.launcher demo | run | reset | exec COMMAND …", 2)


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
