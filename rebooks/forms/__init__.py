"""The forms of rebooks: one form is the input of one action, for page and API alike."""

from rebooks.forms.acting import (
    AddResearchForm,
    BookForm,
    ClarifyForm,
    ConfirmErrorForm,
    CreateReEngageForm,
    DistributeForm,
    FinishPaymentForm,
    FollowUpForm,
    ProcessReturnForm,
    ReasonTextForm,
    RequestReturnForm,
    SecondOrderForm,
    WithdrawForm,
)
from rebooks.forms.correcting import CorrectForm
from rebooks.forms.importing import ImportForm
from rebooks.forms.opening import OpenForm, RequestForm
from rebooks.forms.trying import TryForm

__all__ = [
    "AddResearchForm",
    "BookForm",
    "ClarifyForm",
    "ConfirmErrorForm",
    "CorrectForm",
    "CreateReEngageForm",
    "DistributeForm",
    "FinishPaymentForm",
    "FollowUpForm",
    "ImportForm",
    "OpenForm",
    "ProcessReturnForm",
    "ReasonTextForm",
    "RequestForm",
    "RequestReturnForm",
    "SecondOrderForm",
    "TryForm",
    "WithdrawForm",
]
