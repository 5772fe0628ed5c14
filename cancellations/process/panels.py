"""The tables on the page of a cancellation: what was read, what it does to the order, and the mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cancellations.models import CancellationCase
from cancellations.models.case import RECEIVED
from cancellations.process.origin import named_in
from cancellations.process.products import products
from cancellations.rules import CancellationFacts, fit, labels
from cancellations.rules.fit import Gaps
from cases.own_words import LINE_END
from cases.panels import Cell, Panel
from cases.routing import Policy
from cases.saying import all_of
from cases.wording import capital

FILLED, EMPTY = "tick-disc", "dashed-x"
MOST_LINES = 200


def panels(
    case: CancellationCase, facts: CancellationFacts, policy: Policy, now: datetime
) -> Sequence[Panel]:
    """The request, the products before and after, the mail it came with."""
    found = [request(facts, policy)]
    table = products(facts, policy)
    if table is not None:
        found.append(table)
    if facts.body:
        found.append(mail(facts))
    return found


def request(facts: CancellationFacts, policy: Policy) -> Panel:
    """A row for each required field: what the mail says, and whether it fits."""
    found, origin = fit.gaps(facts, policy), named_in(facts)
    rows = [_field(facts, found, name, origin[name]) for name in fit.ORDER_FIELDS]
    rows.append(_products(facts, found, origin["products"]))
    return Panel(
        "request",
        _("What was asked for"),
        (gettext("Field"), gettext("As it was named"), gettext("Held against the order"), ""),
        tuple(rows),
        note=_note(found, len(policy["required_fields"])),
        foot="" if facts.is_closed else " ".join(fit.told(facts, found)),
    )


def _note(found: Gaps, required: int) -> str:
    if found.missing:
        lacking = ngettext(
            "%(there)s of %(all)s required field there",
            "%(there)s of %(all)s required fields there",
            required,
        )
        return lacking % {"there": required - len(found.missing), "all": required}
    if found.any:
        return gettext("All there, but something does not fit")
    fitting = ngettext(
        "The required field is there, and it fits",
        "All %(all)s required fields there, and they fit together",
        required,
    )
    return fitting % {"all": required}


def _field(facts: CancellationFacts, found: Gaps, name: str, origin: str) -> tuple[Cell, ...]:
    value = getattr(facts, name)
    return (
        Cell(capital(gettext(labels.FIELDS[name]))),
        Cell(value, under=origin) if value else Cell(gettext("Missing"), under=origin, shape=EMPTY),
        _held(facts, found, name) if value else Cell(),
        _change(facts),
    )


def _held(facts: CancellationFacts, found: Gaps, name: str) -> Cell:
    order = facts.order
    if order is None:
        told = gettext("Not known") if name == "titan_order_id" else ""
        return Cell(told, shape=EMPTY) if told and facts.titan_order_id else Cell()
    if name == "titan_order_id":
        return Cell(gettext("On record"), shape=FILLED)
    against = [
        sentence for sentence in found.mismatch if sentence.startswith(f"{getattr(facts, name)} is not")
    ]
    if against:
        own = order.campaign if name == "campaign" else order.client
        return Cell(
            gettext("Does not fit"), under=gettext("The order has %(own)s") % {"own": own}, shape=EMPTY
        )
    return Cell(gettext("Fits"), shape=FILLED)


def _products(facts: CancellationFacts, found: Gaps, origin: str) -> tuple[Cell, ...]:
    named = all_of(facts.products)
    if facts.all_products:
        value = (
            Cell(gettext("“All”"), under=gettext("Which ones is to be confirmed"))
            if not named
            else Cell(named, under=gettext("And “all”"))
        )
    else:
        value = Cell(named, under=origin) if named else Cell(gettext("Missing"), under=origin, shape=EMPTY)
    if found.not_on_order:
        told = gettext("Not on the order: %(products)s") % {"products": all_of(found.not_on_order)}
        held = Cell(told, shape=EMPTY)
    elif named and not found.any:
        held = Cell(gettext("On the order"), shape=FILLED)
    else:
        held = Cell()
    return (Cell(gettext("List of products")), value, held, _change(facts))


def _change(facts: CancellationFacts) -> Cell:
    return Cell(gettext("Change…"), act="correct_facts") if facts.state in RECEIVED else Cell()


def mail(facts: CancellationFacts) -> Panel:
    """The text of the mail, a row for each line, by the numbers that tell where a field was found."""
    lines = list(enumerate(LINE_END.split(facts.body), 1))[:MOST_LINES]
    return Panel(
        "mail",
        _("The mail"),
        (gettext("Line"), gettext("Text")),
        tuple((Cell(str(number)), Cell(line)) for number, line in lines if line.strip()),
        note=facts.subject,
        folded=True,
    )
