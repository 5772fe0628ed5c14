"""Facts from outside: recorded or 403, never refused for business reasons; malformed is a field error."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.workflow import InputErrors
from tests.contract.world import World, changed, fingerprint, undone

EVERY = 4  # of the paths, beginning with another one for each event


class Recording:
    """Each event with every role in every state; what no role changes in some of them."""

    def test_an_event_is_recorded_or_403(self, house: World, path: str, event: str) -> None:
        spec, reference = house.kind.event(event), house.cases[path]
        for role in [*house.insiders, "system"]:
            with undone():
                outcome = house.call(reference, event, role, house.input_of(event, reference))
                codes = [refusal.code for refusal in outcome.refusals]
                if role in spec.roles or role == "system":
                    assert codes == [], role
                    assert (outcome.entry.action, outcome.entry.refused) == (event, False)
                else:
                    assert (outcome.status, codes) == (403, [house.kind.wrong_role_code]), role

    def test_an_event_told_again_is_recorded_again(self, house: World, event: str) -> None:
        role = min(house.kind.event(event).roles)
        for _, case in house.each_case(self._event_turn(house, event), every=EVERY):
            for _ in range(3):
                assert house.call(case.reference, event, role, house.input_of(event, case.reference)).ok
            told = [entry.action for entry in house.entries(case.reference)]
            assert told.count(event) >= 3

    def test_a_malformed_event_is_a_field_error_and_writes_nothing(self, house: World, event: str) -> None:
        spec = house.kind.event(event)
        needed = [name for name, field in spec.form.base_fields.items() if field.required]
        future = (house.now + timedelta(seconds=1)).isoformat()
        before = fingerprint()
        for _, case in house.each_case(self._event_turn(house, event) + 1, every=EVERY):
            good = house.input_of(event, case.reference)
            bad = [{**good, "at": when} for when in ("yesterday", future, "9999-99-99T00:00:00Z")]
            bad += [{key: value for key, value in good.items() if key != name} for name in needed]
            for data in bad:
                with pytest.raises(InputErrors) as caught:
                    house.call(case.reference, event, min(spec.roles), data)
                assert all(texts and all(texts) for texts in caught.value.errors.values())
        assert changed(before, fingerprint()) == set()

    def test_the_api_records_what_the_door_records(self, house: World, event: str) -> None:
        spec = house.kind.event(event)
        for _, case in house.each_case(self._event_turn(house, event) + 2, every=EVERY):
            url = f"/api/v1/cases/{case.reference}/events/{event}"
            given = house.input_of(event, case.reference)
            for role, status in ((min(spec.roles), 200), ("auditor", 403)):
                answer = house.client(role).post(url, given, content_type="application/json")
                assert answer.status_code == status, answer.content
            answer = house.client(min(spec.roles)).post(
                url, {**given, "at": "never"}, content_type="application/json"
            )
            assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/at")

    def _event_turn(self, house: World, event: str) -> int:
        return [one.name for one in house.kind.events].index(event)
