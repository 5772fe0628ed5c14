"""A program that calls the API, and holds every answer against the description it was given."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from cases import tokens
from cases.models import User

BASE = "/api/v1"


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    document: dict[str, Any] = json.loads(Client().get(f"{BASE}/openapi.json").content)
    return document


def operation(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    """The described call of an address; None when there is none."""
    for template, methods in description()["paths"].items():
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return template, methods[method.lower()]
    return None


@cache
def validator(schema: str) -> Draft202012Validator:
    """What an answer is held against; references lead into the description."""
    return Draft202012Validator({"components": description()["components"], **json.loads(schema)})


SEEN: set[tuple[str, str, int]] = set()


class Program:
    """Calls with a bearer token of somebody, or signed in; `held` answers must be described ones."""

    def __init__(self, user: User | None, *scopes: str, session: bool = False, held: bool = True) -> None:
        self.client, self.held = Client(), held
        self.headers: dict[str, str] = {}
        if user is not None and session:
            self.client.force_login(user)
        elif user is not None:
            _, secret = tokens.issue(user, "test", scopes or tokens.SCOPES, timedelta(days=1))
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, **params: str) -> Any:
        """A GET with parameters."""
        return self.call("GET", path, params=params)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """A POST of JSON; header names with underscores."""
        return self.call("POST", path, body, headers=headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        """A PUT of JSON; header names with underscores."""
        return self.call("PUT", path, body, headers=headers)

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
        content_type: str = "application/json",
    ) -> Any:
        """One call; its answer must be what the description says."""
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        response = self.client.generic(
            method,
            f"{BASE}{path}",
            data,
            content_type=content_type,
            query_params=params,
            headers=self.headers | named,
        )
        if self.held:
            hold_to_description(method, path.partition("?")[0], response)
        return response


def hold_to_description(method: str, path: str, response: HttpResponse) -> None:
    """Asserts that status, media type and body are described for the call."""
    found = operation(method, f"{BASE}{path}")
    if found is None:
        assert response.status_code in {404, 405}
        return
    template, described = found
    answer = described["responses"].get(str(response.status_code))
    assert answer is not None, f"{method} {template}: {response.status_code} is not described"
    media_type, content = next(iter(answer["content"].items()))
    assert response["Content-Type"] == media_type
    validator(json.dumps(content["schema"])).validate(json.loads(response.content))
    SEEN.add((method, template, response.status_code))
