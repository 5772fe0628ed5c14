"""Who asks: a bearer token, or the web session with CSRF. And how often they may."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from cases import tokens
from cases.api.problems import Problem
from cases.models import ApiToken, User

PER_MINUTE: Final = 1200
CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="AccountOps"'}


class BearerToken(HttpBearer):
    """`Authorization: Bearer <token>`. A token that does not count is refused, whatever cookies there are."""

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """The token's owner; raises Problem 401."""
        found = tokens.live(token.strip())
        if found is None:
            challenge = CHALLENGE["WWW-Authenticate"] + ', error="invalid_token"'
            raise Problem(
                401, "This token is unknown, expired or revoked.", headers={"WWW-Authenticate": challenge}
            )
        request.user = found.user
        request.api_token = found  # type: ignore[attr-defined]  # read by `scoped` below
        limit(found.user)
        return found.user


class WebSession(APIKeyCookie):
    """The session of the pages, with its CSRF token on every call that changes something."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> User | None:
        """The signed-in person; raises Problem 403 where the CSRF token is missing."""
        if not isinstance(request.user, User) or not request.user.is_active:
            return None
        found: User | None = super().__call__(request)
        return found

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The person, by the session that Django has read."""
        if not isinstance(request.user, User):
            return None
        limit(request.user)
        return request.user


def scoped(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Lets a call through with a token of this scope, or with a session; raises Problem 403."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            token: ApiToken | None = getattr(request, "api_token", None)
            if token is not None and scope not in token.scopes:
                raise Problem(403, f"This token's scopes do not include “{scope}”.", "scope", "Scope missing")
            return view(request, *args, **kwargs)

        return checked

    return wrap


def limit(user: User) -> None:
    """Counts the call; raises Problem 429 above the allowed number in one minute of real time."""
    most = getattr(settings, "API_CALLS_PER_MINUTE", PER_MINUTE)
    minute, second = divmod(int(time.time()), 60)
    key = f"api-calls:{user.pk}:{minute}"
    cache.add(key, 0, timeout=120)
    try:
        number = cache.incr(key)
    except ValueError:  # the entry was culled between the two calls
        return
    if number > most:
        raise Problem(429, f"At most {most} calls a minute.", headers={"Retry-After": str(60 - second)})
