"""Below the API every failure is a problem, those included that never reach it: 404, 405, CSRF, 500."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from cases.api.problems import DATABASE_AWAY, MEDIA_TYPE, Problem

BELOW = "/api/v1/"
DETAILS = {
    400: "The request cannot be read.",
    403: "This needs a CSRF token, or is not allowed.",
    404: "There is nothing at this address.",
    405: "This method is not possible here; Allow names those that are.",
    413: "A body has at most 1 MB.",
    415: "Send JSON in UTF-8, with Content-Type: application/json.",
    500: "The failure is logged under the id in X-Request-ID.",
    503: DATABASE_AWAY,
}


class ApiProblemsMiddleware:
    """Turns the pages that Django answers on its own into problems; everything else passes as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(BELOW) or response.status_code < 400:
            return response
        if response.get("Content-Type") != MEDIA_TYPE:
            detail = DETAILS.get(response.status_code, "The request failed.")
            problem = Problem(response.status_code, detail)
            response.content = json.dumps(problem.body(escape_uri_path(request.path))).encode()
            response["Content-Type"] = MEDIA_TYPE
            response["Content-Length"] = str(len(response.content))
        return response
