"""The inputs of an advocate case's actions: one form each, for page and API alike."""

from advocacy.forms.correcting import CorrectForm
from advocacy.forms.ending import ConfirmForm, ReopenForm, ServiceNowForm, StuckForm
from advocacy.forms.evidence import EvidenceForm
from advocacy.forms.lettering import BouncedForm, LetterForm, MailSentForm, SentForm
from advocacy.forms.offering import AnsweredForm, OfferForm
from advocacy.forms.opening import OpenForm
from advocacy.forms.reaching import AttemptForm, ContactForm
from advocacy.forms.recording import CallerForm, HandOverForm, ReviewForm, TypeForm
from advocacy.forms.trying import TryForm

__all__ = [
    "AnsweredForm",
    "AttemptForm",
    "BouncedForm",
    "CallerForm",
    "ConfirmForm",
    "ContactForm",
    "CorrectForm",
    "EvidenceForm",
    "HandOverForm",
    "LetterForm",
    "MailSentForm",
    "OfferForm",
    "OpenForm",
    "ReopenForm",
    "ReviewForm",
    "SentForm",
    "ServiceNowForm",
    "StuckForm",
    "TryForm",
    "TypeForm",
]
