"""A table as an input: from a program, from a page, and what is said about a wrong row."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from cases.rows_field import RowsField


class SeatsForm(forms.Form):
    """Seats per plan."""

    seats = RowsField(
        {
            "plan": forms.CharField(label="Plan", max_length=20),
            "billing": forms.ChoiceField(
                label="Billing", choices=[("monthly", "Monthly"), ("ahead", "Ahead")]
            ),
            "count": forms.IntegerField(label="Count", min_value=0),
        },
        unique=("plan",),
        most=3,
    )


def sent(**cells: str) -> SeatsForm:
    """The form as a page sends it."""
    data = QueryDict(mutable=True)
    data.update({f"seats-{name}": text for name, text in cells.items()})
    return SeatsForm({name: data[name] for name in data})


def row(number: int, plan: str, count: str, billing: str = "monthly") -> dict[str, str]:
    """The inputs of one row."""
    return {f"{number}-plan": plan, f"{number}-billing": billing, f"{number}-count": count}


def test_a_program_and_a_page_say_the_same() -> None:
    told = [{"plan": "Business", "billing": "ahead", "count": 3}]
    page, program = sent(**row(0, "Business", "3", "ahead")), SeatsForm({"seats": told})
    assert page.is_valid()
    assert program.is_valid()
    assert page.cleaned_data["seats"] == program.cleaned_data["seats"] == told


def test_a_row_in_which_only_a_choice_stands_is_empty() -> None:
    form = sent(**row(0, "", ""), **row(1, "Business", "3"), **row(2, " ", ""))
    assert form.is_valid()
    assert [one["plan"] for one in form.cleaned_data["seats"]] == ["Business"]


def test_wrong_rows_are_named_and_keep_what_was_typed() -> None:
    form = sent(**row(0, "Business", "3"), **row(1, "100 % plan", "many"), **row(2, "business", "-1"))
    assert form.errors["seats"] == [
        "Row 2, count: Enter a whole number.",
        "Row 3, count: Ensure this value is greater than or equal to 0.",
        "Row 3 says again what row 1 says.",
    ]
    drawn = str(form["seats"])
    assert 'value="many"' in drawn
    assert drawn.count('aria-invalid="true"') == 3
    assert 'aria-label="Count, row 2"' in drawn


def test_a_cell_that_was_left_empty_is_named_in_the_list_and_at_its_input() -> None:
    form = sent(**row(0, "Business", ""), **row(1, "", "3"))
    assert form.errors["seats"] == ["Row 1: Fill in “Count”.", "Row 2: Fill in “Plan”."]
    drawn = str(form["seats"])
    assert drawn.count("Fill in “Count”.") == drawn.count("Fill in “Plan”.") == 1
    assert "This field is required" not in drawn


@pytest.mark.parametrize("value", ["text", {"plan": "Business"}, [["Business"]], 7], ids=repr)
def test_what_is_no_list_of_rows_is_refused(value: Any) -> None:
    assert SeatsForm({"seats": value}).errors["seats"] == ["Give a list of rows."]


def test_there_is_an_end_to_rows() -> None:
    told = [{"plan": str(number), "billing": "monthly", "count": 1} for number in range(4)]
    assert SeatsForm({"seats": told}).errors["seats"] == ["At most 3 rows."]


@pytest.mark.parametrize(
    "name", ["seats-0-other", "seats-x-plan", "seats-00000-plan", "seats-²-plan", "other-0-plan"]
)
def test_forged_names_are_nobodys_input(name: str) -> None:
    assert SeatsForm({name: "Business"}).errors["seats"] == ["This field is required."]


def test_it_is_drawn_with_blank_rows_and_one_to_copy() -> None:
    drawn = str(SeatsForm()["seats"])
    assert drawn.count('name="seats-__n__-plan"') == 1
    assert 'name="seats-1-plan"' in drawn
    assert 'name="seats-2-plan"' not in drawn
    assert "<script" not in drawn


def test_marks_of_one_form_are_not_those_of_the_next() -> None:
    assert not sent(**row(0, "Business", "many")).is_valid()
    assert "aria-invalid" not in str(SeatsForm()["seats"])


def test_a_fault_stands_at_its_input() -> None:
    form = sent(**row(0, "Business", "many"))
    page = str(form["seats"])
    assert 'id="id_seats-0-count_told">Enter a whole number.</span>' in page
    assert 'aria-describedby="id_seats-0-count_told"' in page
    assert form.fields["seats"].told_inside  # and is not told above the table once more
    page = str(sent(**row(0, "A", "1"), **row(1, "B", "1"), **row(2, "a", "1"))["seats"])
    assert "cell-told" not in page
