"""Trying a decision about a ticket: what is on file, who was reached, which letters and offers went out."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.opening import UNSTATED, OpenForm
from advocacy.forms.parts import name_field
from advocacy.forms.rows import EvidenceRowsField
from advocacy.rules import labels
from advocacy.rules.facts import LETTER_TYPES
from cases.account_field import AccountField
from cases.day_field import DayField
from cases.fields import InstantField, spoken
from cases.forms import Fold
from cases.rows_field import RowsField

MOST = 50
OF_A_LADDER = frozenset({"waiting_customer", "letter_due", "letter_sent"})
OFFER = ("offer_sent_at", "offer_expires_at", "offer_answered_at", "offer_lapsed_at")


def _rows(label: Any, columns: dict[str, forms.Field]) -> RowsField:
    return RowsField(columns, required=False, most=MOST, label=label)


def attempts_field() -> RowsField:
    """Our tries to reach the customer."""
    columns = {
        "channel": forms.ChoiceField(label=_("By"), choices=spoken(labels.ATTEMPT_CHANNELS)),
        "occurred_at": InstantField(label=_("When")),
        "reached": forms.BooleanField(label=_("Reached"), required=False),
        "bounced": forms.BooleanField(label=_("Came back"), required=False),
    }
    return _rows(_("Attempts"), columns)


def contacts_field() -> RowsField:
    """When the customer spoke or wrote to us."""
    columns = {
        "channel": forms.ChoiceField(label=_("By"), choices=spoken(labels.CONTACT_CHANNELS)),
        "occurred_at": InstantField(label=_("When")),
    }
    return _rows(_("The customer spoke or wrote"), columns)


def letters_field() -> RowsField:
    """Letters that announce the closing."""
    columns = {
        "kind": forms.ChoiceField(label=_("Letter"), choices=spoken(labels.LETTERS)),
        "created_at": InstantField(label=_("Written")),
        "sent_at": InstantField(label=_("Sent"), required=False),
        "deadline_date": DayField(label=_("Its date"), required=False),
        "bounced_at": InstantField(label=_("Came back"), required=False),
        "void": forms.BooleanField(label=_("Void"), required=False),
    }
    return _rows(_("Letters sent"), columns)


def reviews_field() -> RowsField:
    """Technical reviews."""
    columns = {
        "number": name_field(_("Number"), longest=80),
        "opened_at": InstantField(label=_("Opened")),
        "closed_at": InstantField(label=_("Closed"), required=False),
    }
    return _rows(_("Technical reviews"), columns)


class TryForm(OpenForm):
    """The same facts and how far it is, to see the answer without opening anything."""

    account = AccountField(label=_("Account"), required=False, help_text=_("Nothing depends on it here."))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("As it opens")), *((code, _(label)) for code, label in labels.STATES.items())],
    )
    evidence = EvidenceRowsField(
        label=_("Evidence"), required=False,
        help_text=_("Yes or no, a name, a date such as 2026-11-17, or an instant such as 2026-11-17 10:00."),
    )  # fmt: skip
    attempts = attempts_field()
    contacts = contacts_field()
    counts_after = InstantField(
        label=_("Attempts count after"), required=False, help_text=_("Earlier ones do not count any more.")
    )
    wait_due_at = InstantField(label=_("End of the wait"), required=False)
    letters = letters_field()
    offer_sent_at = InstantField(label=_("Offer sent"), required=False)
    offer_expires_at = InstantField(label=_("Offer open until"), required=False)
    offer_answered_at = InstantField(label=_("Offer answered"), required=False)
    offer_lapsed_at = InstantField(label=_("Offer lapsed"), required=False)
    reviews = reviews_field()
    customer_mail_at = InstantField(label=_("Our last mail to the customer"), required=False)
    closing_stuck = forms.ChoiceField(
        label=_("A system that did not close it"),
        required=False,
        choices=[*UNSTATED, *labels.SYSTEMS.items()],
    )

    def layout(self) -> Layout:
        """How far it is stands with the ticket, before whom it is about."""
        whole = super().layout()
        whole.insert(1, Fieldset(_("How far it is"), "evidence", Row("state", "closing_stuck")))
        whole.insert(2, Fold(_("Who was reached…"), "attempts", "counts_after", "wait_due_at", "contacts"))
        sent = ("letters", "customer_mail_at", *OFFER, "reviews")
        whole.insert(3, Fold(_("Letters, offers, reviews…"), *sent))
        return whole

    def clean(self) -> dict[str, Any]:
        """Only a ticket with a wait for the customer waits; an offer has a beginning and an end."""
        data = super().clean() or {}
        if data.get("state") in OF_A_LADDER and data.get("case_type") not in LETTER_TYPES | {None}:
            said = _("A ticket of this type does not wait for the customer.")
            self.add_error("state", forms.ValidationError(said, code="state"))
        sent, until = data.get("offer_sent_at"), data.get("offer_expires_at")
        if (sent is None) != (until is None) or (sent is None and any(data.get(name) for name in OFFER)):
            lacking = "offer_sent_at" if sent is None else "offer_expires_at"
            said = _("Say when the offer was sent and until when it is open.")
            self.add_error(lacking, forms.ValidationError(said, code="offer"))
        return data
