"""The steps of the intake in their order: what each asks, and when it applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.fields import InstantField
from rebooks.intake.forms import wish
from rebooks.intake.forms.base import StepForm
from rebooks.intake.forms.order import OrderForm

Known = Mapping[str, Any]


def always(known: Known) -> bool:
    """A step for everybody."""
    return True


def wished(code: str) -> Callable[[Known], bool]:
    """A step for one wish only."""
    return lambda known: known.get("wish") == code


@dataclass(frozen=True)
class Step:
    """A page of the intake. `stage` is its place in the list of steps on top; `name` what it is called there.

    `applies` is asked with the cleaned answers of the steps before it. `only` is the wish it belongs to.
    """

    code: str
    stage: str
    name: str
    question: str
    form: type[StepForm]
    hint: str = ""
    applies: Callable[[Known], bool] = always
    only: str = ""

    @property
    def has_times(self) -> bool:
        """Whether an instant is asked for, which is read in some zone."""
        return any(isinstance(field, InstantField) for field in self.form.base_fields.values())


STAGES = (_("Order"), _("Who told you"), _("What they want"), _("When it arrived"))
CHECK = _("Check and open")

STEPS = (
    Step(
        "order",
        _("Order"),
        _("Order"),
        _("Which order is it about?"),
        OrderForm,
        _("The first order, as it stands in order processing."),
    ),
    Step(
        "unusual",
        _("Order"),
        _("Unusual order"),
        _("This looks unusual"),
        wish.UnusualForm,
        _("It may well be right. Check it, then go on with a reason or change the order."),
        lambda known: bool(known.get("findings")),
    ),
    Step(
        "heard",
        _("Who told you"),
        _("Who told you"),
        _("Who told you?"),
        wish.HeardForm,
        _("Who heard it decides who keeps it: the same wish goes different ways."),
    ),
    Step(
        "wish",
        _("What they want"),
        _("What they want"),
        _("What does the customer want?"),
        wish.WishForm,
        _("The nearest answer; Research sees what they said as well."),
    ),
    Step(
        "time",
        _("What they want"),
        _("More time for what"),
        _("The customer asks for more time. To do what?"),
        wish.MoreTimeForm,
        _("If you are not sure, ask first: the two answers go to different teams."),
        wished("more_time"),
        "more_time",
    ),
    Step(
        "change",
        _("What they want"),
        _("What should change"),
        _("What should change in the licence?"),
        wish.ChangeForm,
        _("As exactly as you know it; the colleague who makes the change reads it."),
        wished("licence_change"),
        "licence_change",
    ),
    Step(
        "second",
        _("What they want"),
        _("Second order"),
        _("Is a second order announced?"),
        wish.SecondForm,
        _("A second order that is announced is waited for until the window is over."),
        wished("rebook"),
        "rebook",
    ),
    Step(
        "received",
        _("When it arrived"),
        _("When it arrived"),
        _("When did the message arrive?"),
        wish.ReceivedForm,
        _("The month it arrived in can decide where the case goes."),
    ),
)
BY_CODE = {step.code: step for step in STEPS}


def step_of_field(name: str) -> str:
    """The code of the step that asks for a field; KeyError for a field that none asks for."""
    return next(step.code for step in STEPS if name in step.form.base_fields) if name in FIELDS else "order"


FIELDS = frozenset(name for step in STEPS for name in step.form.base_fields)
