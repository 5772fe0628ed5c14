"""Going back, cancelling, and the discount afterwards."""

from __future__ import annotations

from typing import ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import ActionForm, ReasonForm
from takeovers.forms.parts import number_field


class FinishReversalForm(ActionForm):
    """The count that proves that nobody needs the custom licences any more."""

    still_on_custom = number_field(_("Users still on custom licences"), help_text=_("It must be 0."))

    def layout(self) -> Layout:
        """The count."""
        return Layout("still_on_custom", self.earlier())


class CancelForm(ReasonForm):
    """Why the move does not take place; while going back, the count that proves that it is done."""

    guarded = ("still_on_custom",)
    shown_if: ClassVar = {"still_on_custom": lambda case: case.state == "reversing"}

    still_on_custom = number_field(
        _("Users still on custom licences"),
        required=False,
        help_text=_("It must be 0."),
    )

    def layout(self) -> Layout:
        """Reason, and the count."""
        count = ["still_on_custom"] if "still_on_custom" in self.fields else []
        return Layout("reason", *count, self.earlier())


class DiscountForm(ActionForm):
    """Where the discount was found."""

    discount_ref = forms.CharField(label=_("Invoice"), required=False, max_length=80)

    def layout(self) -> Layout:
        """The invoice."""
        return Layout("discount_ref", self.earlier())
