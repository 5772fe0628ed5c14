"""How a transition ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import name_field
from cases.forms import ActionForm, ReasonForm


class CsmForm(ActionForm):
    """Who takes the customer over."""

    csm = name_field(_("CSM"))


class CancelForm(ReasonForm):
    """Why the customer stays."""


class DealLostForm(ActionForm):
    """The deal is lost."""
