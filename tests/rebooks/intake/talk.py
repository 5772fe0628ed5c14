"""Somebody who goes through the intake with Django's client, step by step."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from cases.models import Account, Draft, User
from rebooks.models import RebookCase

ORDER = {
    "order_no": "40-11931",
    "account": "Nordlys Media AS",
    "time_zone": "",
    "processed_at": "2026-11-02T11:05",
    "amount": "3300.00",
    "currency": "EUR",
    "opportunity_id": "",
    "opportunity_stage": "closed_won",
    "opportunity_type": "new_license",
}
RECEIVED = {"request_received_at": "2026-11-18T16:40", "customer_words": "Two editors have not tested it."}


class Talk:
    """One draft of one person. `html` is the last page."""

    def __init__(self, client: Client, user: User, mode: str = "steps") -> None:
        self.client, self.user = client, user
        client.force_login(user)
        started = client.post("/new/rebook/", {"mode": mode})
        self.base = started["Location"].rsplit("/", 2)[0]
        self.last: HttpResponse = started

    @property
    def draft(self) -> Draft:
        """The draft as it is stored."""
        return Draft.objects.get(pk=self.base.rsplit("/", 1)[1])

    @property
    def html(self) -> str:
        """The last page's text."""
        return self.last.content.decode()

    def say(self, code: str, **answers: Any) -> str:
        """Sends a step and answers where that led: the code of the next page, or this one on an error."""
        self.last = self.client.post(f"{self.base}/{code}/", answers)
        return self.last["Location"].rsplit("/", 2)[1] if self.last.status_code == 302 else code

    def look(self, code: str) -> str:
        """Opens a page and answers its text."""
        self.last = self.client.get(f"{self.base}/{code}/")
        return self.html

    def route(self, code: str, **answers: Any) -> str:
        """The fragment that says where the case goes by what is typed."""
        given = {"saves": self.draft.answers.get("saves", 0)} | answers
        self.last = self.client.post(f"{self.base}/{code}/", given, headers={"HX-Request": "true"})
        return self.html

    def all_said(self, heard: str = "ar", wish: str = "more_time", **order: Any) -> str:
        """Goes through to the check page: by default AR, more time, to try the product."""
        self.say("order", **ORDER | order)
        self.say("heard", request_source=heard)
        next_code = self.say("wish", wish=wish)
        if next_code == "time":
            self.say("time", more_time_for="evaluation_time")
        return self.say("received", **RECEIVED)

    def open(self, do: str = "open") -> HttpResponse:
        """Opens the case."""
        self.last = self.client.post(f"{self.base}/check/", {"do": do})
        return self.last


def nordlys() -> Account:
    """A known account in Oslo."""
    return Account.objects.create(name="Nordlys Media AS", time_zone="Europe/Oslo")


def only_case() -> RebookCase:
    """The one case there is."""
    return RebookCase.objects.get()
