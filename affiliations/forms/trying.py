"""Trying a decision about a transition: what it is, and what has come about."""

from __future__ import annotations

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from affiliations.forms.opening import OpenForm
from affiliations.forms.parts import UsersField, count_field, group_field
from affiliations.rules import labels
from cases.fields import InstantField
from cases.rows_field import RowsField

ENDS = frozenset({"with_csm", "cancelled"})


def expired_field() -> RowsField:
    """Expired shipments, a row for each group that has one."""
    columns = {"group": group_field(), "quantity": count_field(_("Badges in it"))}
    return RowsField(columns, required=False, unique=("group",), label=_("Expired shipments"))


class TryForm(OpenForm):
    """The same facts and how far it is, to see the answer without opening anything."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("As it opens")), *((code, _(label)) for code, label in labels.STATES.items())],
    )
    expired = expired_field()
    affiliation_updated_at = InstantField(label=_("Affiliation updated"), required=False)
    users_removed = UsersField(
        label=_("Users whose access is taken away"), required=False, help_text=_("A line for each.")
    )
    mail_sent_at = InstantField(label=_("Mail to the reseller sent"), required=False)
    mail_bounced_at = InstantField(label=_("That mail came back"), required=False)

    def layout(self) -> Layout:
        """How far it is stands before the case."""
        whole = super().layout()
        switch = (
            "expired",
            "affiliation_updated_at",
            "users_removed",
            Row("mail_sent_at", "mail_bounced_at"),
        )
        whole.insert(3, Fieldset(_("How far it is"), "state", *switch))
        return whole
