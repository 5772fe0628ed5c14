"""A save that rests on an old version is stopped, and nothing that was typed is lost."""

from __future__ import annotations

from html import unescape

import pytest

from cases.workflow import Stale
from tests.contract.world import World, changed, fingerprint

TEXT = "Eleven words that nobody else has typed: <i>Ærø</i> & 42 %"


class Staleness:
    """Door, page and API."""

    def test_a_stale_version_is_stopped_at_the_door(self, house: World, place: str) -> None:
        case, before = house.case(place), fingerprint()
        for spec in house.kind.actions:
            for version in (case.version - 1, case.version + 1):
                with pytest.raises(Stale) as caught:
                    house.call(case.reference, spec.name, "system", {}, version)
                assert (caught.value.expected, caught.value.case.version) == (version, case.version)
        assert changed(before, fingerprint()) == set()

    def test_the_page_shows_both_versions_and_keeps_the_text(self, house: World, place: str) -> None:
        case, role = house.case(place), min(house.kind.correctors)
        name, given = self._free_text(house)
        client, before = house.client(role), fingerprint()
        answer = client.post(
            f"/cases/{case.reference}/do/correct_facts/",
            {**given, name: TEXT, "version": case.version - 1, "key": "k"},
        )
        html = unescape(answer.content.decode())
        assert answer.status_code == 409
        assert TEXT in html
        assert f'name="version" value="{case.version}"' in html
        assert "Both versions" in html
        assert changed(before, fingerprint()) == set()

    def test_the_kept_text_can_be_sent_again(self, house: World) -> None:
        case, role = (
            next(c for c in map(house.case, house.cases) if not c.is_closed),
            min(house.kind.correctors),
        )
        name, given = self._free_text(house)
        client, url = house.client(role), f"/cases/{case.reference}/do/correct_facts/"
        client.post(url, {**given, name: TEXT, "version": case.version - 1, "key": "k"})
        answer = client.post(url, {**given, name: TEXT, "version": case.version, "key": "k"})
        assert answer.status_code == 302, answer.content.decode()
        last = next(e for e in reversed(house.entries(case.reference)) if e.action == "correct_facts")
        assert TEXT in str(last.data) + str(getattr(last, "personal", None) and last.personal.data)

    def test_the_api_answers_409_with_the_version_of_now(self, house: World, place: str) -> None:
        case, role = house.case(place), min(house.kind.correctors)
        _, given = self._free_text(house)
        client, before = house.client(role), fingerprint()
        answer = client.post(
            f"/api/v1/cases/{case.reference}/actions/correct_facts",
            given,
            content_type="application/json",
            headers={"If-Match": f'"{case.version + 7}"'},
        )
        assert (answer.status_code, answer.json()["version"]) == (409, case.version)
        assert answer.json()["type"] == "/problems/stale"
        assert changed(before, fingerprint()) == set()

    def _free_text(self, house: World) -> tuple[str, dict[str, object]]:
        """The text field of the correction, which every kind asks why for, and a good input around it."""
        fields = house.kind.correction_form.base_fields
        name = next(name for name in ("reason", "why") if name in fields and fields[name].required)
        return name, house.input_of("correct_facts", house.cases["another"])
