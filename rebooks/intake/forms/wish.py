"""Who heard it, what the customer wants, and when the message came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.fields import InstantField
from rebooks.intake.forms.base import StepForm, cards, words
from rebooks.intake.forms.order import ZONE_NOTE

HEARD = {
    "customer_to_nlr": (_("The customer told the NLR agent"), _("The New License team heard it first")),
    "ar": (_("AR heard it"), _("While following up an open invoice")),
    "collections": (_("Collections heard it"), _("While collecting a late payment")),
    "order_processing": (
        _("Order Processing found it"),
        _("In the order itself, with or without a word of the customer"),
    ),
    "research": (_("Research found it"), _("While looking into the order")),
}
SOURCE_OF_ROLE = {
    "nlr_agent": "customer_to_nlr",
    "ar": "ar",
    "collections": "collections",
    "order_processing": "order_processing",
    "research_specialist": "research",
}
WITHOUT_MESSAGE = frozenset({"order_processing", "research"})  # these find out by themselves
WISHES = {
    "more_time": (_("More time"), _("To try the product, or to pay; the next question tells them apart")),
    "licence_change": (_("A different licence"), _("Other seats, another product or term")),
    "rebook": (_("The order booked again"), _("Cancel or return it and place it anew")),
    "customer_cancels": (_("To cancel the order"), _("They do not want it any more")),
    "did_not_purchase": (_("They say they did not buy it"), _("Nobody there knows of the order")),
    "amount_correction": (_("Another amount"), _("The price on the order is wrong")),
    "other": (_("Something else"), _("Research looks at it")),
}
MORE_TIME = {
    "evaluation_time": (_("Try the product"), _("They have not decided yet, or are still testing")),
    "payment_time": (_("Pay the invoice"), _("They keep the product and need longer to pay")),
    "more_time_unclear": (
        _("They did not say"),
        _("Somebody asks them first; nothing is routed before the answer"),
    ),
}
ANNOUNCED = {
    "time_and_amount": (_("Yes, for the same amount"), _("It is still to come, in the same currency")),
    "admin_error": (
        _("Yes, because the first one was entered wrongly"),
        _("Order Processing confirms the error"),
    ),
    "no": (_("No, or not known"), _("Nothing was said about another order")),
}


class HeardForm(StepForm):
    """Who told us; the person's own role is the likely answer."""

    request_source = cards(_("Who told you?"), HEARD, _("Choose who heard it."))

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        roles = sorted(self.actor.roles) if self.actor else []
        likely = [SOURCE_OF_ROLE[role] for role in roles if role in SOURCE_OF_ROLE]
        if len(likely) == 1:
            self.fields["request_source"].initial = likely[0]


class WishForm(StepForm):
    """The reason, in the customer's terms."""

    wish = cards(_("What do they want?"), WISHES, _("Choose what the customer wants."))


class MoreTimeForm(StepForm):
    """More time is two different things."""

    more_time_for = cards(_("More time to do what?"), MORE_TIME, _("Choose what the extra time is for."))


class ChangeForm(StepForm):
    """The licence they want instead."""

    requested_change = words(
        _("What should change?"),
        _("For example: 40 seats instead of 60, or the yearly term."),
        missing=_("Say what should change in the licence."),
    )


class SecondForm(StepForm):
    """Whether a second order is on its way."""

    announced = cards(
        _("Is a second order announced?"), ANNOUNCED, _("Choose whether a second order is announced.")
    )


class ReceivedForm(StepForm):
    """When the message came, in the account's zone, and what it said."""

    request_received_at = InstantField(
        label=_("When did the message arrive?"),
        help_text=_("Date and time of the customer’s mail or call, not of your entry."),
        error_messages={
            "required": _("Enter the date and time at which the message arrived."),
            "invalid": _("Enter a date and time, such as 2026-11-18 16:40."),
        },
    )
    customer_words = words(
        _("What did they say?"),
        _("Kept on the case as an internal note; colleagues read it."),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        when = self.fields["request_received_at"]
        when.required = self.known.get("request_source") not in WITHOUT_MESSAGE
        if not when.required:
            more = _("Leave it empty if the customer has not written: then now counts.")
            when.help_text = f"{when.help_text} {more}"

    def layout(self) -> Layout:
        """The zone stands under the time that is read in it."""
        return Layout("request_received_at", ZONE_NOTE, "customer_words")

    def clean_request_received_at(self) -> Any:
        """Between the order and now."""
        came, processed = self.cleaned_data["request_received_at"], self.known.get("processed_at")
        if came is None:
            return None
        if came > clock.now():
            raise forms.ValidationError(_("The message cannot have arrived in the future."))
        if processed is not None and came < processed:
            raise forms.ValidationError(
                _("The message arrived before the order was processed; check both times.")
            )
        return came


class UnusualForm(StepForm):
    """Why an order that looks wrong is right. The reason holds for what it was given for."""

    unusual_reason = words(
        _("Why is it right?"),
        _("Kept on the case as an internal note."),
        missing=_("Say why the order is right as it is."),
    )

    @property
    def findings(self) -> str:
        """What looks wrong now."""
        return " ".join(self.known.get("findings", ()))

    def typed(self) -> dict[str, str]:
        """The reason, with what it was given for."""
        return super().typed() | {"unusual_for": self.findings}

    def clean_unusual_reason(self) -> str:
        """A reason given for another finding counts for nothing."""
        if self.data.get("unusual_for", self.findings) != self.findings:
            raise forms.ValidationError(_("The order looks different now; say again why it is right."))
        return str(self.cleaned_data["unusual_reason"])
