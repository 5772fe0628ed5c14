"""Saved views: who sees them, who changes them, and what a page makes of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from cases import savedviews
from cases.models import SavedView, User
from cases.savedviews import ViewFault
from tests.cases.helpers import open_seats, person

pytestmark = pytest.mark.django_db
LIST = "/queue/customer_care/"


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


def save(user: User, name: str = "Free ones", **parts: str) -> SavedView:
    """A view of nobody's cases in Customer care."""
    given = {"team": "customer_care", "address": "assignee=none&columns=due%2Ckind", "shared_with": ""}
    return savedviews.save(user, name=name, **(given | parts))


def names(user: User) -> list[str]:
    """The views of the list that a person sees."""
    return [view.name for view in savedviews.of_list(user, "customer_care")]


def test_one_sees_ones_own_and_those_of_ones_team(alice: User, bob: User, olga: User, mona: User) -> None:
    save(alice, "Private")
    save(alice, "Shared", shared_with="customer_care")
    assert names(alice) == ["Private", "Shared"]
    assert names(bob) == ["Shared"]
    assert names(olga) == []
    assert names(mona) == ["Shared"]
    assert savedviews.of_list(alice, "") == []


def test_the_owner_changes_it_and_of_shared_ones_who_oversees(alice: User, bob: User, mona: User) -> None:
    private, shared = save(alice, "Private"), save(alice, "Shared", shared_with="customer_care")
    able = {
        (user.username, row.name): savedviews.may_change(user, row)
        for user in (alice, bob, mona)
        for row in (private, shared)
    }
    assert {pair for pair, may in able.items() if may} == {
        ("alice", "Private"), ("alice", "Shared"), ("mona", "Shared"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        ({"shared_with": "order_processing"}, "shared_with", "a team that you work in"),
        ({"address": "sort=password"}, "name", "is no sort"),
        ({"team": "nothing"}, "name", "This list is not known."),
        ({"name": "Taken"}, "name", "already"),
    ],
)
def test_what_cannot_be_saved_says_why(alice: User, parts: dict[str, str], field: str, words: str) -> None:
    save(alice, "Taken")
    with pytest.raises(ViewFault, match=words) as fault:
        save(alice, **parts)
    assert fault.value.field == field


def test_nobody_saves_without_end(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(savedviews, "MOST", 1)
    save(alice)
    with pytest.raises(ViewFault, match="Remove one first"):
        save(alice, "Another")


def test_partners_share_nothing(db: None) -> None:
    partner = person("petra", "current_partner")
    assert savedviews.shareable(partner, "") == []
    save(person("pia", "manager"), "Shared", shared_with="customer_care")
    assert savedviews.of_list(partner, "customer_care") == []


def test_a_view_is_saved_on_the_list_and_stands_among_its_views(desk: Client, alice: User) -> None:
    open_seats(alice, account="North")
    page = desk.get(f"{LIST}?assignee=none&columns=due&columns=kind&sort=-amount").content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(team|address|back)" value="([^"]*)">', page))
    sent = {name: value.replace("&amp;", "&") for name, value in sent.items()}
    answer = desk.post("/views/", sent | {"name": "Free ones", "shared_with": ""}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}?assignee=none&sort=-amount&columns=due%2Ckind"
    assert re.search(r'aria-current="page">Free ones <span class="count">1</span>', answer.content.decode())


def test_a_wrong_name_is_asked_for_again(desk: Client) -> None:
    answer = desk.post("/views/", {"team": "customer_care", "address": "assignee=none", "name": " "})
    assert answer.status_code == 422
    assert "Fill in “Name”." in answer.content.decode()
    assert not SavedView.objects.exists()


def test_renaming_sharing_and_removing(desk: Client, alice: User, bob: User) -> None:
    row = save(alice)
    given = {f"view-{row.pk}-name": "All free ones", f"view-{row.pk}-shared_with": "customer_care"}
    assert desk.post(f"/views/{row.pk}/", given).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.shared_with) == ("All free ones", "customer_care")
    assert desk.post(f"/views/{row.pk}/", {f"view-{row.pk}-name": ""}).status_code == 422
    desk.force_login(bob)
    assert "All free ones" in desk.get("/views/").content.decode()
    assert desk.post(f"/views/{row.pk}/remove/").status_code == 404
    assert desk.post(f"/views/{row.pk}/", given).status_code == 404
    desk.force_login(alice)
    assert desk.post(f"/views/{row.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_is_gone_says_so_and_breaks_nothing(desk: Client, alice: User) -> None:
    SavedView.objects.create(owner=alice, name="Old", team="customer_care", address="flag=gone")
    assert desk.get(LIST).status_code == 200
    assert "One of its filters is gone" in desk.get("/views/").content.decode()


def test_the_columns_of_the_address_are_shown_and_kept(desk: Client, alice: User) -> None:
    open_seats(alice, account="North", seats_wanted=9)
    page = desk.get(f"{LIST}?columns=kind,opened,due").content.decode()
    heads = re.findall(r'<th class="q-(\w+)', page[: page.index("<tbody")])
    assert heads == ["check", "case", "due", "opened", "kind"]
    row = page[page.index("<tbody") : page.index("</tbody>")]
    assert re.findall(r'<t[dh] class="q-(\w+)', row) == ["check", "case", "due", "opened", "kind"]
    sort = page[page.index('<form id="sort"') :]
    assert 'name="columns" value="due,opened,kind"' in sort[: sort.index("</form>")]
    assert "sort=" not in page[page.index("views") : page.index("filterbar")]


def test_an_unknown_column_is_told(desk: Client) -> None:
    answer: Any = desk.get(f"{LIST}?columns=password", follow=True)
    assert "is no column of a list." in answer.content.decode()
