"""Sending a form twice does it once: double click, Enter twice, Back and send again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cases.idempotency import Answer, KeyMalformed, KeyReused, once
from cases.views.base import go, reader


def form_once(request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Performs `work` unless this very form was performed before; then leads to where that one led.

    A form that was refused, or was changed before it is sent again, is performed anew.
    """
    answers: list[HttpResponse] = []

    def perform() -> Answer:
        answers.append(work())
        return Answer(answers[0].status_code, {"to": _leads_to(answers[0])})

    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    try:
        answer = once(reader(request), request.POST.get("key", ""), request.path, sent, perform)
    except (KeyMalformed, KeyReused):
        return work()
    if answers:
        return answers[0]
    return go(request, answer.body["to"]) if answer.body["to"] else work()


def _leads_to(response: HttpResponse) -> str:
    return response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
