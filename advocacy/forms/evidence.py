"""What is on file, all fields of all types: those of the ticket's type first."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.parts import check_past, evidence_field, evidence_fields
from advocacy.models.reading import evidence_of
from advocacy.rules.fields import BY_TYPE, FIELDS, Field
from advocacy.rules.labels import DISTRIBUTORS
from cases.forms import ActionForm, Fold

DISTRIBUTOR = Field("Distributor", "choice", DISTRIBUTORS)


class EvidenceForm(ActionForm):
    """Only what is given is set; what is given empty is cleared."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """On the page it begins with what is on file."""
        super().__init__(*args, **options)
        if self.case is not None and not self.is_bound:
            known = evidence_of(self.case.evidence) | {"distributor": self.case.distributor}
            self.initial = {**known, **self.initial}

    @property
    def first(self) -> list[str]:
        """The fields of the ticket's type, and those of its negotiation's result."""
        if self.case is None:
            return list(self.fields)
        facts = self.case.facts()
        names = list(BY_TYPE[facts.case_type])
        names += BY_TYPE["cabinet_replacement"] if facts.replaces else ()
        names += BY_TYPE["npr"] if facts.reimburses else ()
        return list(dict.fromkeys(names))

    def layout(self) -> Layout:
        """The ticket's own first, the others folded away."""
        others = [name for name in ("distributor", *FIELDS) if name not in self.first]
        return Layout(*self.first, Fold(_("Other facts…"), *others), self.earlier())

    def clean(self) -> dict[str, Any]:
        """Exactly what was given; nothing that has happened lies ahead."""
        data = super().clean() or {}
        kept: dict[str, Any] = {"at": data.get("at")}
        for name in self.base_fields:
            if name == "at" or name not in self.data or name not in data:
                continue
            try:
                check_past(name, data[name])
            except forms.ValidationError as error:
                self.add_error(name, error)
                continue
            kept[name] = data[name] if data[name] not in ("", None) else None
        return kept


EvidenceForm.base_fields = {
    "distributor": evidence_field(DISTRIBUTOR),
    **evidence_fields(),
    **ActionForm.base_fields,
}
