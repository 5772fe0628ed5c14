"""A form that corrects facts says what is on file beside each field, also when it comes back with errors."""

from __future__ import annotations

from typing import Any

import pytest

from advocacy.forms.correcting import CorrectForm as TicketForm
from affiliations.forms.correcting import CorrectForm as TransitionForm
from affiliations.models import AffiliationCase
from cancellations.forms.receiving import CorrectForm as CancellationForm
from cases.forms import ActionForm
from takeovers.forms.correcting import CorrectForm as TakeoverForm
from tests.advocacy import helpers as advocacy
from tests.affiliations import helpers as affiliations
from tests.cancellations import helpers as cancellations
from tests.takeovers.consents import take_over

pytestmark = pytest.mark.django_db


def ticket() -> Any:
    """A ticket of an advocate."""
    return advocacy.again(advocacy.opened().case)


def transition() -> Any:
    """A transition to the enterprise."""
    return AffiliationCase.objects.get(pk=affiliations.opened().case.pk)


def cancellation() -> Any:
    """A request for a cancellation."""
    return cancellations.again(cancellations.received().case)


def takeover() -> Any:
    """A take-over that waits for its agreements."""
    return take_over(advocacy.person("customer_care"))


@pytest.mark.parametrize(
    ("form", "made", "told"),
    [
        (
            TicketForm,
            ticket,
            {"product": "Now: Range", "conversation_ever": "Now: yes", "serial": "Now: not stated"},
        ),
        (TransitionForm, transition, {"reseller": "Now: Reseller Ray", "reseller_email": "Now: not stated"}),
        (CancellationForm, cancellation, {"client": "Now: Oak Motors", "products": "Now: Display; Search"}),
        (
            TakeoverForm,
            takeover,
            {"new_email": "Now: care@voxline.example", "discount_ref": "Now: not stated"},
        ),
    ],
)
@pytest.mark.parametrize("data", [None, {"why": ""}], ids=["fresh", "refused"])
def test_each_field_says_what_stands(
    form: type[ActionForm], made: Any, told: dict[str, str], data: dict[str, str] | None
) -> None:
    shown = form(data, case=made(), zone="America/Chicago")
    assert {name: str(shown.fields[name].help_text)[-len(words) :] for name, words in told.items()} == told


def test_a_program_is_told_nothing_it_did_not_ask_for() -> None:
    shown = TicketForm({"why": ""}, case=ticket(), zone="America/Chicago", strict=True)
    assert shown.fields["product"].help_text == ""
