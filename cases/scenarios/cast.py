"""Who plays: one person for each role, with a token, made inside the transaction and gone with it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from cases import tokens
from cases.models import RoleGrant, User

BASE = "/api/v1"


class Cast:
    """Calls the API in a role, as a program of somebody who holds it."""

    def __init__(self) -> None:
        self.tag = secrets.token_hex(4)
        self._programs: dict[str, Client] = {}
        self.organisations: Mapping[str, str] = {}

    def call(
        self, role: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> tuple[int, Any]:
        """The status and the JSON of one call."""
        response = self._program(role).generic(
            method,
            BASE + path,
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            secure=settings.SECURE_SSL_REDIRECT,
        )
        return response.status_code, json.loads(response.content)

    def _program(self, role: str) -> Client:
        if role not in self._programs:
            user = User.objects.create(
                username=f"scenario-{self.tag}-{role}",
                name=f"Scenario, {role}",
                password=make_password(None),
                organisation=self.organisations.get(role, ""),
            )
            RoleGrant.objects.create(user=user, role=role)
            _, secret = tokens.issue(user, "scenario", tokens.SCOPES, timedelta(hours=1))
            self._programs[role] = Client(HTTP_HOST=_host(), HTTP_AUTHORIZATION=f"Bearer {secret}")
        return self._programs[role]


def _host() -> str:
    """A host name that this installation answers to."""
    allowed = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return (allowed[0].lstrip(".") if allowed else urlsplit(settings.PUBLIC_URL).hostname) or "localhost"
