"""A ticket is closed in two systems in their order, whatever they answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from advocacy.models import AdvocateCase
from cases import clock, deadlines, outbox
from cases.connectors import calling
from cases.connectors.loopback import tell_next
from cases.models import LocalTicket, OutboundCall, OutboxMessage
from tests.advocacy.helpers import again, do, effects, on, opened, person, silent

pytestmark = pytest.mark.django_db
READY = {"evidence": {"removal_scheduled_on": "2024-06-14"}}
ENDS = ("closed_in_crm", "closed_in_servicenow", "survey_sent", "closed")


@pytest.fixture
def both(settings: Any) -> None:
    """The local ticket system in the place of both."""
    settings.CONNECTORS = {"crm": "loopback", "service_desk": "loopback"}


def work(case: AdvocateCase, when: str) -> AdvocateCase:
    """What the workers do at that instant, until quiet."""
    with clock.fixed_at(on(when)):
        while deadlines.run_pass().any or outbox.drain() or calling.drain():
            pass
    return again(case)


def shown(case: AdvocateCase, when: str = "20 18:00") -> str:
    """The page of the case as the advocate sees it."""
    client = Client()
    client.force_login(person("advocate"))
    with clock.fixed_at(on(when)):
        return client.get(f"/cases/{case.reference}/").content.decode()


def test_the_letter_closes_both_in_their_order(both: None) -> None:
    case = work(silent(), "20 14:10")
    assert (case.state, [one for one in effects(case) if one in ENDS]) == ("closed", list(ENDS))
    calls = list(OutboundCall.objects.values_list("system", "status", "outcome", "told"))
    assert calls == [("crm", "done", "ok", True), ("service_desk", "done", "ok", True)]
    numbers = LocalTicket.objects.order_by("pk").values_list("number", flat=True)
    assert [case.crm_confirmation, case.servicenow_confirmation] == list(numbers)
    assert not OutboxMessage.objects.filter(awaited=True).exists()


def test_a_case_that_could_not_be_told_is_told_later_and_nothing_is_asked_twice(
    both: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("cases.connectors.reporting.perform", _fails)
        case = work(silent(), "20 14:10")
    assert (case.state, OutboundCall.objects.get().status) == ("closable", "done")
    assert work(case, "20 14:12").state == "closed"
    assert [row.attempts for row in OutboundCall.objects.all()] == [1, 1]


def _fails(*args: Any, **options: Any) -> None:
    raise ConnectionError("the database is away")


def test_the_second_waits_for_the_first(both: None) -> None:
    tell_next("crm", "lost_after")
    case = work(silent(), "20 14:10")
    assert (case.state, LocalTicket.objects.filter(system="service_desk").count()) == ("closable", 0)
    assert "Being asked" in shown(case, "20 14:10")
    case = work(case, "20 14:40")
    assert (case.state, OutboundCall.objects.get(system="crm").outcome) == ("closed", "already_done")


def test_what_the_second_refuses_never_opens_the_first_and_is_a_task(both: None) -> None:
    tell_next("service_desk", "rejected")
    case = work(silent(), "20 14:10")
    assert (case.state, case.flags, effects(case)[-1]) == (
        "closed_in_crm", ["closing_stuck"], "task_close_by_hand",
    )  # fmt: skip
    assert LocalTicket.objects.get(system="crm").is_open is False
    task = OutboxMessage.objects.get(kind="task_close_by_hand")
    assert "Close notes are missing. " not in task.subject
    assert "Close notes are missing." in task.body
    assert "Put right what it names" in task.body
    page = shown(case)
    for words in ("Closing in the two systems", "Needs a person", "1 attempt. Close notes are missing.",
                  "Ask again…", "ServiceNow did not close it"):  # fmt: skip
        assert words in page, words
    assert do(case, "20 18:00", "request_servicenow_close").ok
    case = work(case, "20 18:00")
    assert (case.state, case.flags) == ("closed", [])


@pytest.mark.parametrize("evidence", [READY, {}])
def test_a_person_has_both_closed(both: None, evidence: dict[str, Any]) -> None:
    taken = {
        "case_type": "true_blue",
        "evidence": {"referred_at": "2024-06-01T07:00:00-05:00"},
    }
    case = opened(**(evidence or taken)).case
    assert again(case).state == ("closable" if evidence else "handed_over")
    assert work(case, "01 09:00").state == ("closable" if evidence else "handed_over")
    assert do(case, "01 09:00", "request_crm_close").ok
    assert work(case, "01 09:00").state == "closed"


def test_a_contact_opens_the_first_again(both: None) -> None:
    tell_next("service_desk", "forbidden")
    case = work(silent(), "20 14:10")
    assert do(case, "20 15:00", "customer_contact", channel="phone").ok
    case = work(case, "20 15:00")
    assert (case.state, case.flags) == ("open", [])
    assert not LocalTicket.objects.filter(is_open=False).exists()
    assert OutboundCall.objects.get(system="service_desk", operation="close").status == "dropped"


def test_a_closing_that_is_not_wanted_any_more_changes_nothing(both: None) -> None:
    tell_next("crm", "transient")
    case = work(silent(), "20 14:10")
    assert do(case, "20 14:11", "customer_contact", channel="phone").ok
    case = work(case, "20 16:00")
    assert (case.state, OutboundCall.objects.get(operation="close").status) == ("open", "dropped")
    assert "closed_in_crm" not in effects(case)


def test_by_hand_each_system_is_confirmed_with_its_number() -> None:
    case = work(silent(), "20 14:10")
    call = OutboundCall.objects.get()
    assert (case.state, call.status, call.system) == ("closable", "by_hand", "crm")
    page = shown(case)
    assert "Close it there, then confirm" in page
    assert "Have it closed…" not in page
    client = Client()
    client.force_login(person("advocate"))
    with clock.fixed_at(on("20 15:00")):
        url = f"/cases/{case.reference}/do/close_crm/"
        assert "Number in Infor CRM" in client.get(url).content.decode()
        assert client.post(url, {"key": "a", "version": case.version}).status_code == 422
        sent = {"key": "b", "version": case.version, "confirmation": "CRM-20417"}
        assert client.post(url, sent).status_code == 302
    case = work(case, "20 15:00")
    call.refresh_from_db()
    assert (call.status, call.outcome, call.number, str(call.done_by)) == (
        "done", "ok", "CRM-20417", "Advocate",
    )  # fmt: skip
    assert (case.state, OutboundCall.objects.get(system="service_desk").status) == (
        "closed_in_crm", "by_hand",
    )  # fmt: skip
    assert do(case, "20 16:00", "close_servicenow", confirmation="CS-1").ok
    page = shown(again(case))
    assert (again(case).state, "CRM-20417" in page, "CS-1" in page) == ("closed", True, True)
