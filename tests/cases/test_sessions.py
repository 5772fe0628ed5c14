"""Where somebody is signed in: noted, shown in words, ended from somewhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from cases import sessions
from cases.models import SignIn, User

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
EDGE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox on Windows"), (SAFARI, "Safari on iPhone"), (EDGE, "Edge on Mac"), ("", "A browser")],
)
def test_a_browser_is_said_in_words(agent: str, words: str) -> None:
    assert sessions.device(agent) == words


def signed_in(agent: str) -> Client:
    """Alice in one more browser."""
    client = Client(headers={"User-Agent": agent})
    sent = client.post("/account/login/", {"login": "alice", "password": "pw-for-tests"})
    assert sent.status_code == 302, sent.content
    return client


def test_each_place_is_listed_and_ended_from_another(alice: User, bob: User) -> None:
    here, there = signed_in(FIREFOX), signed_in(SAFARI)
    page = here.get("/profile/").content.decode()
    assert page.index("Firefox on Windows") < page.index("This one") < page.index("Safari on iPhone")
    row = SignIn.objects.get(device="Safari on iPhone")
    stranger = Client()
    stranger.force_login(bob)
    assert stranger.post(f"/profile/sessions/{row.pk}/end/").status_code == 404
    assert here.get(f"/profile/sessions/{row.pk}/end/").status_code == 405
    assert here.post(f"/profile/sessions/{row.pk}/end/").status_code == 302
    assert there.get("/profile/")["Location"].startswith("/account/login/")
    assert here.get("/profile/").status_code == 200


def test_one_is_not_signed_out_here_by_it(alice: User) -> None:
    here = signed_in(FIREFOX)
    here.post(f"/profile/sessions/{SignIn.objects.get().pk}/end/")
    assert here.get("/profile/").status_code == 200


def test_who_signs_out_is_listed_no_more(alice: User) -> None:
    here = signed_in(FIREFOX)
    here.post("/account/logout/")
    assert not SignIn.objects.exists()


def test_a_new_password_signs_out_everywhere_else(alice: User) -> None:
    here, there = signed_in(FIREFOX), signed_in(SAFARI)
    told = {
        "oldpassword": "pw-for-tests",
        "password1": "another-long-one-7",
        "password2": "another-long-one-7",
    }
    assert here.post("/account/password/change/", told).status_code == 302
    assert there.get("/profile/").status_code == 302
    page = here.get("/profile/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari" not in page


def test_when_a_session_was_last_used_is_known_to_some_minutes(alice: User, settings: LazySettings) -> None:
    settings.SESSIONS_SEEN = True
    here = signed_in(FIREFOX)
    long_ago: Any = timezone.now() - timedelta(hours=5)
    SignIn.objects.update(seen_at=long_ago)
    sessions._noted.clear()
    here.get("/profile/")
    seen = SignIn.objects.get().seen_at
    assert seen > long_ago
    here.get("/profile/")
    assert SignIn.objects.get().seen_at == seen
