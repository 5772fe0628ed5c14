"""A method that an address does not take, answered as a page: for an empty answer browsers show their own."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from accountops.views.failures import refusal


class MethodMiddleware:
    """Gives 405 words, for who opens the address of a button, from the history or after signing in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = refusal(request, response.status_code)
        page["Allow"] = response["Allow"]
        return page
