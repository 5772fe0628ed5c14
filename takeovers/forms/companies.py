"""Inputs about one company of a case, and about one of its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import ActionForm
from takeovers.rules import labels

NUMBERS = [(str(number), f"{number} {label}") for number, label in labels.STEPS.items()]


class CompanyForm(ActionForm):
    """An input about one company; where the case has only one it need not be named."""

    company = forms.CharField(label=_("Company"), required=False, max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            names = [row.name for row in self.case.parts.rows]
            self.fields["company"].widget = forms.Select(choices=[(name, name) for name in names])

    def clean_company(self) -> str:
        """The company as it is on file; raises ValidationError for one that the case does not have."""
        given: str = self.cleaned_data.get("company") or ""
        facts = self.case.facts()
        if not given and len(facts.companies) == 1:
            return str(facts.companies[0].name)
        found = facts.company(given)
        if found is None:
            raise forms.ValidationError(_("Name a company of this take-over."), code="unknown")
        return str(found.name)


class NumberField(forms.TypedChoiceField):
    """The number of a step; an integer for programs."""

    json_schema = {"type": "integer", "minimum": 1, "maximum": 7}

    def __init__(self, numbers: tuple[int, ...] = tuple(labels.STEPS)) -> None:
        chosen = [choice for choice in NUMBERS if int(choice[0]) in numbers]
        super().__init__(label=_("Step"), choices=chosen, coerce=int)
        self.json_schema = {"type": "integer", "enum": list(numbers)}
