"""python -m accountops.postbox PORT FOLDER [ADDRESS]: the demo's mail server, until it is told to stop.

Mail to ADDRESS is given to AccountOps.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from accountops.postbox.server import Intake, serving


def take(raw: bytes, receiver: str) -> None:
    """Gives a mail to AccountOps, which is only loaded once there is one: nobody waits for this process."""
    from accountops.postbox.taking import take_in_apart

    take_in_apart(raw, receiver)


def main(arguments: list[str]) -> None:
    """Serves until SIGTERM or SIGINT."""
    port, folder = int(arguments[0]), Path(arguments[1])
    intake = Intake(arguments[2], take) if len(arguments) > 2 else None
    endings = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)  # the server's thread inherits it: only we hear of them
    server = serving(folder, port, intake)
    server.start()
    signal.sigwait(endings)
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
