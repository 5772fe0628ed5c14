"""What the database refuses, whoever writes: states come only through the door and only along the edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases import machine
from cases.models import Case, KindState, TimelineEntry
from cases.models.guards import MARKER
from tests.contract.world import World

RAW = "UPDATE cases_case SET state = %s WHERE id = %s"


def refused(write: Callable[[], Any]) -> str:
    """What the database says against a write, which must not come through."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        write()
    return str(caught.value)


def raw(sql: str, *values: Any) -> None:
    """One statement past Django's models."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def raw_with_marker(sql: str, *values: Any) -> None:
    """The same, pretending to be the door."""
    raw("SELECT set_config(%s, 'open', true)", MARKER)
    raw(sql, *values)


class InTheDatabase:
    """Stray writes, and the edges one by one."""

    def test_a_stray_update_of_a_state_fails(self, house: World, path: str) -> None:
        case = house.case(path)
        other = next(state.code for state in house.kind.states if state.code != case.state)
        for model in (Case, house.kind.model):
            assert "door" in refused(lambda m=model: m.objects.filter(pk=case.pk).update(state=other))
        assert house.case(path).state == case.state

    def test_a_stray_save_of_a_state_fails(self, house: World, path: str) -> None:
        case = house.case(path)
        case.state = next(state.code for state in house.kind.states if state.code != case.state)
        assert "door" in refused(case.save)
        assert "door" in refused(lambda: case.save(update_fields=["state"]))
        assert "door" in refused(lambda: Case.objects.bulk_update([case], ["state"]))

    def test_a_transition_taken_outside_the_door_is_not_stored(self, house: World, path: str) -> None:
        case = house.case(path)
        here = sorted(
            name for source, target, name in machine.edges(house.kind.model) if source == case.state != target
        )
        for name in here:
            case = house.case(path)
            getattr(case, name)()
            if case.state != house.case(path).state:
                assert "door" in refused(case.save)

    def test_a_constructor_with_a_state_fails(self, house: World, state: str) -> None:
        case = house.case("another")
        case.pk = case.id = case.case_ptr_id = None
        case.reference, case.state, case._state.adding = "ZZ-2024-000001", state, True
        assert "door" in refused(case.save)
        plain = {
            field.attname: getattr(house.case("another"), field.attname)
            for field in Case._meta.local_concrete_fields
        }
        plain = {k: v for k, v in plain.items() if k not in {"id", "search"}} | {
            "reference": "ZZ-2",
            "state": state,
        }
        assert "door" in refused(lambda: Case.objects.create(**plain))
        assert "door" in refused(lambda: Case.objects.bulk_create([Case(**plain)]))

    def test_raw_sql_on_a_state_fails(self, house: World, path: str) -> None:
        case = house.case(path)
        for state in house.kind.states:
            if state.code != case.state:
                assert "door" in refused(lambda s=state.code: raw(RAW, s, case.pk))

    def test_an_edge_is_in_the_database_exactly_where_the_machine_has_it(
        self, house: World, state: str
    ) -> None:
        case = next(house.case(path.name) for path in house.fixture.paths if path.state == state)
        moves, found = machine.moves(house.kind.model), set()
        for target in [one.code for one in house.kind.states if one.code != state]:
            try:
                with transaction.atomic():
                    raw_with_marker(RAW, target, case.pk)
                    found.add((state, target))
                    raise Undo
            except (DatabaseError, Undo):
                continue
        assert found == {move for move in moves if move[0] == state}

    def test_an_unknown_state_fails_even_through_the_door(self, house: World, path: str) -> None:
        assert refused(lambda: raw_with_marker(RAW, "nowhere", house.case(path).pk))

    def test_a_case_keeps_its_kind(self, house: World) -> None:
        sql = "UPDATE cases_case SET kind = 'other' WHERE id = %s"
        assert "kind" in refused(lambda: raw_with_marker(sql, house.case("another").pk))

    def test_the_database_knows_exactly_the_states_of_the_kind(self, house: World) -> None:
        known = set(KindState.objects.filter(kind=house.kind.code).values_list("state", flat=True))
        assert known == {state.code for state in house.kind.states}

    def test_history_is_append_only(self, house: World, path: str) -> None:
        rows = TimelineEntry.objects.filter(case=house.case(path).pk)
        for write in (lambda: rows.update(action="other"), rows.delete, rows[0].save):
            assert refused(write)
        for table in ("cases_timelineentry", "cases_storeddecision"):
            assert refused(lambda t=table: raw(f"DELETE FROM {t}"))


class Undo(Exception):
    """Takes a write back that the database let through."""
