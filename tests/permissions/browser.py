"""Requests without the test client's bookkeeping: the matrix sends thousands of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.test import RequestFactory
from django.test.client import ClientHandler

from tests.accountops.urls_with_demo import UNDRAWN

HX = {"HX-Request": "true"}
SENT = RequestFactory()


def ask(
    method: str,
    address: str,
    session: str,
    *,
    sends: Mapping[str, Any] | None = None,
    fragment: bool = False,
    csrf: bool = False,
    drawn: bool = True,
) -> Any:
    """The answer to a request of a browser with that session; `csrf` holds it to the rule of the token.

    Without `drawn` the page that says that there is nothing stays empty.
    """
    headers = dict(HX) if fragment else {}
    if session:
        headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={session}"
    body: Any = dict(sends or {})
    if address.startswith("/api/"):
        headers["Content-Type"] = "application/json"
        request = SENT.generic(method, address, json.dumps(body), "application/json", headers=headers)
    elif method == "POST":
        request = SENT.post(address, body, headers=headers)
    else:
        request = SENT.generic(method, address, headers=headers)
    response = _handler(csrf)(request.environ | {UNDRAWN: not drawn})
    if response.streaming:  # reading to the end closes it, without closing the connection to the database
        for _ in response.streaming_content:
            pass
    return response


@cache
def _handler(csrf: bool) -> ClientHandler:
    handler = ClientHandler(enforce_csrf_checks=csrf)
    handler.load_middleware()
    return handler
