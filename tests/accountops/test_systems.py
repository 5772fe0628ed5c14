"""The demo's page of outside systems: tickets as they stand, and what is answered next."""

from __future__ import annotations

import pytest
from django.test import Client

from cases import clock
from cases.models import LocalOrder, LocalTicket

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accountops.urls_with_demo")]
URL = "/demo/systems/"


def test_a_system_is_told_what_to_answer_next(client: Client) -> None:
    LocalTicket.objects.create(
        system="crm", reference="AD-2026-000001", number="T-20001", is_open=False, changed_at=clock.now()
    )
    page = client.get(URL).content.decode()
    for words in ("T-20001 in Infor CRM", "for AD-2026-000001", "Closed by hand, and never asked here"):
        assert words in page, words
    assert client.post(URL, {"system": "service_desk", "answer": "transient"}).status_code == 302
    assert "Out of reach" in client.get(URL).content.decode()
    assert LocalOrder.objects.get().system == "service_desk"


@pytest.mark.parametrize(
    "given", [{}, {"system": "moon", "answer": "twice"}, {"system": "crm", "answer": "no"}]
)
def test_what_is_none_is_refused(client: Client, given: dict[str, str]) -> None:
    assert client.post(URL, given).status_code == 422
    assert not LocalOrder.objects.exists()
