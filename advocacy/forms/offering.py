"""Offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from advocacy.forms.parts import YesNoField
from cases.forms import ActionForm


class OfferForm(ActionForm):
    """The offer went out."""


class AnsweredForm(ActionForm):
    """What the customer answered."""

    accepted = YesNoField(label=_("Accepted"))
