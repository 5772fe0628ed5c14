"""ClamAV's daemon, asked over its socket: INSTREAM, in pieces. Anything but a plain answer is a failure.

Before its first file a process asks about the EICAR test file: a daemon that does not know it knows nothing.
Above its StreamMaxLength the daemon refuses, which is a failure too. Above its MaxFileSize it says OK unless
AlertExceedsMax is on: both limits must be above FILE_MAX_MB (docs/settings.md).
"""

from __future__ import annotations

import socket
import struct
from typing import Final

from django.conf import settings

PIECE: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096
OK: Final = "stream: OK"
FOUND: Final = " FOUND"
# In two halves, so that no scanner takes this file for it.
EICAR: Final = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*").encode()

_tested: set[str] = set()


class ScannerFault(RuntimeError):
    """The scanner did not answer, or not in a way that says anything."""


def scan(content: bytes) -> str:
    """What the daemon found, "" for nothing. Raises ScannerFault or OSError."""
    address: str = settings.CLAMD_ADDRESS
    if address not in _tested:
        if not _asked(address, EICAR):
            raise ScannerFault("the scanner does not know the EICAR test file")
        _tested.add(address)
    return _asked(address, content)


def _asked(address: str, content: bytes) -> str:
    with _connected(address) as link:
        link.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            link.sendall(struct.pack(">I", len(piece)) + piece)
        link.sendall(struct.pack(">I", 0))
        answer = _answer(link)
    if answer == OK:
        return ""
    if answer.startswith("stream: ") and answer.endswith(FOUND):
        return answer.removeprefix("stream: ").removesuffix(FOUND) or "something"
    raise ScannerFault(f"the scanner answered {answer[:120]!r}")


def _connected(address: str) -> socket.socket:
    """A connection with the timeout of the setting, for each step of the talk."""
    timeout: int = settings.CLAMD_TIMEOUT_SECONDS
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(timeout)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=timeout)


def _answer(link: socket.socket) -> str:
    raw = b""
    while not raw.endswith(b"\0") and len(raw) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        raw += piece
    if not raw.endswith(b"\0"):
        raise ScannerFault("the scanner's answer was cut off")
    return raw.rstrip(b"\0").decode("utf-8", "replace").strip()
