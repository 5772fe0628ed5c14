"""The inputs of a transition's actions: one form each, for page and API alike."""

from affiliations.forms.correcting import CorrectForm
from affiliations.forms.ending import CancelForm, CsmForm, DealLostForm
from affiliations.forms.opening import OpenForm
from affiliations.forms.shipping import ExpiredForm, GroupForm, ShipmentForm, ShipmentsDoneForm
from affiliations.forms.switching import AccessForm, BouncedForm, MailForm
from affiliations.forms.trying import TryForm
from affiliations.forms.winning import WonForm

__all__ = [
    "AccessForm",
    "BouncedForm",
    "CancelForm",
    "CorrectForm",
    "CsmForm",
    "DealLostForm",
    "ExpiredForm",
    "GroupForm",
    "MailForm",
    "OpenForm",
    "ShipmentForm",
    "ShipmentsDoneForm",
    "TryForm",
    "WonForm",
]
