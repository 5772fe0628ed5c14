"""What somebody typed after being signed out: kept in the browser's new session until they are back.

Nothing of a draft is touched before the sign-in. The session is the server's; the browser stores nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
KEY = "intake_typed"
LONGEST = 20_000


def keeps_typed(view: View) -> View:
    """Around a page that asks for sign-in: what is posted without one waits in the session."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and "draft" in kwargs:
            _keep(request, kwargs["draft"], kwargs.get("code", ""))
        return view(request, *args, **kwargs)

    return wrapped


def _keep(request: HttpRequest, draft: UUID, code: str) -> None:
    posted = {name: values[-1] for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if len(json.dumps(posted)) <= LONGEST:
        request.session[KEY] = {"draft": str(draft), "code": code, "posted": posted}


def take(request: HttpRequest, draft: UUID, code: str) -> dict[str, str] | None:
    """What was kept for this page, once."""
    kept = request.session.get(KEY)
    if not kept or (kept["draft"], kept["code"]) != (str(draft), code):
        return None
    del request.session[KEY]
    posted: dict[str, str] = kept["posted"]
    return posted
