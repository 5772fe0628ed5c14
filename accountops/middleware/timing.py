"""How long pages take, by route."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram

DURATION = Histogram(
    "accountops_http_request_duration_seconds",
    "Time from the request to the finished answer, in seconds.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


class TimingMiddleware:
    """Labels are route patterns, never addresses: their number is bounded, and no case is named."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        DURATION.labels(route=(match.route or "/") if match else "(none)").observe(time.monotonic() - start)
        return response
