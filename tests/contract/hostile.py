"""Whatever is typed into a kind's forms stays text, or is refused with its place; nothing else gets in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from cases import access, clock
from cases.forms import ActionForm
from cases.kinds import Action, Event
from cases.models import OutboxMessage
from cases.workflow import InputErrors, Outcome, open_case
from tests.contract.markup import MARKUP, faults_of, is_single_text, says, text_fields
from tests.contract.seeing import HX
from tests.contract.world import World, changed, fingerprint, undone

UNSEEN = {
    "a direction override": "Ab\u202ecd",
    "a zero-width space": "Ab\u200bcd",
    "a joiner where no script needs it": "Ab\u200dcd",
    "a mark for the order of bytes": "Ab\ufeffcd",
    "a tag": "Ab\U000e0041cd",
    "a control character": "Ab\x1bcd",
    "a NUL": "Ab\x00cd",
    "half a character": "Ab\ud800cd",
    "a character that could not be read": "Ab\ufffdcd",
}
LONG = "x" * 10_000
FORGED = {
    "team": "sales", "state": "closed", "version": "1", "kind": "other", "reference": "ZZ-2024-000001",
    "assignee": "1", "assignee_id": "1", "id": "1", "pk": "1", "case_ptr": "1", "account_id": "1",
    "decided_by": "1", "decision": "x", "outcome": "kept", "closed_at": "2024-01-01T00:00:00Z",
    "generation": "9", "flags": "x", "fact_sources": "{}", "opened_at": "2024-01-01T00:00:00Z", "actor": "1",
    "as_role": "manager", "role": "manager", "is_staff": "on", "is_superuser": "on", "strict": "",
    "zone": "UTC", "rows-TOTAL_FORMS": "9", "rows-0-id": "1",
}  # fmt: skip
LISTS = (
    "/", "/cases/?sort=-updated", "/cases/export.csv", "/cases/export.csv?format=xlsx", "/board/",
    "/board/house/", "/search/?q=img", "/api/v1/cases", "/api/v1/deadlines",
)  # fmt: skip
NEVER_FORGED = frozenset({"version"})  # the page's own field: another one is a stale form


class Hostile:
    """Forms of actions, events and the opening, found by looking at them: a new kind inherits all of it."""

    def test_markup_typed_into_an_action_is_text_everywhere(self, house: World, action: str) -> None:
        self._stays_text(house, house.kind.action(action))

    def test_markup_typed_into_an_event_is_text_everywhere(self, house: World, event: str) -> None:
        self._stays_text(house, house.kind.event(event))

    def test_markup_that_opens_a_case_is_text_everywhere(self, house: World) -> None:
        form, role = house.kind.opening.form, house.fixture.opener
        good = house.fixture.facts(house.fixture.paths[0], 900)
        url = f"/api/v1/cases/{house.kind.code}?as={role}"
        client = house.client(role)
        nonsense = client.post(url, {**good, **dict.fromkeys(form.base_fields, MARKUP)}, "application/json")
        assert (nonsense.status_code, faults_of(nonsense)) == (422, [])
        given, texts = _accepted(form, good, lambda data: _opening(house, data))
        answer = client.post(url, given, "application/json")
        assert (answer.status_code, faults_of(answer)) == (201, []), answer.content
        reference = answer.json()["reference"]
        assert _faults_of_pages(house, reference) == {}
        assert any(says(_page_of(house, reference), given[name]) for name in texts), "nothing of it is shown"
        assert house.client("auditor").get("/search/", {"q": "onq7"}).status_code == 200

    @pytest.mark.parametrize("what", UNSEEN)
    def test_characters_that_nobody_sees_are_refused_with_their_place(self, house: World, what: str) -> None:
        before, found = fingerprint(), {}
        for form, good, tried in self._every_form(house):
            names = [name for name, field in form.base_fields.items() if is_single_text(field)]
            refused = tried({**good, **dict.fromkeys(names, UNSEEN[what])}) if names else None
            for name in names:
                told = refused.errors.get(name, []) if isinstance(refused, InputErrors) else []
                if not any("character" in text for text in told):
                    found[f"{form.__name__}.{name}"] = told or refused
        assert found == {}
        assert changed(before, fingerprint()) == set()

    def test_a_field_of_10_000_characters_is_an_error_of_that_field(self, house: World) -> None:
        before, found = fingerprint(), {}
        for form, good, tried in self._every_form(house):
            names = [name for name, field in form.base_fields.items() if is_single_text(field)]
            refused = tried({**good, **dict.fromkeys(names, LONG)}) if names else None
            for name in names:
                if not isinstance(refused, InputErrors) or name not in refused.errors:
                    found[f"{form.__name__}.{name}"] = refused
        assert found == {}
        assert changed(before, fingerprint()) == set()

    def test_forged_fields_of_a_page_are_nobody_s_input(self, house: World, action: str) -> None:
        spec = house.kind.action(action)
        if not spec.roles - {"system"} and not spec.by_holder:
            pytest.skip("nobody presses it")
        case, role = self._where(house, spec)
        good = house.input_of(action, case.reference)
        own = set(spec.form.base_fields if spec.form else ()) | NEVER_FORGED
        forged = {name: value for name, value in FORGED.items() if name not in own}
        honest, other = (self._pressed(house, spec, case, role, data) for data in (good, {**forged, **good}))
        assert other == honest

    def test_unknown_keys_are_named_and_nothing_is_stored(self, house: World, action: str) -> None:
        spec = house.kind.action(action)
        case, _ = self._where(house, spec)
        own, client = set((spec.form or ActionForm).base_fields), house.client("supervisor")
        before = fingerprint()
        forged = {name: value for name, value in FORGED.items() if name not in own}
        good = house.input_of(action, case.reference)
        url = f"/api/v1/cases/{case.reference}/actions/{action}"
        answer = client.post(url, {**good, **forged}, "application/json")
        assert answer.status_code == 422
        assert {error["pointer"] for error in answer.json()["errors"]} == {f"/{name}" for name in forged}
        assert changed(before, fingerprint()) == set()

    def test_a_wrong_type_is_told_at_its_key(self, house: World) -> None:
        form, good = house.kind.opening.form, house.fixture.facts(house.fixture.paths[0], 901)
        client, url = house.client(house.fixture.opener), f"/api/v1/cases/{house.kind.code}"
        before = fingerprint()
        for name, field in form.base_fields.items():
            for wrong in ([[1]], {"no_such": {"a": [1]}}, 1.5, True):
                if wrong is True and isinstance(field, forms.BooleanField):
                    continue  # that is its type
                answer = client.post(url, {**good, name: wrong}, "application/json")
                told = [str(error["pointer"]).split("/")[1] for error in answer.json()["errors"]]
                if answer.status_code == 422:
                    assert name in told, (name, wrong)
                else:
                    pytest.fail(f"{name}={wrong!r}: {answer.content!r}")
        assert changed(before, fingerprint()) == set()

    def _stays_text(self, house: World, spec: Action | Event) -> None:
        if spec.roles == {"system"}:
            pytest.skip("nobody presses it")
        case, role = self._where(house, spec)
        form, name = spec.form or ActionForm, spec.name
        good = house.input_of(name, case.reference)
        page, client = _address(case, spec), house.client(role)
        with undone():
            typed = {**good, **dict.fromkeys(form.base_fields, MARKUP), "version": case.version, "key": "k"}
            for headers in ({}, HX):
                answer = client.post(page, typed, headers=headers)
                assert answer.status_code in {422, 409}, "409 where something else stands against it as well"
                assert faults_of(answer) == []
                if any(map(is_single_text, form.base_fields.values())):
                    assert says(answer.content.decode(), MARKUP), "what was typed does not come back"
            assert faults_of(client.post(page, {**typed, "version": "0"})) == []
        with undone():
            given, _ = _accepted(form, good, lambda data: house.tried(case.reference, name, role, data))
            done = house.call(case.reference, name, role, given)
            assert done.ok or not done.case.assignee_id, "it can be done, were it not for the markup"
            assert _faults_of_pages(house, case.reference, name) == {}

    def _where(self, house: World, spec: Action | Event) -> tuple[Any, str]:
        """A case in which it can be done by its state and its guards, and somebody who may.

        Looked for once in a world: every test finds the same cases, and asks this before it changes any.
        """
        known = (type(spec).__name__, spec.name)
        if known not in house.places:
            house.places[known] = self._looked_for(house, spec)
        reference, role = house.places[known]
        return house.by_reference(reference), role

    def _looked_for(self, house: World, spec: Action | Event) -> tuple[str, str]:
        states = house.states_for(spec) if isinstance(spec, Action) else None
        found = [house.case(path.name) for path in house.fixture.paths]
        likely = [case for case in found if states is None or case.state in states]
        for case in likely:
            for role in sorted(_able(spec, case)):
                with undone():
                    good = house.input_of(spec.name, case.reference)
                    outcome = house.tried(case.reference, spec.name, role, good)
                    if isinstance(outcome, Outcome) and outcome.ok:
                        return case.reference, role
        first = (likely or found)[0]
        return first.reference, min(_able(spec, first) or {"manager"})

    def _pressed(
        self, house: World, spec: Action, case: Any, role: str, data: Mapping[str, Any]
    ) -> tuple[int, Any]:
        """What a page's POST answers and leaves of the case."""
        with undone():
            sent = {**data, "version": case.version, "key": ""}
            status = house.client(role).post(_address(case, spec), sent).status_code
            row = type(case).objects.filter(pk=case.pk).values().get()
            return status, row

    def _every_form(self, house: World) -> Iterator[tuple[type[ActionForm], dict[str, Any], Any]]:
        """Each form with a good input and a way to try another one, which is taken back."""
        facts = house.fixture.facts(house.fixture.paths[0], 902)
        yield house.kind.opening.form, facts, lambda data: _opening(house, data)
        for spec in (*house.kind.actions, *house.kind.events):
            if spec.form is None or spec.roles == {"system"}:
                continue
            case, role = self._where(house, spec)
            good = house.input_of(spec.name, case.reference)
            yield spec.form, good, _trial(house, case.reference, spec.name, role)


def _trial(house: World, reference: str, name: str, role: str) -> Any:
    def tried(data: Mapping[str, Any]) -> Outcome | InputErrors:
        with undone():
            return house.tried(reference, name, role, data)

    return tried


def _able(spec: Action | Event, case: Any) -> set[str]:
    roles = access.roles_for(spec, case) if isinstance(spec, Action) else spec.roles
    return set(roles) - {"system"}


def _opening(house: World, data: Mapping[str, Any]) -> Outcome | InputErrors:
    """An opening, taken back; field errors as an answer."""
    with undone(), clock.fixed_at(house.now):
        try:
            return open_case(house.kind, data, actor=house.actor(house.fixture.opener))
        except InputErrors as errors:
            return errors


def _accepted(
    form: type[forms.Form], good: Mapping[str, Any], tried: Any
) -> tuple[dict[str, Any], list[str]]:
    """The good input with markup in every text that the form takes it in, and the names of those."""
    texts = {}
    for name, value in text_fields(form.base_fields).items():
        with undone():
            outcome = tried({**good, **texts, name: value})
        if isinstance(outcome, Outcome) and outcome.ok:
            texts[name] = value
    return {**good, **texts}, [name for name, value in texts.items() if isinstance(value, str)]


def _address(case: Any, spec: Action | Event) -> str:
    view = "act" if isinstance(spec, Action) else "record_event"
    return reverse(view, args=[case.reference, spec.name])


def _page_of(house: World, reference: str) -> str:
    return house.client("auditor").get(f"/cases/{reference}/").content.decode()


def _faults_of_pages(house: World, reference: str, action: str = "") -> dict[str, list[str]]:
    """Every page, fragment, file and answer that can show something of the case.

    What one action wrote shows on the case's own pages and in its line; lists, exports and boards are read
    for a case that opened and for corrected facts.
    """
    urls = [*_own_pages(reference, action), *([f"/cases/{reference}/do/{action}/"] if action else [])]
    team = house.by_reference(reference).team
    if action in {"", "correct_facts"}:
        urls += [*LISTS, f"/search/?q={reference[3:]}", *([f"/board/{team}/"] if team else [])]
    urls += [f"/queue/{team}/"] if team else []
    client = house.client("supervisor")
    found = {url: faults for url in urls for faults in [_faults_at(client, url)] if faults}
    heads = OutboxMessage.objects.filter(case__reference=reference).values_list("to", "subject")
    broken = [line for lines in heads for line in lines if not line.isprintable()]
    return found | ({"messages": broken} if broken else {})


def _own_pages(reference: str, action: str) -> list[str]:
    """All of them for a case that opened and for corrected facts; else one view of the timeline in turn."""
    page, api = f"/cases/{reference}/", f"/api/v1/cases/{reference}"
    views = [f"{page}?show={view}" for view in ("people", "changes", "notes")]
    if action not in {"", "correct_facts"}:
        return [page, views[len(action) % len(views)], f"{api}/timeline"]
    forms = [f"{page}do/{name}/" for name in ("correct_facts", "link")]
    return [page, *views, *forms, api, f"{api}/timeline", f"{api}/actions"]


def _faults_at(client: Client, url: str) -> list[str]:
    answer = client.get(url, follow=True)
    if answer.headers.get("Content-Type", "").startswith("application/vnd.openxmlformats"):
        return []  # read back by the tests of exports
    return faults_of(answer) + faults_of(client.get(url, headers=HX))
