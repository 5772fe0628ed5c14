"""Inputs of the demo's mailbox."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.letters.addresses import is_address

LONGEST: Final = 20_000
FROM: Final = "Marco Silva <marco.silva@brightreach.example>"
SUBJECT: Final = "Please cancel part of our order"
TEXT: Final = """Hi team,

please cancel the following:

Client: Harbor Lane Furniture
Campaign: Holiday Living Rooms
Products: Search ads; Social boost

Thanks
Marco Silva
"""


class AnswerForm(forms.Form):
    """What is answered."""

    text = forms.CharField(label=_("Answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}))
    file = forms.FileField(label=_("File"), required=False)


class NewForm(forms.Form):
    """A mail to us."""

    sender = forms.CharField(label=_("From"), max_length=200, initial=FROM, help_text=_("Name <name@domain>"))
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False, initial=SUBJECT)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, initial=TEXT, widget=forms.Textarea(attrs={"rows": 12})
    )
    file = forms.FileField(label=_("File"), required=False)

    def clean_sender(self) -> str:
        """Name and address; raises ValidationError where there is no address."""
        name, address = parseaddr(self.cleaned_data["sender"])
        if not is_address(address):
            raise forms.ValidationError(_("Write a mail address, as in: Marco Silva <marco@sales.example>."))
        return formataddr((name, address))
