"""The deal is won."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import override_field
from cases.forms import ActionForm


class WonForm(ActionForm):
    """A manager may let a big group pass that nobody was told of."""

    override_reason = override_field(_("Only for a manager, where a big group was not told of in time."))
