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


def test_the_slider_has_a_stop_for_each_instant(alice, on_monday):
    case, client = open_seats(alice), Client()
    client.force_login(alice)
    url = f"/cases/{case.reference}/then/"
    with clock.fixed_at(on_monday + timedelta(hours=2)):
        assert 'type="range"' not in client.get(url).content.decode()  # one moment is nothing to choose from
        done(advance(case.reference, "approve", actor=alice))
        first, last, none = (client.get(url, {"moment": number}) for number in ("1", "2", "3"))
    assert [page.context["case"]["state_label"] for page in (first, last, none)] == [
        "Requested",
        "Being confirmed",
        "Being confirmed",
    ]
    moments = first.context["moments"]
    assert (moments["place"], last.context["moments"]["place"]) == (1, 2)
    assert moments["said"] == moments["stops"][0]
    assert [told.partition(", ")[0] for told in moments["stops"]] == ["1 of 2", "2 of 2"]
    text = first.content.decode()
    assert f'aria-valuetext="{moments["said"]}"' in text
    assert '<input type="range" id="then-moment" name="moment" min="1" max="2" value="1"' in text


def test_the_change_before_is_of_an_earlier_instant(alice, on_monday):
    """Two entries of one instant are one stop: the way back does not lead to the other of them."""
    case, client = open_seats(alice), Client()
    client.force_login(alice)
    with clock.fixed_at(on_monday + timedelta(hours=2)):
        done(advance(case.reference, "approve", actor=alice))
        done(advance(case.reference, "note", actor=alice, data={"text": "Called."}))
        moments = client.get(f"/cases/{case.reference}/then/").context["moments"]
    opened = moments["all"][0]
    assert [one["at"] for one in moments["all"]][1:] == [on_monday + timedelta(hours=2)] * 2
    assert (moments["before"], moments["after"]) == (opened["url"], "")


@pytest.mark.parametrize("number", ["0", "-1", "two", "9999999", "²"])
def test_a_stop_that_is_none_shows_the_newest(alice, on_monday, number):
    case, client = open_seats(alice), Client()
    client.force_login(alice)
    page = client.get(f"/cases/{case.reference}/then/", {"moment": number})
    assert (page.status_code, page.context["moments"]["place"]) == (200, 1)
