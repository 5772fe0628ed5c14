"""What is wrong in a nested table is told at its place, by the rest of a JSON pointer."""

from __future__ import annotations

import pytest
from django import forms

from takeovers.forms.parts import CompaniesField

LINE = {"plan": "Business", "billing": "monthly", "subscribed": 5, "allocated": 2, "end_date": None}


@pytest.mark.parametrize(
    ("companies", "pointer", "said"),
    [
        ([{"name": "A", "lines": [LINE]}, {"name": "", "lines": []}], "/1/name", "required"),
        ([{"name": "100% B", "lines": [LINE, LINE | {"plan": ""}]}], "/0/lines/1/plan", "100% B: Row 2"),
        ([{"name": "A", "lines": [LINE | {"allocated": 9}]}], "/0/lines/0/allocated", "can be in use"),
    ],
    ids=["name", "column", "row"],
)
def test_each_fault_has_its_pointer(companies, pointer, said):
    with pytest.raises(forms.ValidationError) as error:
        CompaniesField().clean(companies)
    (one,) = error.value.error_list
    assert one.params["pointer"] == pointer
    assert said in one.messages[0]
