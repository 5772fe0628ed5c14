"""The ways in which an order's facts come in: pages and calls, each with a good input to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cases.models import Draft, User
from tests.cases.api.client import Program
from tests.contract.markup import faults_of

ORDER = {
    "order_no": "40-11931",
    "account": "Nordlys Media AS",
    "time_zone": "Europe/Oslo",
    "processed_at": "2026-11-02T11:05:00+01:00",
    "amount": "3300.00",
    "currency": "EUR",
}
PAGE_ORDER = ORDER | {
    "order_no": "40-2", "processed_at": "2026-11-02T11:05", "opportunity_id": "",
    "opportunity_stage": "closed_won", "opportunity_type": "new_license",
}  # fmt: skip
SECOND = {"order_no": "40-3", "amount": "3300.00", "currency": "EUR", "at": "2026-11-02T12:05:00+01:00"}
REQUEST = {"reason": "other", "request_source": "ar", "request_received_at": "2026-11-03T11:05:00+01:00"}


@dataclass(frozen=True)
class Told:
    """An answer: its status, its text as a person reads it, and what a program is pointed to."""

    status: int
    text: str
    pointers: tuple[str, ...]
    faults: list[str]


class Doors:
    """The doors by name. Each takes what differs from the good input and says what it was told."""

    def __init__(self, user: User, page: Client, api: Program, case: str) -> None:
        self.user, self.page, self.api, self.case = user, page, api, case

    def through(self, door: str, **changes: Any) -> Told:
        """Sends the good input of a door with changes."""
        way: Callable[[dict[str, Any]], HttpResponse] = getattr(self, door)
        answer = way(changes)
        pointers: tuple[str, ...] = ()
        if answer["Content-Type"] == "application/problem+json":
            pointers = tuple(error.get("pointer", "") for error in answer.json().get("errors", ()))
        text = unescape(answer.content.decode()) if not pointers else str(answer.json())
        return Told(answer.status_code, text, pointers, faults_of(answer))

    def create(self, changes: dict[str, Any]) -> HttpResponse:
        """The API, opening."""
        return self.api.post("/cases/rebook", ORDER | {"order_no": "40-2"} | changes)

    def intake(self, changes: dict[str, Any]) -> HttpResponse:
        """The guided intake's first step."""
        draft = Draft.objects.filter(user=self.user, result="").first()
        if draft is None:
            self.page.post("/new/rebook/", {"mode": "steps"})
            draft = Draft.objects.get(user=self.user, result="")
        return self.page.post(f"/new/rebook/{draft.pk}/order/", PAGE_ORDER | changes)

    def dry_run(self, changes: dict[str, Any]) -> HttpResponse:
        """A decision that is only tried."""
        facts = {name: value for name, value in ORDER.items() if name != "account"}
        return self.api.post("/decisions/rebook", {"facts": facts | changes})

    def correct(self, changes: dict[str, Any]) -> HttpResponse:
        """Correcting, through the API."""
        return self.api.post(f"/cases/{self.case}/actions/correct_facts", {"why": "x"} | changes)

    def correct_page(self, changes: dict[str, Any]) -> HttpResponse:
        """Correcting, on the page."""
        return self.page.post(f"/cases/{self.case}/do/correct_facts/", {"why": "x", "key": "k"} | changes)

    def second(self, changes: dict[str, Any]) -> HttpResponse:
        """A second order, told by a program."""
        return self.api.post(f"/cases/{self.case}/events/second_order", SECOND | changes)

    def second_page(self, changes: dict[str, Any]) -> HttpResponse:
        """A second order, told on the page."""
        return self.page.post(f"/cases/{self.case}/record/second_order/", SECOND | {"key": "k"} | changes)

    def request(self, changes: dict[str, Any]) -> HttpResponse:
        """The wish, written down by a program."""
        return self.api.post(f"/cases/{self.case}/actions/record_request", REQUEST | changes)

    def request_page(self, changes: dict[str, Any]) -> HttpResponse:
        """The wish, written down on the page."""
        return self.page.post(f"/cases/{self.case}/do/record_request/", REQUEST | {"key": "k"} | changes)


PROGRAMS = ("create", "dry_run", "correct", "second", "request")
PAGES = ("intake", "correct_page", "second_page", "request_page")
EVERY_ORDER = ("create", "intake", "dry_run", "correct", "correct_page", "second", "second_page")
FIRST_ORDER = ("create", "intake", "dry_run", "correct", "correct_page")
