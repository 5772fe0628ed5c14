"""Many at once: real threads, real connections, committed rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.test import Client

from cases import timeline
from cases.models import OutboxMessage, TimelineEntry
from cases.workflow import Outcome, Stale
from tests.cases.helpers import all_at_once
from tests.contract.fixture import Fixture
from tests.contract.world import World, people

CLICKS = 50


@pytest.mark.django_db(transaction=True)
class AtOnce:
    """Fifty clicks are one change, by whichever way they come."""

    of: ClassVar[Fixture]

    @pytest.fixture
    def clicked(self, transactional_db: None) -> tuple[World, Any]:
        """A case on which the fixture's click is possible."""
        world = World(self.of, people(self.of.organisations), self.of.start)
        world.cases["another"] = world.walk(self.of.paths[0]).reference
        return world, world.walk(self.of.path(self.of.click[0]))

    def test_fifty_clicks_at_once_are_one_change(self, clicked: tuple[World, Any]) -> None:
        world, case = clicked
        results = all_at_once([self._call(world, case)] * CLICKS)
        assert {type(result) for result in results} == {Outcome}
        assert sorted(result.status for result in results) == [200] + [409] * (CLICKS - 1)
        self._is_one_change(world, case, refusals=CLICKS - 1)

    def test_fifty_clicks_with_the_version_seen_are_one_change(self, clicked: tuple[World, Any]) -> None:
        world, case = clicked
        results = all_at_once([self._call(world, case, case.version)] * CLICKS)
        assert sum(isinstance(result, Stale) for result in results) == CLICKS - 1
        self._is_one_change(world, case)

    def test_fifty_sends_of_one_form_are_one_change_and_lead_to_one_place(
        self, clicked: tuple[World, Any]
    ) -> None:
        world, case = clicked
        answers = all_at_once([self._post(world, case, "the same key")] * CLICKS)
        assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
            (302, f"/cases/{case.reference}/")
        }
        self._is_one_change(world, case)

    def test_fifty_forms_at_once_are_one_change_and_the_others_are_stale(
        self, clicked: tuple[World, Any]
    ) -> None:
        world, case = clicked
        answers = all_at_once([self._post(world, case, f"key {number}") for number in range(CLICKS)])
        assert sorted(answer.status_code for answer in answers) == [302] + [409] * (CLICKS - 1)
        self._is_one_change(world, case)

    def test_fifty_keyed_calls_of_a_program_are_one_change_with_one_answer(
        self, clicked: tuple[World, Any]
    ) -> None:
        world, case = clicked
        _, name, role = self.of.click
        client = world.client(role)
        url, given = f"/api/v1/cases/{case.reference}/actions/{name}", world.input_of(name, case.reference)

        def call() -> Any:
            return self._twin(client).post(
                url, given, content_type="application/json", headers={"Idempotency-Key": "k-1"}
            )

        answers = all_at_once([call] * CLICKS)
        assert {answer.status_code for answer in answers} == {200}
        assert all(answer.json() == answers[0].json() for answer in answers)
        assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
        self._is_one_change(world, case)

    def _call(self, world: World, case: Any, version: int | None = None) -> Callable[[], Outcome]:
        _, name, role = self.of.click
        data = world.input_of(name, case.reference)
        return lambda: world.call(case.reference, name, role, data, version)

    def _post(self, world: World, case: Any, key: str) -> Callable[[], Any]:
        _, name, role = self.of.click
        client = world.client(role)
        sent = {**world.input_of(name, case.reference), "version": case.version, "key": key}
        return lambda: self._twin(client).post(f"/cases/{case.reference}/do/{name}/", sent)

    def _twin(self, client: Client) -> Client:
        """Another tab of the same browser."""
        twin = Client()
        twin.cookies = client.cookies.copy()
        return twin

    def _is_one_change(self, world: World, case: Any, refusals: int = 0) -> None:
        name, entries = self.of.click[1], TimelineEntry.objects.filter(case=case.pk)
        mine = entries.filter(action=name, seq__gt=len(self.of.path(self.of.click[0]).calls) + 1)
        assert (mine.filter(refused=False).count(), mine.filter(refused=True).count()) == (1, refusals)
        entry = mine.get(refused=False)
        assert entry.version == case.version + 1
        keys = list(OutboxMessage.objects.filter(entry=entry).values_list("key", flat=True))
        assert keys == [f"{case.reference}/{entry.seq}/{number}" for number in range(1, len(keys) + 1)]
        assert list(timeline.faults(case.pk)) == []
        assert list(entries.order_by("seq").values_list("seq", flat=True)) == list(
            range(1, entries.count() + 1)
        )
