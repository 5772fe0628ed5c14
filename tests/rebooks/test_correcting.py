"""correct_facts: the rules decide again, deadlines are planned again, what a wrong fact did is undone."""

from __future__ import annotations

import pytest
from django.forms import ChoiceField

from cases import registry
from cases.present.stale import both_versions
from cases.workflow import InputErrors
from rebooks.forms.correcting import CorrectForm
from tests.rebooks.helpers import Story, at


def corrected(order: Story, when: str, **facts: object) -> Story:
    """A research specialist corrects."""
    order.done(when, "correct_facts", "research_specialist", why="typing error", **facts)
    return order


def test_the_rules_decide_again_and_the_old_card_stays(order):
    order.second("2024-05-16T10:30")
    assert order.rule == "RB-14"
    corrected(order, "2024-05-16T11:00", processed_at="2024-05-14T11:00:00-04:00")
    assert (order.rule, order.flags) == ("RB-4", {"late_window"})
    assert [row.rule for row in order.case.decisions.all()] == ["RB-17", "RB-14", "RB-4"]


def test_a_later_order_gives_the_window_back(order):
    given = {"reason": "rebook", "request_source": "ar", "intended": "time_and_amount"}
    order.done("2024-05-14T11:00", "record_request", "ar", **given)
    order.tick("2024-05-16T10:01")
    assert order.rule == "RB-16"
    later = {"processed_at": "2024-05-14T13:00:00-04:00", "request_received_at": "2024-05-14T14:00:00-04:00"}
    corrected(order, "2024-05-16T11:00", **later)
    assert order.rule == "RB-15"
    assert order.timer("rb.window_end").due_at == at("2024-05-16T13:00")
    assert order.timer("rb.window_end").status == "armed"


def test_what_never_happened_is_forgotten(order):
    order.second("2024-05-14T15:30")
    corrected(order, "2024-05-14T16:00", forget=["second_order", "disposition"])
    facts = order.facts("2024-05-14T16:30")
    assert (order.rule, facts["elapsed_seconds"], facts["disposition"]) == ("RB-17", None, None)


def test_an_error_that_was_none_is_forgotten(order):
    order.done("2024-05-14T16:00", "confirm_admin_error", "order_processing", note="mixed up")
    corrected(order, "2024-05-14T16:30", forget=["admin_error"])
    assert (order.rule, order.facts()["admin_error"]) == ("RB-17", False)


def test_with_new_license_a_corrected_amount_sends_the_case_back(order):
    order.second("2024-05-14T15:30")
    order.done("2024-05-14T15:31", "evaluate", "research_specialist")
    order.done("2024-05-14T15:32", "distribute_new_license", "research_specialist")
    corrected(order, "2024-05-14T16:00", rebook_amount="4989.99")
    assert (order.state, order.rule) == ("research_review", "RB-14")


def test_the_order_number_stays_the_only_open_one(order):
    first = order.ref
    order.open(order_no="O-5")
    with pytest.raises(InputErrors) as caught:
        corrected(order, "2024-05-14T16:00", order_no="O-1")
    assert caught.value.errors == {"order_no": [f"Order O-1 already has the open case {first}."]}
    corrected(order, "2024-05-14T16:00", order_no="O-6")
    assert order.case.open_order_no == "O-6"


BAD = [
    ({"rebook_amount": "5"}, {"second_order_no", "rebooked_at", "rebook_currency"}),
    ({"second_order_no": "O-1"}, {"second_order_no"}),
    ({"request_received_at": "2024-05-14T09:00:00-04:00"}, {"request_received_at"}),
    ({"processed_at": "2024-05-17T09:00:00-04:00"}, {"processed_at"}),
    ({"amount": "1.005"}, {"amount"}),
    ({"reason": "licence_change"}, {"requested_change"}),
    ({"time_zone": "Mars/Olympus"}, {"time_zone"}),
]


@pytest.mark.parametrize(("facts", "fields"), BAD)
def test_corrected_facts_have_to_fit_each_other(order, facts, fields):
    with pytest.raises(InputErrors) as caught:
        corrected(order, "2024-05-14T16:00", **facts)
    assert set(caught.value.errors) == fields


def test_it_needs_a_reason_and_the_role(order):
    with pytest.raises(InputErrors):
        order.do("2024-05-14T16:00", "correct_facts", "research_specialist", amount="5")
    assert order.refused("2024-05-14T16:00", "correct_facts", "ar", amount="5", why="x").keys() == {
        "WRONG_ROLE"
    }


@pytest.mark.parametrize("sent", [None, {"why": ""}], ids=["fresh", "refused"])
def test_each_field_tells_what_is_on_file_and_that_empty_keeps_it(
    order: Story, sent: dict[str, str] | None
) -> None:
    form = CorrectForm(sent, case=order.case, zone=order.zone)
    told = {
        name: form.fields[name].help_text for name in ("order_no", "amount", "opportunity_stage", "reason")
    }
    assert told == {
        "order_no": "Now: O-1",
        "amount": "Now: 4,990.00",
        "opportunity_stage": "Now: Closed won",
        "reason": "Now: not stated",
    }
    for name in (
        "opportunity_stage",
        "opportunity_type",
        "reason",
        "request_source",
        "intended",
        "disposition",
    ):
        field = form.fields[name]
        assert isinstance(field, ChoiceField)
        assert next(iter(field.choices)) == ("", "Leave as it is")


@pytest.mark.parametrize(
    ("typed", "shown", "conflict"),
    [
        ("5100", "5,100.00", False),
        ("5200.50", "5,200.50", True),
        ("5 thousand", "5 thousand", True),
        ("", "", False),
    ],
)
def test_what_two_people_wrote_is_compared_as_it_is_shown(
    order: Story, typed: str, shown: str, conflict: bool
) -> None:
    seen = order.case.version
    case = corrected(order, "2024-05-14T16:00", amount="5100.00").case
    spec = registry.kind_of(case).action("correct_facts")
    told = both_versions(case, spec, seen, {"amount": typed}, case.updated_at)
    [row] = [field for field in told["fields"] if field["name"] == "amount"]
    assert (row["was"], row["theirs"]) == ("4,990.00", "5,100.00")
    assert (row["mine"], row["conflict"]) == (shown, conflict)
