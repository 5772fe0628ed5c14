"""How a ticket ends, and begins again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.parts import name_field
from advocacy.rules.labels import SYSTEMS
from cases.connectors import outcome
from cases.fields import spoken
from cases.forms import ActionForm, ReasonForm

TROUBLES = {code: words for code, words in outcome.LABELS.items() if code not in outcome.DONE}
PROOF = _("Under which it shows the case as closed. It is kept as the proof.")


class ConfirmForm(ActionForm):
    """The number under which the first system shows it closed. A person has to name it, a program may."""

    confirmation = name_field(_("Number in Infor CRM"), required=False, longest=80, help_text=PROOF)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Whoever fills in the page has it before them."""
        super().__init__(*args, **options)
        self.fields["confirmation"].required = not options.get("strict")


class ServiceNowForm(ConfirmForm):
    """The same for the second system, after the first."""

    confirmation = name_field(_("Number in ServiceNow"), required=False, longest=80, help_text=PROOF)

    def clean_at(self) -> datetime | None:
        """Refuses an instant before the first system closed it."""
        at: datetime | None = super().clean_at()
        first = self.case.crm_closed_at if self.case is not None else None
        if at is not None and first is not None and at < first:
            raise forms.ValidationError(_("This is before the case was closed in the CRM."), code="order")
        return at


class StuckForm(ActionForm):
    """Which system, what it answered, and why."""

    system = forms.ChoiceField(label=_("System"), choices=spoken(SYSTEMS))
    outcome = forms.ChoiceField(label=_("Answer"), choices=spoken(TROUBLES))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class ReopenForm(ReasonForm):
    """Why it goes on."""
