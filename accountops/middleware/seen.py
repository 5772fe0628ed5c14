"""When somebody's session was last used, for their own list of where they are signed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from cases import sessions

FAULTS: Final = 500


class SeenMiddleware:
    """Looks at sessions that were read anyway: nobody's request waits for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        key = session.session_key if settings.SESSIONS_SEEN and session.accessed else None
        if key and response.status_code < FAULTS and SESSION_KEY in session:
            with suppress(DatabaseError):  # the answer is made: it goes out in any case
                sessions.seen(key)
        return response
