"""A mailbox on a server in miniature: just what a reader by UID asks, spoken over a real socket."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Box(socketserver.ThreadingTCPServer):
    """Mails by UID; `asked` remembers every command without its tag."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.asked: list[str] = []


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: Box

    def handle(self) -> None:
        """Answers line by line until LOGOUT."""
        self.wfile.write(b"* OK ready\r\n")
        for sent in self.rfile:
            tag, _, command = sent.decode().strip().partition(" ")
            self.server.asked.append(command)
            self._answer(command)
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command == "LOGOUT":
                return

    def _answer(self, command: str) -> None:
        box = self.server
        if command == "CAPABILITY":
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif command.startswith("STATUS"):
            self.wfile.write(f'* STATUS "INBOX" (UIDVALIDITY {box.validity})\r\n'.encode())
        elif command.startswith("SELECT"):
            self.wfile.write(f"* {len(box.mails)} EXISTS\r\n".encode())
        elif command.startswith("UID SEARCH"):
            first = int(re.search(r"UID (\d+):\*", command)[1])  # type: ignore[index]  # what the reader sends
            found = sorted(uid for uid in box.mails if uid >= first) or sorted(box.mails)[-1:]
            self.wfile.write(f"* SEARCH {' '.join(map(str, found))}\r\n".encode())
        elif command.startswith("UID FETCH"):
            uid = int(command.split()[2])
            raw = box.mails[uid]
            head = f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode()
            self.wfile.write(head + raw + b")\r\n")
        elif command == "LOGOUT":
            self.wfile.write(b"* BYE\r\n")


@contextmanager
def serving() -> Iterator[Box]:
    """The server, while it runs."""
    with Box() as box:
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
