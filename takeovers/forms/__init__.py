"""The inputs of a take-over's actions: one form each, for page and API alike."""

from takeovers.forms.agreeing import RecordAgreementForm, WithdrawForm
from takeovers.forms.completing import CompleteForm, SupplyForm
from takeovers.forms.correcting import CorrectForm
from takeovers.forms.ending import CancelForm, DiscountForm, FinishReversalForm
from takeovers.forms.opening import OpenForm, RefreshForm
from takeovers.forms.stepping import SkipForm, StepForm, UndoForm
from takeovers.forms.trying import TryForm

__all__ = [
    "CancelForm",
    "CompleteForm",
    "CorrectForm",
    "DiscountForm",
    "FinishReversalForm",
    "OpenForm",
    "RecordAgreementForm",
    "RefreshForm",
    "SkipForm",
    "StepForm",
    "SupplyForm",
    "TryForm",
    "UndoForm",
    "WithdrawForm",
]
