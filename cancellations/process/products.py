"""The products of an order before and after: billing, fulfilment, and the credit in each currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from cancellations.rules import CancellationFacts, fit
from cancellations.rules.credits import Credit, credits_of, totals
from cases.money import format_amount, format_money
from cases.panels import Cell, Panel
from cases.routing import Policy

HEADS = (_("Product"), _("Billing"), _("Fulfilment"), _("Invoiced"), _("Delivered"), _("Credit"), "")
MANY = 15


def _note(named: int, untouched: int) -> str:
    said = ngettext("%(n)d product named", "%(n)d products named", named) % {"n": named}
    rest = ngettext("%(n)d product untouched", "%(n)d products untouched", untouched) % {"n": untouched}
    return f"{said}, {rest}"


def products(facts: CancellationFacts, policy: Policy) -> Panel | None:
    """Every product of the fitting order, and those named; None while there is neither."""
    names = [*facts.products, *fit.untouched(facts, policy)]
    if not names:
        return None
    owed = credits_of(names, fit.lines_of(facts, policy))
    named = len(facts.products)
    rows = [row for place, name in enumerate(names) for row in _rows(facts, name, owed, named=place < named)]
    return Panel(
        "products",
        _("Before and after"),
        HEADS,
        tuple(rows),
        note=_note(named, len(names) - named),
        foot=_foot(facts, policy),
        folded=len(rows) > MANY,
    )


def _rows(
    facts: CancellationFacts, name: str, owed: tuple[Credit, ...], *, named: bool
) -> Iterator[tuple[Cell, ...]]:
    """A row for each currency of a product; one without amounts where it has no invoice line."""
    mine: Sequence[Credit | None] = [one for one in owed if one.product == name] or [None]
    for place, one in enumerate(mine):
        first = place == 0
        yield (
            Cell(name, under="" if named else gettext("Not named")) if first else Cell(),
            _billing(facts, named=named) if first else Cell(),
            _fulfilment(facts, named=named) if first else Cell(),
            *_amounts(one, named=named),
            Cell(_remark(facts, one, named=named)),
        )


def _amounts(one: Credit | None, *, named: bool) -> tuple[Cell, Cell, Cell]:
    if one is None:
        return Cell(number=True), Cell(number=True), Cell(number=True)
    invoiced, fulfilled = (
        Cell(format_amount(amount, one.currency, grouped=True), number=True)
        for amount in (one.invoiced, one.fulfilled)
    )
    credit = Cell(format_money(one.amount, one.currency, grouped=True), number=True) if named else Cell()
    return invoiced, fulfilled, credit


def _billing(facts: CancellationFacts, *, named: bool) -> Cell:
    if not named:
        return Cell(gettext("Goes on"))
    if facts.billing_cancelled_at is None:
        return Cell(gettext("Goes on"), under=gettext("Ends with step 1"))
    return Cell(gettext("Ended"), under=gettext("Went on before step 1"), shape="tick-disc")


def _fulfilment(facts: CancellationFacts, *, named: bool) -> Cell:
    if not named:
        return Cell(gettext("Goes on"))
    if facts.fulfilment_cancelled_at is None:
        return Cell(gettext("Goes on"), under=gettext("Ends with step 2"))
    done = gettext("Delivered already") if facts.already_delivered else gettext("Stopped")
    return Cell(done, under=gettext("Went on before step 2"), shape="tick-disc")


def _remark(facts: CancellationFacts, one: Credit | None, *, named: bool) -> str:
    if not named:
        return ""
    if one is not None and one.amount < 0:
        return gettext("Still to be billed")
    return gettext("Invoiced meanwhile") if facts.invoiced_meanwhile else ""


def _foot(facts: CancellationFacts, policy: Policy) -> str:
    """The credits of the named products, each currency by itself."""
    sums = totals(credits_of(facts.products, fit.lines_of(facts, policy)))
    if not sums:
        return gettext("No invoice line of the named products is on record.")
    told = "; ".join(format_money(amount, currency, grouped=True) for currency, amount in sums.items())
    when = gettext("Credited") if facts.true_up_done_at else gettext("To be credited if nothing changes")
    return f"{when}: {told}."
