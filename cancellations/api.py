"""Order records: what a cancellation is held against. Below /api/v1/, beside the calls of the core."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from cancellations.actions import orders
from cancellations.forms import OrderForm
from cancellations.models import OrderRecord
from cases.access import RoleNotHeld
from cases.api import reading
from cases.api.answering import respond
from cases.api.auth import scoped
from cases.api.documented import ROLE, changes
from cases.api.inputs import fields_of, read, schema_of
from cases.api.problems import invalid, pointers, refusals_problem
from cases.models import User
from cases.routing import Refusal
from cases.teams import role_label
from cases.text import code_fault, tidy_code
from cases.timeline import plain
from cases.words import listed, same_name

router = Router(tags=["Orders"])
KEEPERS: Final = frozenset({"billing", "administrator"})
NEEDED: Final = ("client", "campaign", "products")
LONGEST_ID: Final = 120


class InvoiceLineOut(Schema):
    """What was invoiced and delivered of one product in one currency."""

    product: str
    currency: str
    invoiced: str
    fulfilled: str


class OrderOut(Schema):
    """An order record, and the open cases that were held against it again."""

    titan_order_id: str
    client: str
    campaign: str
    products: list[str]
    references: list[str]
    invoice_lines: list[InvoiceLineOut]
    updated_at: str
    cases: list[str]


@router.put(
    "/orders/{titan_order_id}",
    summary="Put an order on record",
    operation_id="put_order",
    **changes(OrderOut, "OrderInput", ROLE, statuses=(200, 201)),
)
@scoped("record")
def put_order(request: HttpRequest, titan_order_id: str) -> HttpResponse:
    """Creates the record (201) or replaces what is given of it (200); open cases of the order look again."""
    user, role = reading.caller(request), reading.role(request)
    _check_role(user, role)
    number = _number(titan_order_id)
    values = _values(reading.body(request), number)
    kept = orders.keep(number, values)
    return respond(201 if kept.created else 200, _told(kept.order, kept.cases))


def input_schema() -> dict[str, Any]:
    """The body, for the description."""
    return schema_of(_fields())


SCHEMAS: Final = {"OrderInput": input_schema}


def _fields() -> dict[str, Any]:
    return {name: field for name, field in fields_of(OrderForm).items() if name != "at"}


def _number(text: str) -> str:
    number = tidy_code(text)
    wrong = code_fault(number) or ("" if 0 < len(number) <= LONGEST_ID else "Give the id of an order.")
    if wrong:
        raise invalid([{"pointer": "/titan_order_id", "message": wrong}])
    return number


def _values(given: dict[str, Any], number: str) -> dict[str, Any]:
    """What is given of the record, cleaned; raises Problem 422, also where a new order lacks something."""
    form = OrderForm(read(_fields(), given), strict=True)
    if not form.is_valid():
        raise invalid(pointers(form.errors))
    own = form.cleaned_data["titan_order_id"]
    if own and not same_name(own, number):
        raise invalid([{"pointer": "/titan_order_id", "message": "The address names another order."}])
    values = {name: form.cleaned_data[name] for name in orders.PARTS if given.get(name) is not None}
    lacking = [name for name in NEEDED if not values.get(name)]
    if lacking and (set(lacking) & set(values) or not orders.is_known(number)):
        raise invalid([{"pointer": f"/{name}", "message": "An order needs this."} for name in lacking])
    return values


def _check_role(user: User, role: str | None) -> None:
    if role is not None and role not in user.roles:
        raise RoleNotHeld(role)
    if not ({role} if role else user.roles) & KEEPERS:
        who = tuple(sorted(KEEPERS))
        names = listed(map(role_label, who))
        raise refusals_problem([Refusal("WRONG_ROLE", f"Order records are for: {names}.", who)], 403)


def _told(order: OrderRecord, cases: tuple[str, ...]) -> dict[str, Any]:
    names = ("titan_order_id", *orders.PARTS, "updated_at")
    told: dict[str, Any] = plain({name: getattr(order, name) for name in names} | {"cases": list(cases)})
    return told
