"""What programs are told of the inputs of an act."""

from __future__ import annotations

import json

import pytest
from django import forms

from cases.api.inputs import schema_of


@pytest.mark.parametrize("sort", [forms.ChoiceField, forms.MultipleChoiceField])
@pytest.mark.parametrize("required", [True, False])
def test_what_nothing_can_be_chosen_of_yet_is_described_without_values(
    sort: type[forms.ChoiceField], required: bool
) -> None:
    """A list of no values is no schema: generators of clients stop at it."""
    field = sort(choices=[("", "Choose")], required=required)
    assert '"enum": []' not in json.dumps(schema_of({"group": field}))
    field.choices = [("", "Choose"), ("a", "A")]
    assert '"a"' in json.dumps(schema_of({"group": field}))
