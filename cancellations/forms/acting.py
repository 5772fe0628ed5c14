"""Inputs of the steps and of the ends."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.forms.parts import name_field
from cancellations.rules.labels import REJECTIONS
from cases.fields import spoken
from cases.forms import ActionForm


class FulfilmentForm(ActionForm):
    """Who has confirmed: both in one call, or one after the other."""

    vision_vx = forms.BooleanField(label=_("Vision VX confirms"), required=False)
    titan = forms.BooleanField(label=_("Titan confirms"), required=False)
    already_delivered = forms.BooleanField(
        label=_("Titan says that it is delivered already"),
        required=False,
        help_text=_("Nothing is left to stop; it counts as Titan's confirmation, and stays billed."),
    )
    titan_ref = name_field(_("Titan's reference"), longest=120)

    def layout(self) -> Layout:
        """The confirmations, then the reference."""
        return Layout("vision_vx", "titan", "already_delivered", "titan_ref", self.earlier())

    def clean(self) -> dict[str, Any]:
        """One confirmation at least."""
        data = super().clean() or {}
        if not (data.get("vision_vx") or data.get("titan") or data.get("already_delivered")):
            raise forms.ValidationError(
                _("Say who has confirmed: Vision VX, Titan or both."), code="required"
            )
        return data


class RejectForm(ActionForm):
    """What it is instead of a cancellation."""

    reason = forms.ChoiceField(
        label=_("It is"),
        choices=[("", _("Choose")), *spoken(REJECTIONS)],
        help_text=_("The rep is told that nothing is cancelled."),
    )


class WithdrawForm(ActionForm):
    """The rep takes the request back."""


class InvoiceRunForm(ActionForm):
    """When the invoices were run."""


class OrderChangedForm(ActionForm):
    """The order record reads otherwise."""
