"""What happens through the door: letters that really go out or come back, one ticket a product, evidence."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from cases import clock, deadlines, outbox
from cases.models import OutboxMessage
from cases.workflow import InputErrors
from tests.advocacy.helpers import again, do, effects, on, opened, person, run, silent

pytestmark = pytest.mark.django_db


def test_nothing_counts_before_the_letter_was_really_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    case = silent()
    with monkeypatch.context() as broken:
        broken.setattr("cases.outbox.loopback", _fails)
        run(case, "20 14:10")
    case = again(case)
    assert (case.state, "no_response_letter_sent" in effects(case)) == ("letter_sent", False)
    assert run(case, "20 14:40").state == "closed"
    told = [one for one in effects(case) if one.startswith(("no_resp", "closed", "survey"))]
    assert told == [
        "no_response_letter_sent", "closed_in_crm", "closed_in_servicenow", "survey_sent", "closed",
    ]  # fmt: skip
    assert not OutboxMessage.objects.filter(awaited=True).exists()


def _fails(message: OutboxMessage) -> None:
    raise ConnectionError("the mail server is away")


def test_a_date_in_a_letter_counts_from_the_day_on_which_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    case = silent(
        case_type="further_negotiation", caller_type="owner",
        evidence={"first_discussion_at": "2024-06-01T08:00:00-05:00"},
    )  # fmt: skip
    with monkeypatch.context() as broken:
        broken.setattr("cases.outbox.loopback", _fails)
        run(case, "13 14:10")
    letter = OutboxMessage.objects.get(kind="negotiation_deadline")
    assert "2024-06-20" in letter.body
    run(case, "15 09:00")
    letter.refresh_from_db()
    assert ("2024-06-22" in letter.body, "2024-06-22" in letter.html, "2024-06-20" in letter.body) == (
        True, True, False,
    )  # fmt: skip
    assert str(again(case).facts().letter_deadline) == "2024-06-22"


def test_a_case_that_could_not_be_told_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened().case
    assert do(case, "02 09:00", "send_customer_mail").ok
    with monkeypatch.context() as broken:
        broken.setattr("cases.telling.perform", _fails)
        run(case, "02 09:00")
    assert (OutboxMessage.objects.get().status, again(case).customer_mail_at) == ("sent", None)
    assert run(case, "02 09:05").customer_mail_at == on("02 09:00")
    assert effects(case).count("customer_mail_sent") == 1


def test_a_mail_that_comes_back_has_told_nobody_anything() -> None:
    case = opened().case
    do(case, "02 09:00", "send_customer_mail")
    run(case, "02 09:00")
    number = OutboxMessage.objects.get().number
    assert do(case, "02 10:00", "mark_bounced", message=number).ok
    case = again(case)
    assert (case.evidence.get("customer_told_at"), effects(case)[-1]) == (None, "task_other_channel")


def test_a_closing_letter_that_comes_back_as_a_mail() -> None:
    case = silent(caller_type="owner")  # does not close by itself
    run(case, "20 14:10")
    number = OutboxMessage.objects.get(kind="unreachable").number
    assert do(case, "20 15:00", "mark_bounced", message=number).ok
    assert (again(case).state, again(case).flags) == ("letter_due", [])


def test_a_contact_while_the_crm_is_being_asked_brings_the_case_back() -> None:
    case = silent()
    with clock.fixed_at(on("20 14:10")):
        deadlines.run_pass(cases=[case.pk])
        outbox.drain(cases=[case.pk], size=1)
    assert (again(case).state, again(case).crm_requested_at is not None) == ("closable", True)
    assert do(case, "20 14:11", "customer_contact", channel="phone").ok
    case = run(case, "20 14:12")
    assert (case.state, case.crm_closed_at, "crm_reopen_requested" in effects(case)) == ("open", None, True)


def test_one_ticket_for_each_product() -> None:
    first = opened().case
    both = opened(product=["Range", "Freezer"])
    assert [one.code for one in both.refusals] == ["AD_ONE_PRODUCT"]
    again_ = opened(product=" range ")
    assert again_.refusals[0].message == f"range already has the open ticket {first.reference}."
    assert opened(serial="48-1").refusals[0].code == "AD_TICKET_OPEN"
    assert opened(product=["Freezer"], serial="1").ok
    assert opened(product="Freezer", serial="2").ok
    assert opened(account="Other").ok


def test_a_closed_ticket_makes_room_and_is_not_opened_beside_its_successor() -> None:
    old = opened(evidence={"removal_scheduled_on": "2024-06-14"}).case
    for name in ("close_crm", "close_servicenow"):
        assert do(old, "02 09:00", name).ok
    new = opened("03 08:00").case
    refused = do(old, "04 08:00", "reopen", reason="It came back.")
    assert [one.code for one in refused.refusals] == ["AD_TICKET_OPEN"]
    assert new.reference in refused.refusals[0].message


@pytest.mark.parametrize(
    "evidence",
    [{"nothing": "x"}, {"at": "2024-06-01T08:00:00Z"}, {"removal_scheduled_on": "soon"}, {"result": "gold"},
     {"customer_satisfied": "maybe"}, {"issue_resolved_at": "2024-07-01T08:00:00Z"}],
)  # fmt: skip
def test_evidence_that_is_none_is_a_field_error(evidence: dict[str, object]) -> None:
    with pytest.raises(InputErrors) as caught:
        opened(evidence=evidence)
    assert set(caught.value.errors) == {"evidence"}


def test_null_clears_and_what_is_not_named_stays() -> None:
    case = opened(evidence={"removal_scheduled_on": "2024-06-14", "installer": "Hale"}).case
    client = Client()
    client.force_login(person("advocate"))
    url = f"/api/v1/cases/{case.reference}/actions/set_evidence"
    sent = json.dumps({"removal_scheduled_on": None, "ongoing_issue": False})
    with clock.fixed_at(on("02 09:00")):
        answer = client.post(url, sent, content_type="application/json")
    facts = answer.json()["facts"]
    told = (facts["removal_scheduled_on"], facts["installer"], facts["ongoing_issue"])
    assert (answer.status_code, answer.json()["state"], *told) == (200, "open", None, "Hale", False)


def test_the_page_of_the_evidence_begins_with_what_is_on_file() -> None:
    case = opened(evidence={"removal_scheduled_on": "2024-06-14"}).case
    client = Client()
    client.force_login(person("advocate"))
    page = client.get(f"/cases/{case.reference}/do/set_evidence/").content.decode()
    assert 'value="2024-06-14"' in page
    shown = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Closing: buy-back" in shown
    assert "It can be closed: in Infor CRM first" in shown


def test_what_goes_to_the_customer_can_be_read_before_it_is_sent() -> None:
    case = opened().case
    client = Client()
    client.force_login(person("advocate"))
    url = f"/cases/{case.reference}/do/send_customer_mail/"
    assert "Look at the letter first" in client.get(url).content.decode()
    shown = client.post(f"{url}preview/", {}).content.decode()
    assert case.customer_email in shown
    assert not OutboxMessage.objects.filter(kind__in=("customer_mail", "replacement_mail")).exists()


@pytest.mark.parametrize(
    ("case_type", "title"),
    [
        ("true_blue", "Range: True Blue"),
        ("npr", "Range: reimbursement (NPR)"),
        ("buy_back", "Range: buy-back"),
        ("social_media", "Range: social media"),
    ],
)
def test_a_type_that_is_a_name_keeps_its_letters_in_the_title(case_type: str, title: str) -> None:
    assert opened(case_type=case_type).case.title == title
