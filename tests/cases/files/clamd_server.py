"""A daemon that talks like clamd: reads an INSTREAM and answers as it is told."""

from __future__ import annotations

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cases.files.clamd import EICAR


class Daemon(socketserver.ThreadingTCPServer):
    """`mode`: honest, blind (knows no virus), silent, cut, rubbish, limit."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mode: str) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mode = mode
        self.asked: list[bytes] = []


class _Talk(socketserver.StreamRequestHandler):
    server: Daemon

    def handle(self) -> None:
        """One question."""
        command = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.asked.append(content)
        assert command == b"zINSTREAM\0"
        mode = self.server.mode
        if mode == "silent":
            time.sleep(3)
        self.wfile.write(_answer(mode, content))


def _answer(mode: str, content: bytes) -> bytes:
    found = EICAR in content and mode != "blind"
    told = {"rubbish": b"hello\0", "limit": b"INSTREAM size limit exceeded. ERROR\0", "cut": b"stream: O"}
    honest = b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0"
    return honest if found else told.get(mode, honest)


@contextmanager
def running(mode: str) -> Iterator[Any]:
    """The daemon, listening until the block ends."""
    with Daemon(mode) as daemon:
        thread = threading.Thread(target=daemon.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield daemon
        finally:
            daemon.shutdown()
            thread.join()
