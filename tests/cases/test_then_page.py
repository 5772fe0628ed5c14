"""The page of a case as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from cases import clock
from cases.workflow import advance
from tests.cases.helpers import done, open_seats

pytestmark = pytest.mark.django_db


def test_it_shows_what_was_and_offers_nothing(alice, on_monday):
    case, client = open_seats(alice), Client()
    client.force_login(alice)
    with clock.fixed_at(on_monday + timedelta(hours=2)):
        done(advance(case.reference, "approve", actor=alice))
        now = client.get(f"/cases/{case.reference}/")
        assert now.context["map"]["url"] == f"/cases/{case.reference}/then/"
        page = client.get(f"/cases/{case.reference}/then/", {"at": on_monday.isoformat()})
        later = client.get(f"/cases/{case.reference}/then/")
    assert (page.context["case"]["state_label"], later.context["case"]["state_label"]) == (
        "Requested",
        "Being confirmed",
    )
    moments = page.context["moments"]
    assert [one["current"] for one in moments["all"]] == [True, False]
    assert (moments["before"], moments["after"]) == ("", moments["all"][1]["url"])
    text = page.content.decode().partition("<main")[2]
    assert "As it was" in text
    assert 'method="post"' not in text
    assert [one["status"] for one in page.context["ahead"]] == ["armed"]


def test_before_the_opening_there_is_nothing(alice, charlie, on_monday):
    case, client = open_seats(alice), Client()
    client.force_login(alice)
    early = (on_monday - timedelta(days=1)).isoformat()
    assert client.get(f"/cases/{case.reference}/then/", {"at": early}).status_code == 404
    assert client.get(f"/cases/{case.reference}/then/", {"at": "rubbish"}).status_code == 200
    client.force_login(charlie)
    assert client.get(f"/cases/{case.reference}/then/").status_code == 404
