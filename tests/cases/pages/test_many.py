"""Many cases on pages: the bar, the step to all that match, the preview, the result, and wrong input."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cases import bulk
from cases.models import User
from cases.workflow import advance
from tests.cases.helpers import done, fresh, open_seats, told

pytestmark = pytest.mark.django_db
LIST = "/queue/customer_care/"


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


def form_of(page: str) -> dict[str, Any]:
    """The hidden inputs of the form that changes something."""
    form = page[page.index('<form class="form narrow" method="post"') :]
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    names = {name for name, _ in pairs}
    return {name: [value for one, value in pairs if one == name] for name in names}


def text(answer: Any) -> str:
    """The page without markup, its spaces made one."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


def rows_of(answer: Any) -> str:
    """The table of what happens to each case."""
    return str(answer.content.decode().partition("<tbody")[2].partition("</tbody>")[0])


def test_ticked_cases_are_looked_at_then_taken_and_told_one_by_one(
    desk: Client, alice: User, bob: User
) -> None:
    cases = [open_seats(alice, account=f"Account {number}") for number in range(3)]
    done(advance(cases[2].reference, "claim", actor=bob))
    given = {"act": "claim", "case": [case.reference for case in cases], "back": LIST}
    looked = desk.get("/cases/many/", given)
    assert "Take 3 cases: 2 can, 1 cannot" in text(looked)
    assert "Cannot: Bob has this case." in text(looked)
    assert "ic-is-octagon" not in rows_of(looked), "nothing failed yet"
    assert "Take 2 cases" in text(looked)
    sent = form_of(looked.content.decode())
    done(advance(cases[1].reference, "claim", actor=bob))
    answer = desk.post("/cases/many/", sent, follow=True)
    assert "Take: 1 of 2 done" in text(answer)
    assert "Not done: Bob has this case." in text(answer)
    assert rows_of(answer).count("ic-is-octagon") == 1
    assert f'href="/cases/{cases[1].reference}/"' in answer.content.decode()
    assert [fresh(case).assignee for case in cases] == [alice, bob, bob]
    again = desk.post("/cases/many/", sent)
    assert urlsplit(again.headers["Location"]).path == urlsplit(answer.redirect_chain[0][0]).path
    assert told(cases[0]).count("claim") == 1


def test_all_that_match_are_meant_by_the_query(
    desk: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(27):
        open_seats(alice, account=f"Account {number}")
    page = desk.get(LIST).content.decode()
    assert "Select all 27 that match…" in page
    given = {"all": "1", "query": "team=customer_care", "back": LIST}
    assert "27 cases selected" in text(desk.get("/cases/many/", given))
    looked = desk.get("/cases/many/", given | {"act": "note"})
    assert "Add a note to 27 cases: 27 can, 0 cannot" in text(looked)
    monkeypatch.setattr(bulk, "MOST", 20)
    assert "At most" in text(desk.get("/cases/many/", given))


def test_a_note_is_asked_for_once_and_kept_when_it_is_missing(desk: Client, alice: User) -> None:
    case = open_seats(alice)
    looked = desk.get("/cases/many/", {"act": "note", "case": case.reference})
    sent = form_of(looked.content.decode())
    wrong = desk.post("/cases/many/", sent | {"words": "  "})
    assert wrong.status_code == 422
    assert "Fill in “Note”." in text(wrong)
    assert form_of(wrong.content.decode())["key"] == sent["key"]
    done_page = desk.post("/cases/many/", sent | {"words": "Called all of them."}, follow=True)
    assert "Add a note: 1 of 1 done" in text(done_page)
    assert "note" in told(case)


def test_the_kinds_own_acts_are_offered_where_all_are_of_one_kind(desk: Client, alice: User) -> None:
    case = open_seats(alice)
    page = desk.get("/cases/many/", {"act": "more", "case": case.reference}).content.decode()
    assert 'value="decline"' in page
    assert 'value="correct_facts"' not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"act": "claim"}, "Select at least one case first"),
        ({"act": "claim", "case": "SC-2026-999999"}, "None of these cases can be seen"),
        ({"all": "1", "query": "sort=password"}, "is no sort that is known here"),
    ],
)
def test_what_cannot_be_looked_at_says_why_on_the_list(desk: Client, given: Any, words: str) -> None:
    answer = desk.get("/cases/many/", given | {"back": LIST}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert words in text(answer)
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "x"])
def test_the_way_back_stays_here(desk: Client, back: str) -> None:
    assert desk.get("/cases/many/", {"back": back}).headers["Location"] == "/cases/"


def test_who_only_looks_is_offered_nothing_and_can_do_nothing(
    client: Client, alice: User, audi: User
) -> None:
    case = open_seats(alice)
    client.force_login(audi)
    page = client.get("/cases/").content.decode()
    assert 'name="case"' not in page
    assert 'class="bulk"' not in page
    client.post("/cases/many/", {"act": "note", "words": "x", "item": f"{case.reference} {case.version}"})
    assert "note" not in {e.action for e in case.timeline.filter(refused=False)}


def test_nobody_reads_the_results_of_somebody_else(desk: Client, alice: User, bob: User) -> None:
    case = open_seats(alice)
    sent = {"act": "claim", "item": f"{case.reference} {case.version}"}
    place = desk.post("/cases/many/", sent).headers["Location"]
    assert desk.get(place).status_code == 200
    desk.force_login(bob)
    assert desk.get(place).status_code == 404
