"""Mentions, watchers, notifications and their mails: who is told of what, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock, planning
from cases.models import Notification, NotificationChoice, User, Watcher
from cases.notices import mailing
from cases.notices.mentions import named
from cases.notices.ways import Mail, mail_at
from cases.workflow import InputErrors, advance
from tests.cases.helpers import confirmed, done, open_seats, pass_at, person

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@celia can you look?", ["celia"]),
        ("Ask @Celia. Or (@mats), or @celia", ["celia", "mats"]),
        ("jo@example.com wrote; x@celia", []),
        ("@@celia", []),
        ("@", []),
        ("@a.b-c_d+e!", ["a.b-c_d+e"]),
        ("", []),
    ],
)
def test_who_is_named_in_a_text(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("mail_", "zone", "due"),
    [
        (Mail.OFF, "UTC", None),
        (Mail.NOW, "UTC", MONDAY),
        (Mail.DAILY, "UTC", datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        (Mail.DAILY, "America/New_York", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        (Mail.DAILY, "Pacific/Auckland", datetime(2026, 3, 2, 18, 0, tzinfo=UTC)),
    ],
)
def test_when_a_mail_is_due(mail_: str, zone: str, due: datetime | None) -> None:
    assert mail_at(mail_, MONDAY, zone) == due


def test_the_mail_of_a_day_is_at_seven_on_both_sides_of_a_clock_change() -> None:
    before = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)  # the clocks of Oslo go forward that night
    assert mail_at(Mail.DAILY, before, "Europe/Oslo") == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def noted(case: Any, by: User, text: str) -> None:
    """Somebody writes a note."""
    done(advance(case.reference, "note", actor=by, data={"text": text}))


def told(user: User) -> list[str]:
    """What somebody was told of, oldest first."""
    return list(Notification.objects.filter(user=user).order_by("id").values_list("sort", flat=True))


def signed_in(user: User) -> Client:
    """The person's browser."""
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.django_db
def test_a_mention_tells_once_and_makes_a_watcher_and_never_tells_oneself(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    noted(case, alice, "@bob please look, @BOB. I am @alice, this is @nobody.")
    assert told(bob) == ["mention"]
    assert told(alice) == []
    assert Watcher.objects.filter(case=case.pk, user=bob).exists()
    page = signed_in(bob).get("/notifications/").content.decode()
    assert "Alice mentioned you in a note" in page
    assert "please look" not in page


@pytest.mark.django_db
def test_who_may_not_see_the_case_is_not_told_and_the_writer_hears_why(
    a_case: Callable[..., Any], alice: User, charlie: User
) -> None:
    case = a_case()
    with pytest.raises(InputErrors) as refused:
        noted(case, alice, "@charlie should know")
    assert "Charlie may not see this case" in str(refused.value)
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_partners_are_named_by_nobody(a_case: Callable[..., Any], alice: User) -> None:
    person("petra", "new_partner")
    noted(a_case(), alice, "@petra is not ours")
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_who_got_the_case_is_told_watches_it_and_hears_of_its_end(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    done(advance(case.reference, "assign", actor=alice, data={"assignee": "bob", "note": "Yours."}))
    assert told(bob) == ["handed"]
    done(advance(case.reference, "approve", actor=alice))
    confirmed(case, alice)
    assert told(bob) == ["handed", "watched", "watched"]
    assert told(alice) == []
    page = signed_in(bob).get("/notifications/").content.decode()
    assert "Alice handed the case to you" in page


@pytest.mark.django_db
def test_claiming_watches_and_stopping_ends_what_is_told(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    case = a_case()
    done(advance(case.reference, "claim", actor=bob))
    browser = signed_in(bob)
    assert "Watching: you" in browser.get(f"/cases/{case.reference}/").content.decode()
    browser.post(f"/cases/{case.reference}/watch/", {"watch": "off"})
    done(advance(case.reference, "approve", actor=alice))
    assert told(bob) == []
    answer = browser.post(
        f"/cases/{case.reference}/watch/", {"watch": "on"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Watching: you" in answer
    assert "You watch this case" in answer


@pytest.mark.django_db
def test_parties_from_outside_watch_nothing(a_case: Callable[..., Any], alice: User) -> None:
    case, partner = a_case(), person("petra", "new_partner")
    assert signed_in(partner).post(f"/cases/{case.reference}/watch/", {"watch": "on"}).status_code == 404
    assert not Watcher.objects.filter(user=partner).exists()


@pytest.mark.django_db
def test_a_passed_answer_target_is_told_to_the_owner(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: datetime
) -> None:
    case = a_case()
    done(advance(case.reference, "claim", actor=bob))
    row = case.deadlines.filter(kind=planning.ATTENTION, status="armed").get()
    pass_at(row.due_at + timedelta(seconds=1))
    assert told(bob) == ["breach"]
    assert told(alice) == []


@pytest.mark.django_db
def test_a_mail_goes_out_at_once_without_customer_and_only_once(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: datetime
) -> None:
    case = a_case(account="Secret Customer")
    noted(case, alice, "@bob they are Secret Customer")
    assert mailing.drain() == 1
    assert mailing.drain() == 0
    (sent,) = mail.outbox
    assert sent.subject == f"[{case.reference}] Alice mentioned you in a note"
    assert sent.to == ["bob@example.com"]
    assert "Secret Customer" not in sent.subject + str(sent.body) + str(sent.alternatives)
    assert f"/cases/{case.reference}/#entry-2" in str(sent.body)
    assert "profile/notifications/" in str(sent.body)
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_several_things_are_one_mail_and_what_was_read_is_none(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: datetime
) -> None:
    for name in ("One", "Two", "Three"):
        noted(a_case(account=name), alice, "@bob look")
    first = Notification.objects.order_by("id").first()
    assert first is not None
    browser = signed_in(bob)
    assert browser.post(f"/notifications/{first.pk}/").headers["Location"].endswith("#entry-2")
    assert mailing.drain() == 1
    assert mail.outbox[0].subject == "AccountOps: 2 things to know about your cases"
    assert str(mail.outbox[0].body).count("mentioned you in a note") == 2


@pytest.mark.django_db
def test_who_lost_the_right_sees_and_gets_nothing(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: datetime
) -> None:
    noted(a_case(), alice, "@bob look")
    bob.grants.all().delete()
    assert mailing.drain() == 0
    assert mail.outbox == []
    page = signed_in(bob).get("/notifications/").content.decode()
    assert "mentioned you" not in page
    assert "You were told of nothing yet" in page
    assert '<span class="count">1<' not in page


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_tried_again_and_old_news_are_no_mail(
    a_case: Callable[..., Any], alice: User, bob: User, on_monday: datetime, settings: Any
) -> None:
    noted(a_case(), alice, "@bob look")
    settings.EMAIL_BACKEND = "no.such.Backend"
    assert mailing.drain(1) == 0
    row = Notification.objects.get()
    assert (row.attempts, row.mail_at) == (1, on_monday + timedelta(seconds=10))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with clock.fixed_at(on_monday + timedelta(days=3)):
        assert mailing.drain() == 0
    assert mail.outbox == []
    assert Notification.objects.get().mail_at is None


@pytest.mark.django_db
def test_each_person_chooses_how_they_are_told(a_case: Callable[..., Any], alice: User, bob: User) -> None:
    browser, case = signed_in(bob), a_case()
    assert "What you are told" in browser.get("/profile/notifications/").content.decode()
    browser.post("/profile/notifications/", {"mail-mention": "off", "mail-handed": "nonsense"})
    assert NotificationChoice.objects.get(user=bob, sort="mention").mail == Mail.OFF
    assert not NotificationChoice.objects.filter(sort="handed").exists()
    noted(case, alice, "@bob look")
    assert told(bob) == []  # neither on the page nor by mail: nothing to keep


@pytest.mark.django_db
def test_the_bell_counts_what_is_listed_costs_nothing_and_reading_empties_it(
    a_case: Callable[..., Any], alice: User, bob: User
) -> None:
    browser, cases = signed_in(bob), [a_case(account=f"Account {number}") for number in range(3)]
    browser.get("/cases/")
    with CaptureQueriesContext(connection) as before:
        browser.get("/cases/")
    for case in cases:
        noted(case, alice, "@bob look")
    with CaptureQueriesContext(connection) as after:
        page = browser.get("/cases/").content.decode()
    assert len(after) == len(before)
    assert '<span class="count">3<span class="unseen"> new</span>' in page
    browser.post(f"/cases/{cases[0].reference}/together/", {"seen": "9"})
    assert '<span class="count">2<span' in browser.get("/cases/").content.decode()
    browser.post("/notifications/read/")
    assert "Nothing new" in browser.get("/notifications/").content.decode()


@pytest.mark.django_db
def test_nobody_opens_what_somebody_else_was_told(
    a_case: Callable[..., Any], alice: User, bob: User, mona: User
) -> None:
    noted(a_case(), alice, "@bob look")
    row = Notification.objects.get()
    assert signed_in(mona).post(f"/notifications/{row.pk}/").status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


@pytest.mark.django_db
def test_a_duplicate_hands_its_watchers_over(a_case: Callable[..., Any], alice: User, bob: User) -> None:
    other, case = open_seats(alice, account="Other"), a_case()
    noted(case, alice, "@bob look")
    data = {"other": other.reference, "reason": "The same."}
    done(advance(case.reference, "mark_duplicate", actor=alice, data=data))
    assert Watcher.objects.filter(case=other.pk, user=bob).exists()
    assert told(bob) == ["mention", "watched"]
