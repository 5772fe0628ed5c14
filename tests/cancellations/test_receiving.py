"""Receiving: once, linked, overlapping; what the rep adds; letters that come back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from cancellations.models import CancellationCase
from cases import clock, registry
from cases.models import OutboxMessage
from cases.workflow import InputErrors, advance, open_case
from tests.cancellations.helpers import (
    GIVEN,
    MAIL,
    REP,
    SE,
    again,
    client,
    do,
    on,
    order,
    person,
    received,
)
from tests.cases.helpers import all_at_once

pytestmark = pytest.mark.django_db


def test_the_api_answers_the_case_that_a_mail_belongs_to() -> None:
    order()
    program = client(MAIL)
    answers = [
        program.post("/api/v1/cases/cancellation", data, content_type="application/json")
        for data in (GIVEN, GIVEN, GIVEN | {"message_id": "m2", "products": ["display"]})
    ]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.json()["reference"] for answer in answers}) == 1
    assert answers[2].json()["facts"]["duplicates"] == ["m2"]


def test_a_message_id_is_the_same_with_and_without_its_brackets() -> None:
    order()
    first, second = received(), received(message_id=" m1@example.org ", products=["Social"])
    assert (second.existing, second.case.reference) == (True, first.case.reference)
    assert again(first.case).version == 1


def test_a_page_says_that_nothing_was_opened() -> None:
    order()
    first = received().case
    sent = {name: value for name, value in GIVEN.items() if name not in {"message_id", "products"}}
    page = client(REP).post("/new/cancellation/", sent | {"products": "Display", "key": "k"}, follow=True)
    assert f"{first.reference} is about this already; nothing was opened." in page.content.decode()


def test_other_cases_of_an_overlap_are_linked() -> None:
    order()
    first = received().case
    second = received("05 10:00", message_id="m2", products=["Search", "Social"]).case
    assert again(second).products == ["Social"]
    assert [link.other_id for link in second.links.all()] == [first.pk]
    letter = second.messages.get()
    assert "Search: " + first.reference in letter.body


def test_without_an_address_a_task_is_left_for_sales_enablement() -> None:
    case = received(rep_contact="+1 312 555", titan_order_id="").case
    row = case.messages.get()
    assert (row.channel, row.to, row.kind) == ("task", "Sales enablement", "missing_info_reply")


def test_a_rep_who_has_left_is_told_of_to_the_manager_once() -> None:
    order()
    case = received(products=[]).case
    for _ in range(2):
        row = case.messages.filter(channel="mail").last()
        OutboxMessage.objects.filter(pk=row.pk).update(status="sent", bounced_at=None)
        assert do(case, "05 10:00", "mark_bounced", message=row.number).ok
    found = again(case)
    assert (found.flags, found.rep_unreachable) == (["rep_unreachable"], True)
    assert [m.to for m in found.messages.filter(kind="manager_informed")] == ["Manager"]
    do(case, "05 11:00", "supply", REP, products=["Display"], rep_contact="new@example.org")
    assert (again(case).flags, again(case).state) == ([], "complete")


def test_a_supply_told_twice_by_the_same_mail_counts_once() -> None:
    order()
    case = received(titan_order_id="").case
    for _ in range(2):
        assert do(case, "05 10:00", "supply", MAIL, message_id="s1", campaign="Winter").ok
    kinds = list(case.messages.values_list("kind", flat=True))
    assert kinds == ["missing_info_reply"] * 2
    assert received("05 11:00", message_id="s1").existing


def test_a_correction_is_held_against_the_order_too() -> None:
    order()
    case = received(campaign="Autumn 24").case
    assert do(case, "05 10:00", "correct_facts", why="Read again.", campaign="Summer 24").ok
    assert again(case).state == "complete"
    do(case, "05 11:00", "cancel_billing")
    assert do(case, "05 12:00", "correct_facts", why="x", campaign="Autumn 24", rep_name="Rosa Lind").ok
    assert (again(case).campaign, again(case).rep_name) == ("Summer 24", "Rosa Lind")


def test_a_client_that_was_not_named_becomes_the_account() -> None:
    order()
    case = received(client="").case
    assert case.account.name == "Client not named"
    do(case, "05 10:00", "supply", REP, client="Oak Motors")
    assert again(case).account.name == "Oak Motors"


def test_a_true_up_keeps_the_amounts_as_they_stood() -> None:
    order()
    case = received().case
    do(case, "05 10:00", "cancel_billing")
    do(case, "05 11:00", "cancel_fulfilment", vision_vx=True, already_delivered=True)
    do(case, "05 12:00", "true_up")
    order(invoice_lines=[])
    facts = client(SE).get(f"/api/v1/cases/{case.reference}").json()["facts"]
    assert (facts["credits"], facts["already_delivered"]) == ({"Display": "600.00"}, True)


def test_nobody_has_confirmed_is_an_error_of_the_form() -> None:
    order()
    case = received().case
    do(case, "05 10:00", "cancel_billing")
    with pytest.raises(InputErrors, match="Say who has confirmed"):
        do(case, "05 11:00", "cancel_fulfilment", vision_vx=False)


def test_the_state_is_one_and_the_page_opens_for_who_may_see_it() -> None:
    case = received(body="Client: Oak\u200b Motors\r\nThanks").case
    assert again(case).body == "Client: Oak Motors\nThanks"
    page = client(SE).get(f"/cases/{case.reference}/").content.decode()
    assert "Titan order T-1001 is not known." in page
    assert Client().get(f"/cases/{case.reference}/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_and_the_same_request_at_once_are_one_case() -> None:
    order()
    kind, actor = registry.get_kind("cancellation"), person(MAIL)

    def receive(message_id: str) -> bool:
        try:
            return open_case(kind, GIVEN | {"message_id": message_id}, actor=actor, strict=True).existing
        finally:
            connection.close()

    names = ["m1", "m1", "m2", "m2", "m3", "m1"]
    results = all_at_once([lambda name=name: receive(name) for name in names])
    assert sorted(results) == [False, *[True] * 5]
    assert CancellationCase.objects.count() == 1
    assert CancellationCase.objects.get().request_mails.count() == 3


def test_a_step_takes_only_who_it_names() -> None:
    order()
    case = received().case
    with clock.fixed_at(on("05 10:00")):
        outcome = advance(case.reference, "cancel_billing", actor=person(REP))
    assert [(one.code, one.message) for one in outcome.refusals] == [
        ("CX_ROLE", "Only Central Sales Enablement may do this.")
    ]
