"""Whose hands do the work in a simulation: invented people, through the door and through the mailbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from random import Random
from typing import Any, Final

from accountops.simulation.counting import Tally
from cases import access, clock
from cases.kinds import Kind
from cases.letters.addresses import reply_to
from cases.mailbox import ingest
from cases.models import User
from cases.workflow import InputErrors, Outcome, open_case, perform

People = Mapping[str, list[User]]
MEDDLING: Final = 0.12  # so often somebody tries something that the process does not ask for
# What ends a case for another one, or moves it to another kind, is not tried by chance.
NEVER: Final = frozenset(
    {"mark_duplicate", "continue_as", "link", "attach", "remove_file", "add_mail", "assign"}
)


class Hands:
    """One case and whoever does something with it. Made to be the `Hand` of a kind's `demo.living`."""

    def __init__(self, kind: Kind, number: int, random: Random, people: People, tally: Tally) -> None:
        self.kind, self.number, self.random = kind, number, random
        self.people, self.tally = people, tally
        self.reference = ""

    @property
    def case(self) -> Any:
        """The case as it stands now."""
        return self.kind.model.objects.get(reference=self.reference)

    def open(self, role: str, given: Mapping[str, Any], *, source: str = "page") -> bool:
        """Opens the case as somebody who holds the role."""
        who = self._somebody(role)
        return self._opened(
            lambda: open_case(self.kind, given, actor=who, as_role=role, strict=True, source=source)
        )

    def open_by_mail(self, sender: str, subject: str, text: str) -> bool:
        """A mail comes in as from the mailbox, and what it asks for is opened."""
        mail = ingest(self._raw(sender, "support@accountops.example", subject, text), source="upload").mail
        self.tally.mails_in[mail.status] += 1
        if mail.case is None or mail.case.kind != self.kind.code:
            return False
        self.reference = mail.case.reference
        self.tally.opened[self.kind.code] += 1
        return True

    def write(self, sender: str, text: str) -> bool:
        """An answer to the case's own address comes in."""
        raw = self._raw(sender, reply_to(self.reference), "Re: Your case", text)
        mail = ingest(raw, source="upload").mail
        self.tally.mails_in[mail.status] += 1
        return mail.case is not None

    def act(
        self, name: str, role: str, data: Mapping[str, Any] | None = None, *, at: datetime | None = None
    ) -> bool:
        """An action or event, now and then after somebody has tried something else."""
        if self.random.random() < MEDDLING:
            self._meddle()
        return self._do(name, role, dict(data or {}), at)

    def _meddle(self) -> None:
        """Any action of the kind by anybody who may see it, with the input that its description shows."""
        names = [one.name for one in self.kind.actions if one.name not in NEVER]
        name = self.random.choice(names)
        spec = self.kind.action(name)
        able = sorted(access.roles_for(spec, self.case) - {"system"})
        roles = able if able and self.random.random() < 0.7 else sorted(self.kind.acting_roles - {"system"})
        given = dict(self.kind.examples.get(name, {})) | ({"text": "Called."} if name == "note" else {})
        self._do(name, self.random.choice(roles), given, None)

    def _do(self, name: str, role: str, data: dict[str, Any], at: datetime | None) -> bool:
        self.tally.steps += 1
        who = self._somebody(role)
        try:
            outcome = perform(self.kind, self.reference, name, at, actor=who, as_role=role, data=data)
        except InputErrors:
            self.tally.unclear[self.kind.code, name] += 1
            return False
        return self._counted(outcome)

    def _opened(self, opening: Callable[[], Outcome]) -> bool:
        self.tally.steps += 1
        try:
            outcome = opening()
        except InputErrors:
            self.tally.unclear[self.kind.code, "open"] += 1
            return False
        if self._counted(outcome):
            self.reference = outcome.case.reference
            self.tally.opened[self.kind.code] += not outcome.existing
        return outcome.ok

    def _counted(self, outcome: Outcome) -> bool:
        self.tally.done += outcome.ok
        for refusal in outcome.refusals:
            self.tally.refused[self.kind.code, refusal.code] += 1
        return outcome.ok

    def _somebody(self, role: str) -> User | None:
        """Somebody of the house who holds the role; where nobody does, the role itself acts."""
        held = [user for user in self.people.get(role, ()) if not user.organisation]
        return self.random.choice(held) if held else None

    def _raw(self, sender: str, to: str, subject: str, text: str) -> bytes:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"] = clock.now()
        mail["Message-ID"] = f"<s{self.number}.{self.random.randrange(10**9)}@invented.example>"
        mail.set_content(text)
        return mail.as_bytes()
