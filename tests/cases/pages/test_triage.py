"""Deciding case by case, taking the next one, passing on and taking back: what pages answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import User
from cases.workflow import advance
from tests.cases.helpers import done, fresh, open_seats, told

pytestmark = pytest.mark.django_db
TRIAGE = "/queue/customer_care/triage/"


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


def decide(client: Client, case: Any, act: str, **given: Any) -> Any:
    """Sends a decision as the page does."""
    return client.post(TRIAGE, {"case": case.reference, "act": act, "version": case.version, **given})


def listed(client: Client, address: str = TRIAGE) -> list[str]:
    """The numbers in the narrow list, in their order."""
    text = client.get(address).content.decode()
    return re.findall(r'id="row-([A-Z0-9-]+)"', text)


def three(actor: User) -> list[Any]:
    """Three cases, each due as soon as the one before or later."""
    return [open_seats(actor, account=f"North {number}") for number in range(3)]


def test_what_nobody_has_is_listed_with_the_first_at_hand(desk: Client, alice: User, bob: User) -> None:
    first, second, third = three(alice)
    done(advance(second.reference, "claim", actor=bob))
    assert listed(desk) == [first.reference, third.reference]
    text = desk.get(TRIAGE).content.decode()
    assert f"Accept {first.reference}" in text
    assert "1 of 2" in text
    assert f"Accept {third.reference}" in desk.get(f"{TRIAGE}?case={third.reference}").content.decode()


def test_each_decision_leads_to_the_next_case_then_to_the_one_before_then_to_nothing(
    desk: Client, alice: User, on_monday: Any
) -> None:
    first, second, third = three(alice)
    answer = decide(desk, second, "claim")
    assert answer["Location"] == f"{TRIAGE}?case={third.reference}"
    assert fresh(second).assignee == alice
    answer = decide(desk, third, "skip", reason="Bob knows them")
    assert answer["Location"] == f"{TRIAGE}?case={first.reference}"
    answer = decide(desk, first, "snooze", until="2026-03-03T10:00", reason="The call on Tuesday")
    assert answer["Location"] == f"{TRIAGE}?done={first.reference}"
    text = desk.get(answer["Location"]).content.decode()
    assert "Nothing to decide" in text
    assert 'data-announce-now="Nothing is left to decide."' in text
    assert f"{first.reference} is snoozed until Tue 3 Mar 10:00 UTC." in text
    assert listed(desk) == []


def test_a_duplicate_names_the_case_that_goes_on(desk: Client, alice: User) -> None:
    first, second, _ = three(alice)
    decide(desk, first, "mark_duplicate", other=second.reference, reason="The same wish")
    assert fresh(first).outcome == "duplicate"
    assert first.reference not in listed(desk)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("skip", {"reason": "  "}),
        ("mark_duplicate", {"other": "", "reason": ""}),
        ("mark_duplicate", {"other": "SC-2026-999999", "reason": "The same"}),
        ("snooze", {"until": "", "reason": "Later"}),
        ("snooze", {"until": "2026-03-04T10:00", "reason": ""}),
        ("snooze", {"until": "2020-03-04T10:00", "reason": "Long ago"}),
    ],
)
def test_what_is_left_blank_is_refused_in_place(
    desk: Client, alice: User, on_monday: Any, act: str, given: dict[str, str]
) -> None:
    first, *_ = three(alice)
    answer = decide(desk, first, act, **given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in text
    assert "<title>Error: Triage" in text
    assert told(first) == ["open"]
    assert f'value="{act}"' in text


def test_who_only_looks_is_offered_nothing_and_refused(client: Client, alice: User, audi: User) -> None:
    first, *_ = three(alice)
    client.force_login(audi)
    text = client.get(TRIAGE).content.decode()
    assert "Accept is off" in text
    assert f"Accept {first.reference}" not in text
    assert decide(client, first, "claim").status_code == 403


def test_a_case_that_somebody_else_took_meanwhile_says_so(desk: Client, alice: User, bob: User) -> None:
    first, *_ = three(alice)
    done(advance(first.reference, "claim", actor=bob))
    answer = decide(desk, first, "claim")
    assert answer.status_code == 409
    assert "Bob has this case." in answer.content.decode()
    text = desk.get(f"{TRIAGE}?case={first.reference}").content.decode()
    assert f"{first.reference} is not waiting here any more." in text


def test_an_older_version_closes_nothing(desk: Client, alice: User) -> None:
    first, second, _ = three(alice)
    done(advance(first.reference, "correct_facts", actor=alice, data={"seats_wanted": 9, "reason": "typo"}))
    answer = decide(desk, first, "mark_duplicate", other=second.reference, reason="The same wish")
    assert (answer.status_code, fresh(first).is_closed) == (409, False)
    assert "Somebody changed this case while you looked at it." in answer.content.decode()


def test_it_is_for_who_sees_the_queue_and_decides_nothing_unseen(
    client: Client, alice: User, charlie: User, desk: Client
) -> None:
    first, *_ = three(alice)
    assert desk.get("/queue/nobody/triage/").status_code == 404
    assert desk.post(TRIAGE, {"case": first.reference, "act": "approve"}).status_code == 404
    client.force_login(charlie)
    assert listed(client) == []
    assert decide(client, first, "claim").status_code == 404


def test_statements_do_not_grow_with_the_list(desk: Client, alice: User) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(TRIAGE).status_code == 200
        return len(seen)

    three(alice)
    statements()
    few = statements()
    for number in range(8):
        open_seats(alice, account=f"South {number}")
    assert statements() == few


def test_what_was_skipped_is_not_given_again_that_day_and_is_seen_by_who_oversees(
    desk: Client, alice: User, mona: User
) -> None:
    first, second, _ = three(alice)
    desk.post("/queue/customer_care/next/")
    assert fresh(first).assignee == alice
    desk.post(f"/cases/{first.reference}/do/skip/", {"reason": "Bob knows <them>"})
    assert fresh(first).assignee is None
    desk.post("/queue/customer_care/next/")
    assert (fresh(first).assignee, fresh(second).assignee) == (None, alice)
    assert first.reference not in listed(desk)
    assert "Skipped today" not in desk.get(TRIAGE).content.decode()
    desk.force_login(mona)
    text = desk.get(TRIAGE).content.decode()
    assert "Skipped today" in text
    assert "Bob knows &lt;them&gt;" in text
    assert first.reference in listed(desk)


def test_next_case_leaves_out_what_is_snoozed(desk: Client, alice: User, on_monday: Any) -> None:
    first, second, _ = three(alice)
    given = {"until": "2026-03-03T10:00:00Z", "reason": "The call"}
    done(advance(first.reference, "snooze", actor=alice, data=given))
    desk.post("/queue/customer_care/next/")
    assert (fresh(first).assignee, fresh(second).assignee) == (None, alice)


def test_a_snoozed_case_says_so_on_its_page_and_in_its_row(desk: Client, alice: User, on_monday: Any) -> None:
    case = open_seats(alice)
    given = {"until": "2026-03-03T10:00:00Z", "reason": "The call"}
    done(advance(case.reference, "snooze", actor=alice, data=given))
    page = desk.get(f"/cases/{case.reference}/").content.decode()
    assert "Snoozed until Tue 3 Mar 10:00" in page
    assert "by Alice: The call. Since today 09:00. News wakes it." in page
    row = desk.get("/queue/customer_care/?snoozed=true").content.decode()
    assert "Snoozed until Tue 3 Mar 11:00" in row  # Alice is in Oslo
    assert "by Alice: The call" in row
    assert case.reference not in desk.get("/queue/customer_care/?snoozed=false").content.decode()


def test_a_light_act_offers_undo_and_an_ending_does_not(desk: Client, alice: User) -> None:
    first, second, _ = three(alice)
    answer = desk.post(f"/cases/{first.reference}/do/claim/", follow=True).content.decode()
    address = f"/cases/{first.reference}/undo/2/"
    assert answer.count(f'action="{address}"') == 2  # the notice, and the timeline
    back = desk.post(address, follow=True)
    assert f"{first.reference}, undone: took the case." in back.content.decode()
    assert fresh(first).assignee is None
    again = desk.post(address, follow=True).content.decode()
    assert "It is undone already." in again
    assert "/undo/" not in again
    given = {"other": second.reference, "reason": "The same wish"}
    ended = desk.post(f"/cases/{first.reference}/do/mark_duplicate/", given, follow=True).content.decode()
    assert "/undo/" not in ended


def test_undo_after_somebody_else_changed_the_case_says_who(
    desk: Client, alice: User, bob: User, mona: User
) -> None:
    case = open_seats(alice)
    desk.post(f"/cases/{case.reference}/do/claim/")
    done(advance(case.reference, "assign", actor=mona, data={"assignee": "bob", "note": "Yours"}))
    text = desk.post(f"/cases/{case.reference}/undo/2/", follow=True).content.decode()
    assert "It can no longer be undone: Mona handed the case over meanwhile." in text
    assert fresh(case).assignee == bob


def test_undo_leads_back_to_where_one_decides(desk: Client, alice: User) -> None:
    first, *_ = three(alice)
    decide(desk, first, "claim")
    address = f"/cases/{first.reference}/undo/2/"
    answer = desk.post(address, headers={"Referer": f"http://testserver{TRIAGE}?case=SC-2026-000002"})
    assert answer["Location"] == f"{TRIAGE}?case={first.reference}"


def test_what_does_not_exist_is_not_undone(desk: Client, alice: User, charlie: User) -> None:
    case = open_seats(alice)
    assert desk.post(f"/cases/{case.reference}/undo/99/").status_code == 404
    assert desk.get(f"/cases/{case.reference}/undo/1/").status_code == 405
    desk.force_login(charlie)
    assert desk.post(f"/cases/{case.reference}/undo/1/").status_code == 404
