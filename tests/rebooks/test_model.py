"""The machine and what the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import Error, IntegrityError, transaction

from cases import machine, registry
from cases.workflow.marker import door_open
from rebooks.models import EDGES, OPEN_STATES, PLAIN_FACTS, RebookCase, RebookMachine
from rebooks.rules import RebookFacts


def test_the_databases_edges_are_those_of_the_machine():
    assert set(EDGES) == machine.moves(RebookCase)
    assert len(EDGES) == len(set(EDGES))
    (trigger,) = RebookMachine._meta.triggers
    assert trigger.transitions == EDGES


def test_every_open_state_can_end():
    for state in OPEN_STATES:
        assert machine.reaches_an_end(RebookCase, state, frozenset({"closed"}))


def test_open_states_are_the_registered_ones():
    kind = registry.get_kind("rebook")
    assert [state.code for state in kind.states if not state.closed] == OPEN_STATES


def test_facts_are_columns_of_the_case():
    columns = {field.name for field in RebookCase._meta.get_fields()}
    assert set(PLAIN_FACTS) <= columns
    assert set(PLAIN_FACTS) < set(RebookFacts.__dataclass_fields__)


ILLEGAL = [("intake", "with_re_engage"), ("intake", "return_processed"), ("intake", "with_new_license")]


@pytest.mark.parametrize(("source", "target"), ILLEGAL)
def test_the_database_refuses_other_edges_even_behind_the_door(order, source, target):
    rows = RebookCase.objects.filter(pk=order.case.pk)
    with pytest.raises(Error, match="Invalid transition"), transaction.atomic(), door_open():
        rows.update(state=target)
    assert rows.get().state == source


def test_the_database_refuses_a_second_open_case_of_an_order(order):
    order.open(order_no="O-5")
    with pytest.raises(IntegrityError), transaction.atomic():
        RebookCase.objects.filter(pk=order.case.pk).update(open_order_no="O-1")


BROKEN = [{"amount": "-1"}, {"second_order_no": "O-1"}, {"rebooked_at": "2024-05-14T09:00:00-04:00"}]


@pytest.mark.parametrize("values", BROKEN)
def test_the_database_refuses_facts_that_cannot_be(order, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        RebookCase.objects.filter(pk=order.case.pk).update(**values)


def test_facts_carry_their_sources(order):
    order.second("2024-05-14T15:30", known="2024-05-14T18:00")
    source = order.case.facts().sources["second_order"]
    assert (source.label, f"{source.happened_at:%H:%M}", f"{source.known_at:%H:%M}") == (
        "Order Processing", "19:30", "22:00",
    )  # fmt: skip
    first = order.case.facts().sources["order"]
    assert first.happened_at == order.case.processed_at
