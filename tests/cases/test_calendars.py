"""Reminders as a calendar: at a secret address, and with the mail that tells of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from accountops.logs import without_links
from cases import calendars, clock
from cases.letters.calendar import Entry, attachment, sequence
from cases.models import CalendarFeed, Deadline, RoleGrant
from cases.workflow import advance
from tests.cases.helpers import approved, done

pytestmark = pytest.mark.django_db


def events(client: Client, secret: str):
    page = client.get(f"/calendar/{secret}.ics")
    assert page.status_code == 200
    found = Calendar.from_ical(page.content).walk("VEVENT")
    return {str(one["SUMMARY"]).partition(":")[0]: one for one in found}


def test_the_feed_has_what_a_person_holds_and_their_teams_hold(client: Client, alice, olga, audi) -> None:
    case = approved(alice)
    assert events(client, calendars.make(alice)) == {}  # another team has it now
    secret = calendars.make(olga)
    found = events(client, secret)
    reminder = next(one for name, one in found.items() if name == "Reminder")
    assert str(reminder["SUMMARY"]) == f"Reminder: {case.reference}"
    assert reminder["STATUS"] == "CONFIRMED"
    assert case.account.name not in client.get(f"/calendar/{secret}.ics").content.decode()
    done(advance(case.reference, "claim", actor=olga))
    assert "Answer target" in events(client, secret)
    assert events(client, calendars.make(audi)) == {}


def test_an_event_keeps_its_name_and_counts_up(client: Client, alice, olga, monday) -> None:
    secret, later = calendars.make(olga), monday + timedelta(hours=3)
    with clock.fixed_at(monday):
        approved(alice)
        before = events(client, secret)["Reminder"]
        Deadline.objects.filter(kind="sc.reminder").update(status="cancelled", settled_at=later)
    with clock.fixed_at(later):
        after = events(client, secret)["Reminder"]
    assert (before["UID"], before["STATUS"]) == (after["UID"], "CONFIRMED")
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == later
    with clock.fixed_at(monday + timedelta(days=30)):
        assert "Reminder" not in events(client, secret)


def test_the_feed_is_asked_for_again_cheaply(client: Client, alice, olga, monday) -> None:
    with clock.fixed_at(monday):
        approved(alice)
        secret = calendars.make(olga)
        page = client.get(f"/calendar/{secret}.ics")
        assert page["Content-Type"] == "text/calendar; charset=utf-8"
        assert page["Cache-Control"].startswith("private")
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in page.content
        again = client.get(f"/calendar/{secret}.ics", headers={"If-None-Match": page["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        approved(alice)
        newer = client.get(f"/calendar/{secret}.ics", headers={"If-None-Match": page["ETag"]})
        assert newer.status_code == 200


def test_an_address_is_secret_and_can_be_ended(client: Client, alice) -> None:
    first = calendars.make(alice)
    assert len(first) >= 43
    assert first not in str(CalendarFeed.objects.values().get())
    second = calendars.make(alice)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    calendars.end(alice)
    assert client.get(f"/calendar/{second}.ics").status_code == 404
    assert "secretpart" not in without_links(None, "", {"event": "GET /calendar/secretpart.ics 200"})["event"]


def test_who_works_here_no_more_reads_nothing(client: Client, alice) -> None:
    approved(alice)
    secret = calendars.make(alice)
    RoleGrant.objects.filter(user=alice).delete()
    assert events(client, secret) == {}
    alice.is_active = False
    alice.save()
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_the_address_is_made_and_ended_in_the_profile(client: Client, alice) -> None:
    client.force_login(alice)
    page = client.post("/profile/calendar/")
    assert page["Cache-Control"] == "no-store"
    assert "/calendar/" in page.content.decode()
    assert "Make a new address" in client.get("/profile/").content.decode()
    assert client.post("/profile/calendar/end/").status_code == 302
    assert "Make an address" in client.get("/profile/").content.decode()


def test_an_attachment_is_the_same_event_and_takes_no_lines(monday) -> None:
    entry = Entry("step-1", "SC-2026-000001", "Look\r\nATTENDEE:evil@x.example", monday, monday, 7)
    text = attachment(entry)
    assert "\r\nMETHOD:PUBLISH\r\n" in text
    assert "\r\nATTENDEE" not in text
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert (event["SEQUENCE"], event.start) == (7, monday)
    assert sequence(monday, monday - timedelta(days=1)) == 0
