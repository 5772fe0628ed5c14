"""What the database refuses, whoever writes: states change through the door alone, along the known edges."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases import machine
from cases.known_states import write_known_states
from cases.models import Account, Case, KindState
from cases.workflow.marker import door_open
from tests.cases.helpers import approved, done, fresh, open_seats, record
from tests.example_kind.models import SeatChange, SeatChangeEdges

pytestmark = pytest.mark.django_db


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def a_row(alice, **parts):
    case = open_seats(alice)
    values = {"reference": "SC-2026-900001", "kind": "seat_change", "state": "requested", "seats_now": 1}
    values |= {"account": case.account, "time_zone": "UTC", "seats_wanted": 2}
    values |= dict.fromkeys(("opened_at", "updated_at", "state_since"), case.opened_at)
    return values | parts


STRAY = {
    "update of the child": lambda case: SeatChange.objects.filter(pk=case.pk).update(state="changed"),
    "update of the case": lambda case: Case.objects.filter(pk=case.pk).update(state="confirming"),
    "save": lambda case: (setattr(case, "state", "confirming"), case.save()),
    "a transition and save": lambda case: (case.approve(), case.save()),
    "raw SQL": lambda case: raw("UPDATE cases_case SET state = 'changed' WHERE id = %s", case.pk),
}


@pytest.mark.parametrize("write", STRAY.values(), ids=STRAY.keys())
def test_a_stray_change_of_state_fails(alice, write):
    case = open_seats(alice)
    with pytest.raises(IntegrityError, match="only through the door"), transaction.atomic():
        write(fresh(case))
    assert fresh(case).state == "requested"


def test_a_case_made_without_the_door_fails(alice):
    values = a_row(alice)
    with pytest.raises(IntegrityError, match="only through the door"), transaction.atomic():
        SeatChange.objects.create(**values)


def test_fields_other_than_the_state_can_be_written(alice):
    case = open_seats(alice)
    SeatChange.objects.filter(pk=case.pk).update(priority="high")
    assert fresh(case).priority == "high"


@pytest.mark.parametrize("state", ["junk", "", "researching"])
def test_a_state_that_the_kind_does_not_have_fails_even_in_the_door(alice, state):
    case = open_seats(alice)
    values = a_row(alice, state=state)
    with pytest.raises(IntegrityError, match="has no state"), transaction.atomic(), door_open():
        SeatChange.objects.create(**values)
    with pytest.raises(DatabaseError), transaction.atomic(), door_open():
        Case.objects.filter(pk=case.pk).update(state=state)


def test_an_edge_that_the_machine_does_not_have_fails_even_in_the_door(alice):
    case = open_seats(alice)
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic(), door_open():
        Case.objects.filter(pk=case.pk).update(state="changed")


def test_a_closed_case_stays_closed(alice):
    case = approved(alice)
    done(record(case.reference, "customer_confirmed", None, actor=alice))
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic(), door_open():
        Case.objects.filter(pk=case.pk).update(state="requested")


def test_a_case_keeps_its_kind_even_in_the_door(alice):
    case = open_seats(alice)
    KindState.objects.create(kind="other", state="requested")
    with pytest.raises(IntegrityError, match="keeps its kind"), transaction.atomic(), door_open():
        Case.objects.filter(pk=case.pk).update(kind="other")


def test_the_door_is_shut_again_when_its_write_failed(alice):
    case = open_seats(alice)
    with pytest.raises(DatabaseError), transaction.atomic(), door_open():
        raw("SELECT 1/0")
    with pytest.raises(IntegrityError, match="only through the door"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="confirming")


def test_a_case_with_a_history_cannot_be_deleted(alice):
    case = open_seats(alice)
    raw("SET CONSTRAINTS ALL IMMEDIATE")
    raw("DELETE FROM example_kind_seatchange WHERE case_ptr_id = %s", case.pk)
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        raw("DELETE FROM cases_case WHERE id = %s", case.pk)


def test_the_databases_edges_are_those_of_the_python_machine():
    trigger = SeatChangeEdges._meta.triggers[0]
    assert set(trigger.transitions) == machine.moves(SeatChange)


def test_the_database_knows_the_states_of_the_registered_kinds(alice, changed_kind, seats):
    assert set(KindState.objects.filter(kind="seat_change").values_list("state", flat=True)) == {
        "requested",
        "confirming",
        "changed",
        "declined",
    }
    KindState.objects.create(kind="gone", state="old")
    changed_kind(states=seats.states[:3])
    write_known_states()
    assert not KindState.objects.filter(kind="gone").exists()
    assert not KindState.objects.filter(kind="seat_change", state="declined").exists()


def test_an_account_with_cases_cannot_be_deleted(alice):
    case = open_seats(alice)
    with pytest.raises(DatabaseError), transaction.atomic():
        Account.objects.filter(pk=case.account_id).delete()
