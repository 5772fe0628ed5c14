"""The same key answers once, alone and fifty times at once."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.utils import timezone

from cases import tasks, tokens
from cases.idempotency import Answer, KeyMalformed, KeyReused, answer_once, once
from cases.models import Case, IdempotencyKey, TimelineEntry, User
from tests.cases.helpers import all_at_once, open_seats, person

pytestmark = pytest.mark.django_db


def test_the_first_answer_is_replayed(alice: User) -> None:
    """The second time nothing is done."""
    calls: list[int] = []

    def work() -> Answer:
        calls.append(1)
        return Answer(201, {"number": len(calls)})

    first = answer_once(alice, "k", "POST /x", {"a": 1, "b": 2}, work)
    again = answer_once(alice, "k", "POST /x", {"b": 2, "a": 1}, work)
    assert (first.status, first.body, first.replayed) == (201, {"number": 1}, False)
    assert (again.status, again.body, again.replayed) == (201, {"number": 1}, True)
    assert len(calls) == 1


def test_another_request_with_the_key(alice: User, bob: User) -> None:
    """Other content or another address is refused; another person's key is another key."""
    answer_once(alice, "k", "POST /x", {"a": 1}, lambda: Answer(200, {}))
    for route, content in (("POST /x", {"a": 2}), ("POST /y", {"a": 1})):
        with pytest.raises(KeyReused):
            answer_once(alice, "k", route, content, lambda: Answer(200, {}))
    assert not answer_once(bob, "k", "POST /x", {"a": 2}, lambda: Answer(200, {})).replayed


def test_failures_are_not_kept(alice: User) -> None:
    """After an exception or a 500 the request may be sent again, and nothing of it stayed."""

    def fails() -> Answer:
        open_seats(alice)
        raise RuntimeError("broken")

    def answers_500() -> Answer:
        open_seats(alice)
        return Answer(500, {})

    with pytest.raises(RuntimeError):
        answer_once(alice, "k", "r", None, fails)
    assert answer_once(alice, "k", "r", None, answers_500).status == 500
    assert not Case.objects.exists()
    assert answer_once(alice, "k", "r", None, lambda: Answer(201, {})).replayed is False


@pytest.mark.parametrize("key", ["", "x" * 201, "ä", "a\nb"])
def test_odd_keys(alice: User, key: str) -> None:
    """A key is plain text of some length."""
    with pytest.raises(KeyMalformed):
        answer_once(alice, key, "r", None, lambda: Answer(200, {}))


def test_keys_are_forgotten(alice: User) -> None:
    """After a day a key is new again, and old rows go."""
    for key in ("a", "b"):
        answer_once(alice, key, "r", 1, lambda: Answer(200, {}))
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert not answer_once(alice, "a", "other", 2, lambda: Answer(200, {})).replayed
    tasks.forget_keys()
    assert not IdempotencyKey.objects.filter(key="b").exists()


def request_of(user: User) -> HttpRequest:
    """A page's POST."""
    request = RequestFactory().post("/cases/1/do/claim/")
    request.user, request.session = user, SessionBase()
    return request


def test_a_double_click_is_led_to_the_same_place(alice: User) -> None:
    """A page that led on is not done again; a form shown again may be sent again."""
    seen: list[int] = []

    def work(response: HttpResponse) -> HttpResponse:
        seen.append(1)
        return response

    request = request_of(alice)
    once(request, "k", lambda: work(HttpResponseRedirect("/cases/1/")))
    again = once(request, "k", lambda: work(HttpResponseRedirect("/elsewhere/")))
    assert (again.status_code, again["Location"], len(seen)) == (302, "/cases/1/", 1)
    for refused in (HttpResponse(status=422), HttpResponse(status=409)):
        assert once(request, "f", partial(work, refused)) is refused
    fragment = HttpResponse(status=204, headers={"HX-Redirect": "/cases/1/"})
    once(request, "h", lambda: work(fragment))
    assert once(request, "h", lambda: work(HttpResponse()))["HX-Redirect"] == "/cases/1/"
    assert once(request, "", lambda: work(HttpResponse("plain"))).content == b"plain"


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_make_one() -> None:
    """The same keyed POST fifty times at the same moment: one case, fifty equal answers."""
    alice = person("alice", "customer_care")
    _, secret = tokens.issue(alice, "test", ["open"], timedelta(hours=1))
    body = json.dumps({"account": "Northwind", "seats_now": 5, "seats_wanted": 8})

    def post() -> Any:
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "once"}
        client = Client(headers=headers)
        return client.post("/api/v1/cases/seat_change", body, content_type="application/json")

    answers = all_at_once([post] * 50)
    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.json() == answers[0].json() for answer in answers)
    assert sum("Idempotency-Replayed" not in answer for answer in answers) == 1
    assert Case.objects.count() == TimelineEntry.objects.count() == 1
