"""Opening a transition, and trying one."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import UsersField, accounts_field, groups_field, name_field
from cases import clock
from cases.account_field import AccountField
from cases.fields import InstantField, MailField
from cases.forms import ActionForm, Fold

INSTANTS = ("customer_advised_at", "reseller_notified_at", "reseller_rep_involved_at", "manager_involved_at")


class OpenForm(ActionForm):
    """Who leaves whom, with which accounts, groups and users."""

    guarded = ("enterprise_affiliation",)
    wide = True

    customer = name_field(_("Customer"), help_text=_("Who leaves the reseller."))
    reseller = name_field(_("Reseller"), help_text=_("The firm that the customer leaves."))
    enterprise_affiliation = forms.CharField(
        label=_("Enterprise affiliation"), required=False, max_length=120,
        help_text=_("Where the accounts go. It has to exist already."),
    )  # fmt: skip
    deal_id = forms.CharField(
        label=_("Deal"), required=False, max_length=80, help_text=_("Its number in the sales system.")
    )
    deal_stage = forms.CharField(
        label=_("Stage of the deal"), required=False, max_length=40,
        help_text=_("A transition with a won deal begins there."),
        widget=forms.Select(choices=[("", _("Not won yet")), ("closed_won", _("Closed won"))]),
    )  # fmt: skip
    accounts = accounts_field(help_text=_("Their badges count together."))
    groups = groups_field(required=False, help_text=_("Each is issued and billed by itself."))
    reseller_users = UsersField(
        label=_("Users of the reseller"), required=False,
        help_text=_("Who has access, a line for each. Left empty, one: the reseller."),
    )  # fmt: skip
    reseller_email = MailField(label=_("Mail of the reseller"), required=False)
    customer_advised_at = InstantField(label=_("Customer advised"), required=False)
    reseller_notified_at = InstantField(
        label=_("Reseller told"), required=False, help_text=_("By the customer, on the customer's word.")
    )
    reseller_rep_involved_at = InstantField(label=_("Reseller rep involved"), required=False)
    manager_involved_at = InstantField(label=_("Manager involved"), required=False)
    account = AccountField(label=_("Account"), required=False, help_text=_("Left empty, the customer's."))
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64,
        help_text=_("Decides when reminders are due. Left empty, America/Chicago."),
    )  # fmt: skip

    def layout(self) -> Layout:
        """Who, then what, then what has happened already."""
        return Layout(
            Fieldset(_("Transition"), Row("customer", "reseller"), "enterprise_affiliation",
                     Row("deal_id", "deal_stage")),
            Fieldset(_("Badges"), "accounts", "groups"),
            Fieldset(_("Reseller"), "reseller_users", "reseller_email"),
            Fold(_("What has happened already"), *INSTANTS),
            Fieldset(_("Case"), Row("account", "time_zone")),
            Fold(_("It happened earlier…"), "at"),
        )  # fmt: skip

    def clean_deal_stage(self) -> str:
        """The stage as a code, however it is written."""
        words: str = self.cleaned_data["deal_stage"]
        code = "_".join(words.replace("_", " ").replace("-", " ").casefold().split())
        return {"closedwon": "closed_won", "closedlost": "closed_lost"}.get(code, code)

    def clean(self) -> dict[str, Any]:
        """Nothing lies ahead of now; the account is the customer's, unless another is named."""
        data = super().clean() or {}
        now = clock.now()
        for name in INSTANTS:
            if data.get(name) is not None and data[name] > now:
                self.add_error(name, forms.ValidationError(_("This is in the future."), code="future"))
        if not data.get("account") and data.get("customer"):
            data["account"] = AccountField().clean(data["customer"])
        return data
