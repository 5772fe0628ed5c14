"""Files of a case are listed on the case that continues it, for who sees both; they stay where they are."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Document, User
from cases.workflow import advance
from tests.cases.helpers import done, person
from tests.cases.test_continuing import MISSING, go_on, takeover

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


@pytest.fixture
def pair(care: User) -> tuple[str, str, str]:
    """A take-over with a file, the transition that continues it, and where the file is."""
    first = takeover(care)
    file = SimpleUploadedFile("contract.txt", b"We agree.", "text/plain")
    done(advance(first.reference, "attach", actor=care, data={"file": file, "purpose": "The contract"}))
    left = done(go_on(first, care, **MISSING)).case
    after = left.linked_from.get().case
    number = Document.objects.get().number
    return left.reference, after.reference, f"/cases/{left.reference}/files/{number}/"


def test_the_continuing_case_lists_them_where_they_are(client: Client, care: User, pair) -> None:
    first, second, address = pair
    page = client.get(f"/cases/{second}/")
    assert [row["url"] for row in page.context["files"]["earlier"]] == [address]
    assert "Of the case it continues" in page.content.decode()
    assert page.context["files"]["rows"] == []
    assert client.get(f"/cases/{first}/").context["files"]["earlier"] == []
    assert Document.objects.count() == 1


def test_who_does_not_see_the_first_case_finds_none(client: Client, care: User, pair) -> None:
    first, second, address = pair
    rep = person("sam", "sales_rep")
    client.force_login(rep)
    assert client.get(f"/cases/{first}/").status_code == 404
    page = client.get(f"/cases/{second}/")
    assert (page.status_code, page.context["files"]["earlier"]) == (200, [])
    assert client.get(address).status_code == 404


def test_a_related_case_s_files_are_not_listed(client: Client, care: User, pair) -> None:
    _, second, _ = pair
    other = takeover(care, subject="Kontor", companies=[{"name": "Kontor", "lines": []}])
    advance(other.reference, "link", actor=care, data={"other": second, "relation": "related"})
    assert client.get(f"/cases/{other.reference}/").context["files"]["earlier"] == []
