"""Who asks: a bearer token, or the web session with CSRF. And how often they may."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security import APIKeyCookie, HttpBearer

from cases import tokens
from cases.api.problems import Problem
from cases.models import ApiToken, User

MINUTE: Final = 0  # no person has this number, so the minute being counted can stand beside them
CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="AccountOps"'}

_calls: dict[int, int] = {}
_counting = threading.Lock()


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
        user = self.authenticate(request, None)
        if user is not None:
            check = CsrfCheck(lambda request: HttpResponse())
            check.process_request(request)
            if check.process_view(request, HttpResponse, (), {}) is not None:
                raise Problem(
                    403, "Send the page's CSRF token in X-CSRFToken, or use a bearer token.", "csrf"
                )
            limit(user)
        return user

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The person, by the session that Django has read."""
        return request.user if isinstance(request.user, User) and request.user.is_active else None


class CsrfCheck(CsrfViewMiddleware):
    """Django's check without the page that it shows to people."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


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
    """Counts the call; raises Problem 429 above the allowed number in one minute of real time.

    Each web process counts for itself: the limit is there against loops gone wild, and costs no query.
    """
    most: int = settings.API_CALLS_PER_MINUTE
    minute, second = divmod(int(time.time()), 60)
    with _counting:
        if _calls.get(MINUTE) != minute:
            _calls.clear()
            _calls[MINUTE] = minute
        number = _calls[user.pk] = _calls.get(user.pk, 0) + 1
    if number > most:
        raise Problem(429, f"At most {most} calls a minute.", headers={"Retry-After": str(60 - second)})
