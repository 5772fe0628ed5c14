"""Where a scenario is played: its cases, its clock, its timed steps. Nothing else is touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases import clock, deadlines, outbox
from cases.models import Case, PolicyVersion, User
from cases.policies.placing import place
from cases.scenarios.cast import Cast
from cases.scenarios.format import DECIDE, Event, Scenario, ScenarioError
from cases.staging import ScenarioCall

MOST_ROUNDS = 100


@dataclass
class Answered:
    """The answer to one event."""

    status: int
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status < 400

    def __str__(self) -> str:
        if self.ok:
            return str(self.status)
        told = self.body.get("refusals") or self.body.get("errors") or self.body.get("detail")
        return f"{self.status} {json.dumps(told, ensure_ascii=False)}"


@dataclass
class Stage:
    """The scenario while it is being played. `cases` are the references of its cases, in their order.

    `decided` is the newest decision that was asked for without a case.
    """

    scenario: Scenario
    cast: Cast = field(default_factory=Cast)
    cases: list[str] = field(default_factory=list)
    tickets: dict[str, str] = field(default_factory=dict)
    received: list[str] = field(default_factory=list)
    current: str = ""
    outage: bool = False
    troubles: list[str] = field(default_factory=list)
    renamed: bool = False
    decided: Mapping[str, Any] | None = None

    def place_policy(self, draft: Mapping[str, Any]) -> None:
        """Puts the shipped values, the draft's and the given ones in force, whatever else is stored.

        Versions of the installation that begin later on get a follower at their instant, or they would take
        over in the middle of the scenario.
        """
        kind, given = self.scenario.kind, self.scenario.given.get("policy", {})
        stored = PolicyVersion.objects.filter(kind=kind.code)
        if not stored.exists() and not draft and not given:
            return
        values = {key.name: key.default for key in kind.policies} | dict(draft) | dict(given)
        author = User.objects.create(username=f"scenario-{self.cast.tag}", name="Scenario")
        start = self.scenario.starts_at
        later = stored.filter(effective_from__gt=start).values_list("effective_from", flat=True)
        for since in [start, *sorted(set(later))]:
            place(kind, values, effective_from=since, author=author, reason="A scenario is played.")

    def open(self) -> None:
        """Makes the calls that lead to where the scenario begins; raises ScenarioError where one fails."""
        scenario, spec = self.scenario, self.scenario.kind.scenario
        assert spec is not None
        if scenario.only_asks:
            return
        given = dict(scenario.given)
        account: dict[str, Any] = {"name": f"{given.get('account') or 'Scenario'} ({self.cast.tag})"}
        if "time_zone" in given:
            account["time_zone"] = given["time_zone"]
        self.cast.organisations = spec.organisations({**given, "account": account["name"]})
        try:
            calls = spec.calls(given, account)
        except KeyError as error:
            raise ScenarioError(f"given: {error} is missing.") from error
        with clock.fixed_at(scenario.starts_at):
            for call in calls:
                self._prepare(call)

    def _prepare(self, call: ScenarioCall) -> None:
        if call.path:
            answered = self._call(call.role, "PUT", call.path, call.data)
        elif call.action:
            answered = self._call(
                call.role, "POST", f"/cases/{self.current}/actions/{call.action}", call.data
            )
        else:
            answered = self._open(call)
        if not answered.ok:
            what = call.action or call.path or "opening"
            raise ScenarioError(f"The beginning cannot be reached, {what}: {answered}")

    def _open(self, call: ScenarioCall) -> Answered:
        path = f"/cases/{self.scenario.kind.code}"
        answered = self._call(call.role, "POST", path, call.data)
        spec = self.scenario.kind.scenario
        if answered.status == 409 and not self.renamed and spec is not None and spec.identifiers:
            # What the database already holds under this name is nothing of the scenario's.
            self.renamed = True
            answered = self._call(call.role, "POST", path, call.data)
        if answered.ok:
            self._take(answered, call.ticket)
        return answered

    def _take(self, answered: Answered, ticket: str = "") -> None:
        self.current = answered.body["reference"]
        if self.current not in self.cases:
            self.cases.append(self.current)
        if ticket:
            self.tickets[ticket] = self.current

    def perform(self, event: Event) -> Answered | None:
        """One event with the clock at its instant, after one pass; None for what is no call."""
        with clock.fixed_at(event.known_at):
            if event.do == "outage_end":
                self.outage = False
            if not self.outage:
                self.run_pass()
            if event.do == "outage_start":
                self.outage = True
            if event.do in {"tick", "outage_start", "outage_end"}:
                return None
            return self._send(event)

    def _send(self, event: Event) -> Answered:
        kind, data = self.scenario.kind, dict(event.data)
        if event.do == DECIDE:
            body = {"facts": data, "at": event.at.isoformat()}
            answered = self._call(event.by, "POST", f"/decisions/{kind.code}", body)
            self.decided = answered.body if answered.ok else None
            return answered
        if event.do == "receive":
            zone = self.scenario.given.get("time_zone")
            data = {"time_zone": zone} | data if zone else data
            answered = self._call(event.by, "POST", f"/cases/{kind.code}", data)
            if answered.ok:
                self._take(answered)
                self.received.append(self.current)
            return answered
        if kind.is_event(event.do) or event.recorded_late:
            data["at"] = event.at.isoformat()
        group = "events" if kind.is_event(event.do) else "actions"
        return self._call(event.by, "POST", f"/cases/{self._case_of(event)}/{group}/{event.do}", data)

    def _case_of(self, event: Event) -> str:
        if not event.ticket:
            return self.current
        if event.ticket not in self.tickets:
            raise ScenarioError(f"“{event.ticket}” is no ticket of the scenario.")
        return self.tickets[event.ticket]

    def run_pass(self) -> None:
        """Due deadlines and the outbox of the scenario's own cases, until nothing more comes of it."""
        keys = list(Case.objects.filter(reference__in=self.cases).values_list("pk", flat=True))
        if not keys:
            return
        for _ in range(MOST_ROUNDS):
            report = deadlines.run_pass(cases=keys)
            sent = outbox.drain(cases=keys)
            if report.failed or report.parked:
                self.troubles.append(f"a timed step failed at {clock.now().isoformat()}")
                return
            if not report.any and not sent:
                return
        self.troubles.append("the timed steps never came to rest")

    def _call(self, role: str, method: str, path: str, data: Mapping[str, Any]) -> Answered:
        body = self._own_names(dict(data)) if self.renamed else data
        return Answered(*self.cast.call(role, method, path, body))

    def _own_names(self, value: Any, name: str = "") -> Any:
        """The input with the scenario's mark on every identifier in it."""
        spec = self.scenario.kind.scenario
        if isinstance(value, Mapping):
            return {key: self._own_names(part, key) for key, part in value.items()}
        if isinstance(value, list):
            return [self._own_names(part, name) for part in value]
        mine = spec is not None and name in spec.identifiers and isinstance(value, str) and value
        return f"{value}.{self.cast.tag}" if mine else value
