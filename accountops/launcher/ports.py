"""Is the port ours to take?"""

from __future__ import annotations

import errno
import socket

from accountops.embedded.errors import EmbeddedError


class PortTakenError(EmbeddedError):
    """Something else listens there."""


def parse(text: str) -> int:
    """The port number that PORT names. Raises EmbeddedError for anything else."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise EmbeddedError(f"PORT={text} is not a port: it must be a whole number from 1 to 65535.")


def require_free(host: str, port: int) -> None:
    """Raise PortTakenError, with the way out, where somebody listens on `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # a port of connections just closed is free
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(
                    f"Port {port} is taken by another program. Choose another one: PORT={port + 1} make demo"
                ) from error
            raise EmbeddedError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error


def any_free() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def answers(host: str, port: int, path: str = "/livez", timeout: float = 1.0) -> bool:
    """True when an HTTP server there answers `path` with 200."""
    request = f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode()
    try:
        with socket.create_connection((host, port), timeout) as client:
            client.sendall(request)
            return b" 200 " in client.recv(64)
    except OSError:
        return False
