"""Notes while they are written: kept half-done, with colleagues suggested to be named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.models import NoteDraft, User
from cases.workflow import advance
from tests.cases.helpers import done


def signed_in(user: User) -> Client:
    """The person's browser."""
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.django_db
def test_a_half_written_note_is_there_again_and_gone_once_sent(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    url, browser = f"/cases/{case.reference}/", signed_in(alice)
    assert "Draft kept" in browser.post(f"{url}note-draft/", {"text": "Half a \0sentence"}).content.decode()
    assert "Half a sentence" in signed_in(alice).get(url).content.decode()  # another device
    assert "Half a sentence" not in signed_in(bob).get(url).content.decode()
    done(advance(case.reference, "note", actor=alice, data={"text": "Half a sentence, ended."}))
    assert not NoteDraft.objects.exists()
    browser.post(f"{url}note-draft/", {"text": "x"})
    browser.post(f"{url}note-draft/", {"text": "  "})
    assert not NoteDraft.objects.exists()
    assert Client().post(f"{url}note-draft/", {"text": "x"}).status_code == 403


@pytest.mark.django_db
def test_colleagues_are_suggested_who_may_see_the_case(
    a_case: Callable[..., Any], alice: User, bob: User, olga: User, charlie: User
) -> None:
    browser, url = signed_in(alice), f"/cases/{a_case().reference}/colleagues/"
    shown = browser.get(url).content.decode()
    assert "@bob" in shown
    assert "@olga" in shown
    assert "@charlie" not in shown
    assert "@alice" not in shown
    assert "@olga" not in browser.get(url, {"q": "bo"}).content.decode()
    assert "@" not in browser.get(url, {"q": "b\0"}).content.decode()
