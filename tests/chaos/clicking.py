"""People and a mail gateway at work over HTTP: each write has a key and is repeated until it is answered."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path as File
from random import Random
from typing import Any

from tests.chaos.installation import Installation
from tests.chaos.stories import FIXTURES, STEP, moved
from tests.chaos.visitor import Answer, Visitor
from tests.contract.fixture import Call, Fixture, Path, numbered

DONE, REFUSED = {200, 201, 202}, {403, 404, 409, 422}
AGAIN_SECONDS = 0.2
LOOK_BACK = timedelta(hours=24)  # a wish of so long ago has timed steps that fall due at once
KINDS = {fixture.kind: fixture for fixture in FIXTURES}


@dataclass(frozen=True)
class Fed:
    """A case to click at, and what its path would do next."""

    reference: str
    fixture: Fixture
    following: Sequence[Call]


@dataclass
class Book:
    """What everybody knows: the cases that were opened, and what was acknowledged."""

    file: File
    cases: list[Fed] = field(default_factory=list)
    acknowledged: Counter[tuple[str, str]] = field(default_factory=Counter)
    brought: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    read: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    behind: threading.Event = field(default_factory=threading.Event)  # set while nothing more should be begun

    def look(self) -> None:
        """Takes in what the feeder has written since."""
        with self.lock:
            data = self.file.read_bytes()
            end = data.rfind(b"\n") + 1
            for line in data[self.read : end].splitlines():
                told = json.loads(line)
                if "reference" in told:
                    self.cases.append(_fed(told))
            self.read = end

    def answered(self, status: int) -> None:
        """Counts an answer."""
        with self.lock:
            self.answers[status] += 1

    def was_told(self, reference: str, action: str) -> None:
        """Somebody was told that it is done."""
        with self.lock:
            self.acknowledged[reference, action] += 1


def _fed(told: dict[str, Any]) -> Fed:
    fixture = KINDS[told["kind"]]
    calls = fixture.path(told["path"]).calls
    return Fed(told["reference"], fixture, calls[len(calls) - told["short"] :])


class Clicker(threading.Thread):
    """Somebody in every role at once, until told to stop; what was begun is ended."""

    def __init__(
        self, installation: Installation, tokens: dict[str, str], book: Book, seed: int, *, mails: bool
    ) -> None:
        super().__init__(name=f"c{seed}")
        self.by_role = {role: Visitor(installation, token) for role, token in tokens.items()}
        self.book, self.dice, self.over, self.number = book, Random(seed), threading.Event(), seed * 100_000
        self.mails = mails

    def run(self) -> None:
        """One thing after another. Whatever goes wrong here is told at the end."""
        while not self.over.is_set():
            if self.book.behind.is_set():
                self.over.wait(AGAIN_SECONDS)
                continue
            try:
                self._something()
            except Exception as error:  # noqa: BLE001 - a thread's failure is the run's to judge
                self.book.faults.append(f"{self.name}: {type(error).__name__}: {error}")

    def _something(self) -> None:
        self.number += 1
        self.book.look()
        chance = self.dice.random()
        if chance < 0.15 or not self.book.cases:
            self._open()
        elif chance < 0.3 and self.mails:
            self._bring()
        else:
            self._act(self.dice.choice(self.book.cases))

    def _open(self) -> None:
        fixture = self.dice.choice(FIXTURES)
        path: Path = self.dice.choice(fixture.paths)
        given = {**fixture.opening, **path.opening}
        if fixture.unique:
            given[fixture.unique] = f"{given.get(fixture.unique, 'N')}-{self.number}"
        at = datetime.now(UTC) - LOOK_BACK + timedelta(seconds=self.dice.uniform(1, 15))
        facts = moved(numbered(given, self.number), at - fixture.start)
        answer = self._write(fixture.opener, f"/cases/{fixture.kind}", facts)
        if answer.status == 201:
            reference = answer.json["reference"]
            self.book.was_told(reference, "open")
            self.book.cases.append(Fed(reference, fixture, path.calls))

    def _act(self, fed: Fed) -> None:
        """What would come next on its path, or anything that the kind knows."""
        known = [one for path in fed.fixture.paths for one in path.calls]
        known.append(("note", fed.fixture.opener, {"text": f"Note {self.number}"}))
        following = self.dice.random() < 0.6 and fed.following
        name, role, data = fed.following[0] if following else self.dice.choice(known)
        if name == "wait" or role not in self.by_role:
            return
        events = {event.name for event in fed.fixture.registered.events}
        by = datetime.now(UTC) - fed.fixture.start - STEP * len(known)
        group = "events" if name in events else "actions"
        answer = self._write(role, f"/cases/{fed.reference}/{group}/{name}", moved(data, by))
        if answer.status == 200:
            self.book.was_told(fed.reference, name)
            if following:
                self.book.cases.append(Fed(fed.reference, fed.fixture, fed.following[1:]))

    def _bring(self) -> None:
        """A mail to a case, or to nobody in particular; sometimes it comes twice."""
        fed, name = self.dice.choice(self.book.cases), f"<chaos-{self.number}@example.com>"
        subject = f"Re: [{fed.reference}] More words" if self.dice.random() < 0.7 else "A question"
        sender = f"{fed.fixture.opener}@example.com" if self.dice.random() < 0.5 else f"p{self.number}@e.com"
        raw = (
            f"From: {sender}\r\nTo: accountops@localhost\r\nSubject: {subject}\r\nMessage-ID: {name}\r\n"
            f"Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n\r\nWords of {self.number}.\r\n"
        )
        for _ in range(2 if self.dice.random() < 0.2 else 1):
            answer = self._until_answered(lambda: self.by_role["mail"].mail(raw))
            if answer.status in DONE:
                self.book.brought.append(name)
            else:
                self.book.faults.append(f"a mail was answered {answer.status}: {answer.text[:300]}")

    def _write(self, role: str, path: str, body: dict[str, Any]) -> Answer:
        key = f"{self.name}-{self.number}"
        answer = self._until_answered(lambda: self.by_role[role].call(f"{path}?as={role}", body, key))
        if answer.status not in DONE | REFUSED:
            self.book.faults.append(f"{path} was answered {answer.status}: {answer.text[:300]}")
        return answer

    def _until_answered(self, ask: Any) -> Answer:
        """The answer of one that was not away; with the same key, however often it takes."""
        while True:
            try:
                answer: Answer = ask()
            except (OSError, HTTPException):
                self.book.answered(0)
                time.sleep(AGAIN_SECONDS)
                continue
            self.book.answered(answer.status)
            if answer.status != 503:
                return answer
            time.sleep(AGAIN_SECONDS)
