"""python -m accountops.postbox PORT FOLDER: the demo's mail server, until it is told to stop."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from accountops.postbox.server import serving


def main(arguments: list[str]) -> None:
    """Serves until SIGTERM or SIGINT."""
    port, folder = int(arguments[0]), Path(arguments[1])
    endings = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)  # the server's thread inherits it: only we hear of them
    server = serving(folder, port)
    server.start()
    signal.sigwait(endings)
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
