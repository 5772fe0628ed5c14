"""A program with a token and a person with a session, over real HTTP."""

from __future__ import annotations

import http.client
import json
import re
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from accountops.launcher.ports import answers
from tests.chaos.installation import Installation, until

TIMEOUT_SECONDS = 20.0


@dataclass(frozen=True)
class Answer:
    """What came back and how long it took, in seconds."""

    status: int
    headers: dict[str, str]
    text: str
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Visitor:
    """Each call is a connection of its own, so that all processes and threads get their turn."""

    def __init__(self, installation: Installation, token: str = "") -> None:
        self.port, self.token = installation.port, token or installation.token
        self.cookies: dict[str, str] = {}

    def call(self, path: str, body: Any = None, key: str = "") -> Answer:
        """The API: GET, or POST where there is a body."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        data = None if body is None else json.dumps(body)
        return self._ask("GET" if body is None else "POST", f"/api/v1{path}", data, headers)

    def mail(self, raw: str) -> Answer:
        """A raw mail, as the mail gateway brings it."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "message/rfc822"}
        return self._ask("POST", "/api/v1/intake/email", raw, headers)

    def page(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """A page as the person who signed in; a form is sent with the token of the cookie."""
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is None:
            return self._ask("GET", path, None, headers)
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(form), headers)

    def sign_in(self, username: str) -> None:
        """By the demo's door."""
        until(lambda: answers("127.0.0.1", self.port), "the pages to start")
        assert self.page("/demo/sign-in/").status == 200
        assert self.page("/demo/sign-in/", {"username": username}).status == 302

    def _ask(self, method: str, path: str, data: str | None, headers: dict[str, str]) -> Answer:
        start = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            if found := re.match(r"([^=]+)=([^;]*)", line):
                self.cookies[found[1]] = found[2]
        return Answer(response.status, dict(response.headers), text, time.monotonic() - start)
