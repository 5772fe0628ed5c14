"""Who is at work: hours, absences and clock changes; whom a case is proposed to; the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client

from cases.assigning import propose
from cases.attendance import Away, Hours, presence
from cases.models import Absence, User, WorkingHours
from cases.workflow import advance
from tests.cases.helpers import done

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
WEEK = Away(date(2026, 3, 2), date(2026, 3, 6))
STANDS_IN = Away(date(2026, 3, 1), date(2026, 3, 3), "Bob")


@pytest.mark.parametrize(
    ("now", "zone", "hours", "away", "words"),
    [
        (NINE, "UTC", Hours(), [], "present until today 17:00"),
        (NINE.replace(hour=8, minute=59), "UTC", Hours(), [], "not at work before today 09:00"),
        (NINE.replace(hour=17), "UTC", Hours(), [], "not at work before Tue 3 Mar 09:00"),
        (NINE, "America/New_York", Hours(), [], "not at work before today 14:00"),
        (NINE, "UTC", Hours(days=frozenset({2})), [], "not at work before Wed 4 Mar 09:00"),
        (NINE, "UTC", Hours(days=frozenset()), [], "without working hours in sight"),
        (NINE, "UTC", Hours(), [WEEK], "absent until Fri 6 Mar"),
        (NINE, "UTC", Hours(), [STANDS_IN], "absent until Tue 3 Mar, Bob stands in"),
        (NINE, "UTC", Hours(), [STANDS_IN, WEEK], "absent until Fri 6 Mar"),
        (NINE.replace(day=1), "UTC", Hours(), [WEEK], "not at work before Mon 9 Mar 09:00"),
        (NINE.replace(day=7), "UTC", Hours(), [WEEK], "not at work before Mon 9 Mar 09:00"),
        # 29 March 2026: clocks in Oslo go from 02:00 to 03:00; 07:30 UTC is 09:30 there.
        (datetime(2026, 3, 29, 7, 30, tzinfo=UTC), "Europe/Oslo", Hours(days=frozenset({6})), [],
         "present until today 15:00"),
        (NINE.replace(hour=2), "UTC", Hours(time(1), time(3)), [], "present until today 03:00"),
    ],
)  # fmt: skip
def test_who_is_at_work(now: datetime, zone: str, hours: Hours, away: list[Away], words: str) -> None:
    assert presence(now, zone, hours, away).words(now, "UTC") == words


def test_what_is_read_later_names_the_day() -> None:
    assert presence(NINE, "UTC", Hours(), []).dated("UTC") == "present until Mon 2 Mar 2026 17:00"


@pytest.mark.django_db
def test_whoever_is_at_work_with_the_fewest_is_proposed_and_it_says_why(
    alice: User, bob: User, mona: User, a_case: Callable[..., Any], on_monday: datetime
) -> None:
    zoe, yan = (User.objects.create_user(name, name=name.title()) for name in ("zoe", "yan"))
    for one in (zoe, yan):
        one.grants.create(role="customer_care")
    done(advance(a_case().reference, "claim", actor=bob))
    Absence.objects.create(user=zoe, first=date(2026, 3, 1), last=date(2026, 3, 4), substitute=bob)
    WorkingHours.objects.create(user=yan, begins=time(10), ends=time(12))
    told = propose("customer_care", alice.pk, "UTC")
    assert told.why == (
        "Proposed: Bob: 1 open case, present until today 17:00. Yan is not at work before today 10:00. "
        "Zoe is absent until Wed 4 Mar, Bob stands in."
    )
    assert str(propose("customer_care", bob.pk, "UTC").colleague.person) == "Alice"  # type: ignore[union-attr]
    assert propose("nothing", None, "UTC").colleague is None


@pytest.mark.django_db
def test_the_form_proposes_and_shows_how_it_is_with_each(
    client: Client, alice: User, bob: User, a_case: Callable[..., Any], on_monday: datetime
) -> None:
    Absence.objects.create(user=alice, first=date(2026, 3, 1), last=date(2026, 3, 4))
    case = a_case()
    client.force_login(alice)
    page = client.get(f"/cases/{case.reference}/do/assign/").content.decode()
    assert '<option value="bob" selected>Bob: 0 open cases, present until today 17:00</option>' in page
    assert "Alice: 0 open cases, absent until Wed 4 Mar" in page
    sent = {"assignee": "bob", "note": "He knows them."}
    assert client.post(f"/cases/{case.reference}/do/assign/", sent).status_code == 302
    shown = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Bob, when it was handed over: present until Mon 2 Mar 2026 17:00" in shown


@pytest.mark.django_db
def test_people_enter_and_remove_their_own_and_overseers_everybodys(
    client: Client, alice: User, bob: User, mona: User
) -> None:
    sent = {"absence-first": "2026-05-04", "absence-last": "2026-05-08", "absence-substitute": str(bob.pk)}
    for who, status in ((bob, 404), (alice, 302), (mona, 302)):
        client.force_login(who)
        assert client.post(f"/attendance/{alice.pk}/", sent).status_code == status
    assert [one.entered_by for one in Absence.objects.order_by("pk")] == [alice, mona]
    first = Absence.objects.order_by("pk")[0]
    client.force_login(bob)
    assert client.post(f"/attendance/{alice.pk}/{first.pk}/remove/").status_code == 404
    assert client.post(f"/attendance/{bob.pk}/{first.pk}/remove/").status_code == 404
    client.force_login(alice)
    assert client.post(f"/attendance/{alice.pk}/{first.pk}/remove/").status_code == 302
    assert Absence.objects.count() == 1


@pytest.mark.django_db
def test_wrong_days_and_hours_are_told(client: Client, alice: User) -> None:
    client.force_login(alice)
    url = f"/attendance/{alice.pk}/"
    answer = client.post(url, {"absence-first": "2026-05-08", "absence-last": "2026-05-04"})
    assert answer.status_code == 422
    assert "It cannot end before it begins." in answer.content.decode()
    wrong = {"hours-begins": "17:00", "hours-ends": "09:00", "hours-days": ["0"]}
    assert client.post(f"{url}hours/", wrong).status_code == 422
    right = wrong | {"hours-begins": "08:00", "hours-ends": "12:00"}
    assert client.post(f"{url}hours/", right).status_code == 302
    assert WorkingHours.objects.get(user=alice).days == [0]
    assert "Alice" in client.get("/attendance/").content.decode()
