"""One address tried by everybody, in every way; what disagrees with the policy is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases.models import TimelineEntry
from tests.contract.world import changed, fingerprint, undone
from tests.permissions.addresses import filled
from tests.permissions.asking import Answer, expected, neutral, understood
from tests.permissions.browser import ask
from tests.permissions.policy import POLICY, RECORDS
from tests.permissions.things import absent, existing
from tests.permissions.world import House, Somebody

REFUSALS = "cases_timelineentry"
# allauth notes a person's address in a table of its own when they look at it for the first time.
NOTED = {"account_email": {"account_emailaddress"}}
WHOLE, FRAGMENT = {"": False}, {"": False, " of a fragment": True}
PROGRAMS = ("api:", "mail_hook")  # they have no forms, and show a key of their own
EVERY = 3  # at each address another third of the people asks for fragments too, and for what is missing


class Attempts:
    """Tries one address. `wrong` says what was not as written, by who, how and what about."""

    def __init__(self, house: House, name: str) -> None:
        self.house, self.name, self.row = house, name, POLICY[name]
        self.wrong: dict[tuple[str, str, str], str] = {}
        self.nothing: dict[tuple[str, str], tuple[int, str]] = {}
        nowhere = absent(name, self.row, house)
        self.missing = filled(name, nowhere) if nowhere is not None else ""

    def read(self) -> None:
        """GET by everybody, pages and fragments; nothing may change by it."""
        for one, about, address in self._addresses():
            right = expected(self.row, self.row.read, one, about)
            for way, fragment in self._ways(one).items():
                answer = ask("GET", address, one.session, fragment=fragment, drawn=self._turn(one))
                self._note(one, f"GET{way}", about, answer, right)
                self._alike(one, f"GET{way}", about, answer, right)
        self._unchanged("GET", set())

    def change(self) -> None:
        """POST by everybody: who is not meant changes nothing but for a refusal in the timeline."""
        verb, meant = self.row.verb, []
        with undone():
            for one, about, address in self._addresses():
                right = expected(self.row, self.row.change, one, about)
                for way, fragment in self._ways(one).items():
                    if Answer.YES in right:
                        meant.append((one, way, about, address, fragment, right))
                        continue
                    answer = self._send(one, address, fragment)
                    self._note(one, verb + way, about, answer, right)
                    self._alike(one, verb + way, about, answer, right)
            self._unchanged(verb, {REFUSALS})
            if TimelineEntry.objects.filter(refused=False).count() != self.house.entries:
                self.wrong["", verb, ""] = "an entry that is no refusal"
        for one, way, about, address, fragment, right in meant:
            with undone():
                self._note(one, verb + way, about, self._send(one, address, fragment), right)

    def without_csrf_token(self) -> None:
        """A form of another site is refused, whoever's browser sends it, as a fragment too."""
        for one in list(self.house.people.values())[:: len(self.house.people) // 3]:
            parts = next(iter(existing(self.name, self.row, self.house, one).values()))
            for way, fragment in FRAGMENT.items():
                with undone():
                    answer = self._send(one, filled(self.name, parts), fragment, csrf=True)
                right = set(Answer) - {Answer.YES} if self.name.startswith(PROGRAMS) else {Answer.REFUSED}
                self._note(one, f"POST{way} without a token", "", answer, right)

    def _addresses(self) -> Iterator[tuple[Somebody, str, str]]:
        # One table of the records is like the next: over three of them everybody has had a turn.
        in_turn = self.name in RECORDS and self.name.startswith("admin:cases")
        for one in self.house.people.values():
            if in_turn and not self._turn(one):
                continue
            for about, parts in existing(self.name, self.row, self.house, one).items():
                yield one, about, filled(self.name, parts)

    def _turn(self, one: Somebody) -> bool:
        return (list(self.house.people).index(one.name) + list(POLICY).index(self.name)) % EVERY == 0

    def _ways(self, one: Somebody) -> dict[str, bool]:
        return FRAGMENT if self._turn(one) else WHOLE

    def _send(self, one: Somebody, address: str, fragment: bool, *, csrf: bool = False) -> Any:
        drawn = self._turn(one)  # by whom it is compared with what is missing
        return ask(
            self.row.verb,
            address,
            one.session,
            sends=self.row.sends,
            fragment=fragment,
            csrf=csrf,
            drawn=drawn,
        )

    def _note(self, one: Somebody, way: str, about: str, response: Any, right: set[Answer]) -> None:
        got = understood(response)
        if got not in right:
            wanted = " or ".join(sorted(right)) if len(right) < len(Answer) - 1 else "anything but yes"
            self.wrong[one.name, way, about] = f"{got} ({response.status_code}), not {wanted}"

    def _alike(self, one: Somebody, way: str, about: str, hidden: Any, right: set[Answer]) -> None:
        """What one may not see is told by the same words as what does not exist."""
        if right != {Answer.HIDDEN} or not self.missing or not self._turn(one):
            return
        if (one.name, way) not in self.nothing:  # the same, whatever else it is compared with
            fragment, verb = way.endswith("fragment"), way.split(maxsplit=1)[0]
            sends = self.row.sends if verb != "GET" else None
            missing = ask(verb, self.missing, one.session, sends=sends, fragment=fragment)
            self.nothing[one.name, way] = neutral(missing)
        if neutral(hidden) != self.nothing[one.name, way]:
            self.wrong[one.name, way, about] = "can be told from one that does not exist"

    def _unchanged(self, way: str, but: set[str]) -> None:
        tables = changed(self.house.print, fingerprint()) - but - NOTED.get(self.name, set())
        if tables:
            self.wrong["", way, ""] = f"changed {', '.join(sorted(tables))}"
