"""The inputs of a cancellation's actions: one form each, for page and API alike."""

from cancellations.forms.acting import (
    FulfilmentForm,
    InvoiceRunForm,
    OrderChangedForm,
    RejectForm,
    WithdrawForm,
)
from cancellations.forms.order import OrderForm
from cancellations.forms.receiving import CorrectForm, OpenForm, SameRequestForm, SupplyForm
from cancellations.forms.trying import TryForm

__all__ = [
    "CorrectForm",
    "FulfilmentForm",
    "InvoiceRunForm",
    "OpenForm",
    "OrderChangedForm",
    "OrderForm",
    "RejectForm",
    "SameRequestForm",
    "SupplyForm",
    "TryForm",
    "WithdrawForm",
]
