"""People at their browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import BrowserContext, Page

from cases.models import User
from tests.browser.watch import Watch

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 640}
MANNERS: dict[str, Any] = {"viewport": WIDE, "reduced_motion": "reduce"}


class Desk:
    """Opens a browser for somebody: a context of its own, signed in, watched."""

    def __init__(self, site: str, watch: Watch, new_context: Callable[..., BrowserContext]) -> None:
        self.site, self.watch, self.new_context = site, watch, new_context

    def __call__(self, username: str = "", path: str = "", **options: Any) -> Page:
        """A page in which `username` is signed in (nobody when empty), at `path` when one is given."""
        options = {"base_url": self.site, **MANNERS, **options}
        context = self.new_context(**options)
        self.watch.over(context)
        if username:
            self.sign_in(context, username)
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    def sign_in(self, context: BrowserContext, username: str) -> None:
        """Gives the browser the cookie of a session of its own."""
        user = User.objects.get(username=username)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        host = urlsplit(self.site).hostname or ""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "domain": host}
        context.add_cookies([{**cookie, "path": "/"}])  # type: ignore[list-item]  # a cookie is a dictionary


def end_session(page: Page) -> None:
    """The session ends as if its time had come: the server knows it no longer."""
    name = settings.SESSION_COOKIE_NAME
    keys = [one["value"] for one in page.context.cookies() if one.get("name") == name]
    SessionStore.get_model_class().objects.filter(session_key__in=keys).delete()
