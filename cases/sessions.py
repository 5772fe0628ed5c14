"""Where somebody is signed in, and ending that: for the person themselves."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any, Final

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from cases.models import SignIn, User

SEEN_EVERY_SECONDS: Final = 600
KEPT: Final = timedelta(days=30)
MOST_NOTED: Final = 10_000
BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
_noted: dict[str, float] = {}


def device(agent: str) -> str:
    """A browser in words, from what it says of itself: "Firefox on Windows"."""
    browser = next((words for mark, words in BROWSERS if f"{mark}/" in agent), "A browser")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser


def listen() -> None:
    """Notes every sign-in and sign-out from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="cases.sessions.in")
    user_logged_out.connect(_signed_out, dispatch_uid="cases.sessions.out")
    for changed in (password_changed, password_reset, password_set):
        changed.connect(_new_password, dispatch_uid="cases.sessions.password")


def _signed_in(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    note(request, user)
    SignIn.objects.filter(user=user, seen_at__lt=timezone.now() - KEPT).delete()


def _signed_out(sender: Any, request: HttpRequest, **more: Any) -> None:
    SignIn.objects.filter(session_key=request.session.session_key).delete()


def _new_password(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    """Whoever knew the old one is signed out everywhere but here."""
    for row in SignIn.objects.filter(user=user).exclude(session_key=request.session.session_key):
        end(row)


def note(request: HttpRequest, user: User) -> None:
    """Notes that this session is that person's; one noted before is seen now."""
    key = request.session.session_key
    if not key:
        return
    told = {"user": user, "seen_at": timezone.now(), "device": device(request.headers.get("User-Agent", ""))}
    SignIn.objects.update_or_create(session_key=key, defaults=told)


def know(request: HttpRequest, user: User) -> None:
    """Notes a session that began before sessions were noted, or got a new key with a new password."""
    if not SignIn.objects.filter(session_key=request.session.session_key).exists():
        note(request, user)


def seen(key: str) -> None:
    """The session has asked for a page: written down once in ten minutes by each web process."""
    now = time.monotonic()
    if now - _noted.get(key, -SEEN_EVERY_SECONDS) < SEEN_EVERY_SECONDS:
        return
    if len(_noted) >= MOST_NOTED:
        _noted.clear()
    _noted[key] = now
    SignIn.objects.filter(session_key=key).update(seen_at=timezone.now())


def living(user: User) -> list[SignIn]:
    """Where this person is signed in now, the last one seen first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(SignIn.objects.filter(user=user, session_key__in=alive).order_by("-seen_at", "-pk"))


def end(row: SignIn) -> None:
    """Signs out there: the next page asks for the sign-in."""
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
