"""Empty forms are drawn once for many cases: they must look as if they were drawn for each."""

from __future__ import annotations

import pytest
from crispy_forms.utils import render_crispy_form

from cases import registry
from cases.present.acts import needs_input
from cases.templatetags.ao_rows import blank_form
from cases.workflow.acting import form_of
from tests.rebooks.helpers import Story

LATE = ["late_window"]


@pytest.mark.parametrize("flags", [LATE, []], ids=["late", "in-time"])
def test_an_empty_form_is_drawn_as_for_its_own_case(order: Story, flags: list[str]) -> None:
    case = registry.get_kind("rebook").model.objects.get(reference=order.ref)
    case.flags = flags
    for spec in registry.get_kind("rebook").actions:
        form = form_of(spec, case, None, None)
        assert blank_form(form) == render_crispy_form(form_of(spec, case, None, None)), spec.name
        asked = any(name not in form.rare for name in form.fields)
        assert needs_input(spec.form, case, form) is asked, spec.name


def test_a_form_of_a_late_case_alone_asks_to_acknowledge(order: Story) -> None:
    case = registry.get_kind("rebook").model.objects.get(reference=order.ref)
    spec = registry.get_kind("rebook").action("distribute_new_license")
    found = []
    for flags in (LATE, []):
        case.flags = flags
        found.append("acknowledge_late" in blank_form(form_of(spec, case, None, None)))
    assert found == [True, False]
