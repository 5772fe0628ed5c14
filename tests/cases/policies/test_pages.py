"""The pages of policies: values with their source, a draft on its way, and its approval."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import clock, policy, tasks
from cases.models import PolicyDraft, PolicyDraftEntry, PolicyVersion
from cases.policies import drafting, moving, placing
from cases.policies.payload import digest_of
from cases.routing import Policy
from tests.cases.helpers import approved, open_seats, person
from tests.cases.policies.kept import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/policy/seat_change/"


def form_data(client, url=PAGE + "change/", **changed):
    """What the form would send as it is shown, with some fields changed."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in data.items()}
    return sent | {f"value:{name}": value for name, value in changed.items()} | {"reason": "Fewer seats."}


@pytest.fixture
def draft_url(on_monday, mona):
    """The address of a draft that Mona made on the page."""
    client = signed_in(mona)
    response = client.post(PAGE + "change/", form_data(client, most_seats="50"))
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def test_a_change_from_form_to_force(draft_url, seats, mona, malin, on_monday):
    draft = PolicyDraft.objects.get()
    assert (draft.values, draft.reason, draft.effective_from) == ({"most_seats": 50}, "Fewer seats.", None)
    first, second = signed_in(mona), signed_in(malin)
    digest = digest_of(draft)
    assert first.post(draft_url + "do/submit/", {"digest": digest}).status_code == 302
    page = second.get(draft_url)
    assert page.context["changes"] == [
        {"name": "most_seats", "label": "Most seats", "old": "500 seats", "new": "50 seats", "same": False}
    ]
    assert page.context["acts"]["approve"]
    assert second.post(draft_url + "do/approve/", {"digest": page.context["digest"]}).status_code == 302
    assert policy.in_force(seats, on_monday)["most_seats"] == 50
    row = next(one for one in second.get(PAGE).context["values"] if one["name"] == "most_seats")
    assert (row["value"], row["source"].author, row["source"].approved_by) == ("50 seats", mona, malin)
    settled = second.get(draft_url)
    assert settled.context["changes"][0]["old"] == "500 seats"
    assert "as version 2" in settled.content.decode()


def test_c3_a_through_the_page(draft_url, mona):
    client, draft = signed_in(mona), PolicyDraft.objects.get()
    client.post(draft_url + "do/submit/", {"digest": digest_of(draft)})
    page = client.get(draft_url)
    assert not page.context["acts"]["approve"]
    assert "You submitted this change." in page.content.decode()
    response = client.post(draft_url + "do/approve/", {"digest": digest_of(draft)})
    assert response.status_code == 409
    assert "You submitted this change." in response.content.decode()
    assert PolicyDraftEntry.objects.filter(what="attempt").count() == 1
    assert not PolicyVersion.objects.exists()


def test_c3_h_a_stale_page_is_told_on_the_page(draft_url, seats, mona, malin):
    draft = PolicyDraft.objects.get()
    drafting.submit(draft, by=mona)
    seen = digest_of(draft)
    given = {"effective_from": None, "reason": "Even fewer."}
    drafting.submit(drafting.change(draft, seats, {"most_seats": 40}, by=mona, **given).draft, by=mona)
    response = signed_in(malin).post(draft_url + "do/approve/", {"digest": seen})
    assert response.status_code == 409
    text = response.content.decode()
    assert "The draft was changed after you opened it." in text
    assert "40 seats" in text


def test_a_draft_is_changed_on_its_page(draft_url, mona):
    client = signed_in(mona)
    url = draft_url + "change/"
    sent = form_data(client, url, most_seats="60") | {"digest": client.get(url).context["digest"]}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 409  # the page is stale now
    assert PolicyDraft.objects.get().values == {"most_seats": 60}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "Every value is as it is in force"),
        ({"most_seats": "0"}, "greater than or equal to 1"),
        ({"most_seats": "many"}, "Enter a number"),
    ],
)
def test_what_does_not_fit_is_told(on_monday, mona, changed, told):
    client = signed_in(mona)
    response = client.post(PAGE + "change/", form_data(client, **changed))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not PolicyDraft.objects.exists()


def test_refusing_takes_a_reason(draft_url, mona, malin):
    draft = PolicyDraft.objects.get()
    drafting.submit(draft, by=mona)
    client = signed_in(malin)
    for reason in ("", "  ", "\0", "x" * 2001):
        sent = {"digest": digest_of(draft), "reason": reason}
        assert client.post(draft_url + "do/refuse/", sent).status_code == 422
    sent = {"digest": digest_of(draft), "reason": "Too few."}
    assert client.post(draft_url + "do/refuse/", sent).status_code == 302
    assert PolicyDraft.objects.get().status == "refused"


def test_others_read_along(draft_url, alice, mona):
    client = signed_in(alice)
    for url in ("/policy/", PAGE, draft_url):
        assert client.get(url).status_code == 200
    assert not client.get(PAGE).context["change_url"]
    assert client.get(draft_url).context["acts"] == {}
    assert client.get(PAGE + "change/").status_code == 404
    assert client.post(draft_url + "do/submit/", {"digest": "x"}).status_code == 404
    stranger = signed_in(person("olaf", "sales_enablement"))
    assert stranger.get(PAGE).status_code == 404


def test_what_would_be_dated_otherwise(alice, seats, mona, on_monday):
    """The armed steps that a value dates, old and new; they themselves keep their date."""
    case = approved(alice)
    wanted = Policy(1, {**policy.in_force(seats, on_monday).values, "answer_hours": 10})
    found = [(one.reference, one.kind, one.anew - one.due_at) for one in moving.moved(seats, wanted)]
    assert found == [(case.reference, "sc.expiry", timedelta(hours=-62))]
    draft = drafting.begin(seats, {"answer_hours": 10}, effective_from=None, reason="x", author=mona)
    client = signed_in(mona)
    page = client.get(f"{PAGE}drafts/{draft.pk}/")
    assert page.context["moves"]["count"] == 1
    lines = client.get(f"{PAGE}drafts/{draft.pk}/deadlines.csv").content.decode().splitlines()
    assert lines[1].startswith(f"{case.reference},sc.expiry,")
    same = Policy(1, {**wanted.values, "answer_hours": 72})
    assert list(moving.moved(seats, same)) == []


def test_the_page_asks_whether_set_deadlines_move(alice, seats, mona, malin, on_monday):
    """How many move, how many at once; the choice is approved; how far moving is; what each case says."""
    case, late = approved(alice), on_monday + timedelta(hours=20)
    draft = drafting.begin(seats, {"answer_hours": 10}, effective_from=late, reason="x", author=mona)
    client, url = signed_in(mona), f"{PAGE}drafts/{draft.pk}/"
    told = client.get(url)
    assert (told.context["moves"]["at_once"], told.context["moves"]["chosen"]) == (1, "keep")
    assert "1 moves as of now: Last day 1." in told.content.decode()
    sent = {"digest": told.context["digest"], "set_deadlines": "move"}
    assert signed_in(alice).get(url).context["moves"]["form"] is None
    assert signed_in(alice).post(url + "do/deadlines/", sent).status_code == 404
    assert client.post(url + "do/deadlines/", sent | {"set_deadlines": "all"}).status_code == 404
    assert client.post(url + "do/deadlines/", sent).status_code == 302
    assert client.post(url + "do/deadlines/", sent).status_code == 409  # the page is stale now
    story = client.get(url).context["story"]
    assert [one["new"] for one in story[1]["changes"]] == ["They move to the dates that the new values give"]
    drafting.submit(draft, by=mona)
    draft.refresh_from_db()
    second, sent = signed_in(malin), {"digest": digest_of(draft), "effect": "1:1"}
    assert second.post(url + "do/approve/", sent).status_code == 302
    waiting = client.get(url).content.decode()
    assert "They move from" in waiting
    assert "Approved as shown: 1 deadline moves, due at once: 1." in waiting
    assert 'hx-trigger="every 60s"' in waiting
    with clock.fixed_at(late):
        assert (
            'hx-trigger="every 2s"'
            in client.get(url + "moving/", headers={"HX-Request": "true"}).content.decode()
        )
        tasks.move_deadlines()
        part = client.get(url + "moving/", headers={"HX-Request": "true"}).content.decode()
        assert "Dates changed in 1 of 1 cases." in part
        assert ("hx-get" in part, "data-announce" in part) == (False, True)
        assert client.get(url + "moving/").status_code == 302
        text = signed_in(alice).get(f"/cases/{case.reference}/").content.decode()
    assert "dated deadlines anew, by policy version 2" in text
    assert "19:00" in text


def test_the_history_is_a_difference(seats, mona, on_monday, django_assert_max_num_queries):
    for hours, since in ((48, on_monday), (36, on_monday + timedelta(days=2))):
        placing.place(seats, {"answer_hours": hours}, effective_from=since, author=mona, reason="Shorter.")
    open_seats(person("ally", "customer_care"))
    client = signed_in(mona)
    with clock.fixed_at(on_monday + timedelta(days=1)), django_assert_max_num_queries(12):
        told = client.get(PAGE).context
    changes = [row["changes"][0] for row in told["history"]]
    assert [(one["old"], one["new"]) for one in changes] == [
        ("48 hours", "36 hours"),
        ("72 hours", "48 hours"),
    ]
    row = next(one for one in told["values"] if one["name"] == "answer_hours")
    assert (row["value"], row["planned"]["value"]) == ("48 hours", "36 hours")
    with clock.fixed_at(on_monday + timedelta(days=1)):
        assert "Version 3 from " in client.get("/policy/").content.decode()
