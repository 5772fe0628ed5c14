"""The rep sees how a request stands by the link in our mails, and nobody else does."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from cancellations.models import CancellationCase
from cases import clock, outbox, statuslinks
from cases.models import OutboxMessage
from cases.views import status as view
from tests.cancellations.helpers import BILLING, MAIL, SE, again, do, on, order, person, received
from tests.contract.world import changed, fingerprint

pytestmark = pytest.mark.django_db
REP = "lind@example.org"


@pytest.fixture(autouse=True)
def no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins a minute of its own."""
    monkeypatch.setattr(view, "PACE", view.Pace(30))


@pytest.fixture
def case() -> CancellationCase:
    order()
    return again(received().case)


@pytest.fixture
def lacking() -> CancellationCase:
    """One that lacks its order id."""
    order()
    return again(received(titan_order_id="").case)


def path(case: Any, address: str = REP, when: str = "05 09:05") -> str:
    """The path of the link that a mail to this address has."""
    with clock.fixed_at(on(when)):
        return urlsplit(statuslinks.url_of(again(case), address)).path


def shown(at: str, when: str = "05 10:00") -> Any:
    """What a browser without a session gets."""
    with clock.fixed_at(on(when)):
        return Client().get(at)


def words(response: Any) -> str:
    """The text of a page."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(text.replace("&#x27;", "'").split())


def finished(case: CancellationCase) -> None:
    """All three steps, and closed on the 8th at noon."""
    do(case, "06 09:00", "cancel_billing")
    do(case, "07 09:00", "cancel_fulfilment", vision_vx=True, titan=True)
    do(case, "08 09:00", "inform_rep")
    do(case, "08 10:00", "true_up")
    do(case, "08 12:00", "close")


def test_the_mail_holds_the_link_and_nothing_that_is_stored_does(lacking: CancellationCase) -> None:
    stored = OutboxMessage.objects.get(case=lacking.pk, kind="missing_info_reply")
    assert "/status/" not in stored.body + stored.html
    with clock.fixed_at(on("05 09:01")):
        outbox.drain()
    sent = mail.outbox[-1]
    link = next(word for word in str(sent.body).split() if "/status/" in word)
    page = shown(urlsplit(link).path)
    assert page.status_code == 200
    assert "Still missing: Titan order ID." in words(page)
    assert link in str(sent.alternatives[0].content)


def test_what_is_missing_and_when_the_rep_is_reminded(lacking: CancellationCase) -> None:
    told = words(shown(path(lacking)))
    assert "Your cancellation for Oak Motors, Summer 24" in told
    assert "Waiting for your answer" in told
    assert "We remind you if we hear nothing until Thu 8 Aug 09:00" in told
    assert "Answer by mail" in told
    assert "We remind you" not in words(shown(path(lacking), "08 09:01")), "that is over"


def test_the_steps_with_their_dates(case: CancellationCase) -> None:
    assert "The team is reminded if it is still open after" in words(shown(path(case)))
    do(case, "06 09:00", "cancel_billing")
    do(case, "06 09:30", "cancel_fulfilment", titan=True)
    told = words(shown(path(case), "06 10:00"))
    assert "1 Billing is cancelled Done today 09:00" in told
    assert "Confirmed by Titan; Vision VX has still to." in told
    assert "It is with: Sales enablement." in told
    do(case, "07 09:00", "cancel_fulfilment", vision_vx=True)
    do(case, "07 09:10", "inform_rep")
    assert "We have written to you; the invoices are still to be adjusted." in words(
        shown(path(case), "07 10:00")
    )


def test_it_shows_nothing_of_ours(case: CancellationCase) -> None:
    do(case, "05 09:10", "note", text="Difficult client.")
    do(case, "05 09:11", "claim")
    finished(case)
    told = words(shown(path(case), "08 13:00"))
    assert "Billing is cancelled, fulfilment is stopped and the invoices are adjusted." in told
    for secret in ("Difficult", person(SE).name, "600", "USD", "R. Lind", "Social"):
        assert secret not in told, secret


@pytest.mark.parametrize(
    ("act", "role", "data", "said"),
    [
        ("withdraw", "rep", {}, "The request was taken back."),
        ("reject", SE, {"reason": "order_change"}, "please send it as an order change."),
    ],
)
def test_the_other_ends(case: CancellationCase, act: str, role: str, data: dict[str, str], said: str) -> None:
    do(case, "05 11:00", act, role=role, **data)
    told = words(shown(path(case), "05 12:00"))
    assert said in told
    assert "The steps" not in told


def test_reading_changes_nothing_and_nobody_keeps_it(case: CancellationCase) -> None:
    link = path(case)
    before = fingerprint()
    response = shown(link)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer, strict-origin"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert not response.cookies
    assert Client().post(link).status_code == 405
    assert changed(before, fingerprint()) == set()


@pytest.mark.parametrize(
    "forge",
    [
        lambda link: link[:-3] + ("A/" if link[-3] != "A" else "B/"),
        lambda link: re.sub(r"/status/\d+", "/status/1", link),
        lambda link: link.replace("/status/", "/asked/"),
        lambda link: link.replace("/status/", "/consent/"),
        lambda link: "/status/x/",
        lambda link: "/status/é/",
        lambda link: "/status/" + "a" * 5000 + "/",
    ],
    ids=["cut", "another case", "asked", "consent", "x", "not ascii", "long"],
)
def test_a_forged_link_is_not_known(case: CancellationCase, forge: Any) -> None:
    assert shown(forge(path(case))).status_code == 404


def test_the_receiver_of_one_case_is_none_of_another(case: CancellationCase) -> None:
    other = received("05 09:02", message_id="m9", products=["Social"]).case
    known = statuslinks.LINK.read(path(case).split("/")[2])
    assert known is not None
    mark = known[0].partition(".")[2]
    token = statuslinks.LINK.put(f"{other.pk}.{mark}", known[1])
    assert shown(f"/status/{token}/").status_code == 410, "though it is ours, and the rep the same"


def test_it_ends_after_half_a_year_and_some_days_after_closing(case: CancellationCase) -> None:
    old = path(case, when="01 09:00")
    with clock.fixed_at(on("01 09:00") + statuslinks.KEPT):
        assert Client().get(old).status_code == 200
    with clock.fixed_at(on("02 09:00") + statuslinks.KEPT):
        assert Client().get(old).status_code == 410
    finished(case)
    with clock.fixed_at(on("08 12:00")):
        link = path(case, when="08 12:00")
    with clock.fixed_at(on("08 12:00").replace(month=9, day=7)):
        assert "It can be opened until" in words(Client().get(link))
    with clock.fixed_at(on("08 12:01").replace(month=9, day=7)):
        gone = Client().get(link)
    assert gone.status_code == 410
    assert "This request is closed" in words(gone)
    assert "Oak Motors" not in words(gone)


def test_another_rep_ends_the_links_of_the_one_before(case: CancellationCase) -> None:
    link = path(case)
    do(case, "05 11:00", "correct_facts", rep_contact="New.Rep@example.org", why="They left.")
    gone = shown(link, "05 12:00")
    assert gone.status_code == 410
    assert "Our mails about the request go to another address now." in words(gone)
    assert shown(path(case, "new.rep@example.org"), "05 12:00").status_code == 200


def test_whoever_cannot_be_reached_sees_nothing(case: CancellationCase) -> None:
    link = path(case)
    finished(case)
    number = OutboxMessage.objects.get(case=case.pk, kind="rep_informed").number
    OutboxMessage.objects.filter(case=case.pk).update(status="sent")
    do(case, "08 13:00", "mark_bounced", message=number, reason="unknown")
    assert shown(link, "08 14:00").status_code == 410


def test_only_the_rep_gets_the_link(case: CancellationCase) -> None:
    received("05 09:30", message_id="m2", rep_contact="other@example.org")
    elsewhere = OutboxMessage.objects.get(case=case.pk, kind="duplicate_reply")
    assert (elsewhere.to, "[[link]]" in elsewhere.body + elsewhere.html) == ("other@example.org", False)
    received("05 09:40", message_id="m3")
    assert "[[link]]" in OutboxMessage.objects.get(case=case.pk, to=REP, kind="duplicate_reply").body


def test_a_task_for_the_team_has_no_link() -> None:
    case = received(titan_order_id="", rep_contact="", sender="R. Lind").case
    told = OutboxMessage.objects.get(case=case.pk, kind="missing_info_reply")
    assert (told.channel, "link" in told.body) == ("task", False)


def test_opened_too_often(case: CancellationCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PACE", view.Pace(2))
    link = path(case)
    answers = [shown(link) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert shown(path(received("05 09:02", message_id="m9", products=["Social"]).case)).status_code == 200


def test_the_link_decides_whoever_is_signed_in(case: CancellationCase) -> None:
    for role in (MAIL, BILLING):
        client = Client()
        client.force_login(person(role))
        with clock.fixed_at(on("05 10:00")):
            assert client.get(path(case)).status_code == 200
            assert client.get("/status/none/").status_code == 404
