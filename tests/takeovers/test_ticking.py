"""A file that came by mail is an agreement only once a person has looked at it and said whose."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import ConsentRequest, Document, TimelineEntry, User
from cases.workflow import InputErrors, Outcome, advance
from takeovers.models import TakeoverCase
from tests.cases.helpers import person
from tests.mailbox.builder import come_in, with_files
from tests.takeovers.consents import CUSTOMER, NEW, OLD, do, fresh, key, take_over

pytestmark = pytest.mark.django_db
FILES = [
    (f'filename="{name}.txt"', "text/plain", f"Agreed. {name}".encode()) for name in ("one", "two", "three")
]


@pytest.fixture
def case(care: User) -> TakeoverCase:
    """A take-over whose new partner sent three files with one mail."""
    case = take_over(care, current_email="")
    body = f"Take-over\nCustomer: {CUSTOMER}\nNew partner: {NEW}\nAll three agree, see the files."
    mail = come_in(with_files(FILES, body, sender="care@voxline.example", subject="Agreements"))
    assert mail.case_id == case.pk
    return fresh(case)


def files(case: TakeoverCase) -> list[Document]:
    """The files of the case."""
    return list(Document.objects.filter(case=case.pk).order_by("id"))


def signed(file: Document, party: str, **more: Any) -> dict[str, Any]:
    """What a person says about a file."""
    who = {"signed_by": "Léa Fontaine", "capacity": "Managing director", "signed_on": "2024-05-02"}
    return {"document": str(file.number), "of": key(party), "looked": True} | who | more


def ticked(case: TakeoverCase, care: User, file: Document, party: str, **more: Any) -> Outcome:
    """The file is ticked for a party."""
    return advance(case.reference, "record_agreement", actor=care, data=signed(file, party, **more))


def given(case: TakeoverCase) -> list[tuple[str, str]]:
    """The standing agreements, each with its file."""
    rows = fresh(case).parts.agreements
    return [(row.name, str(row.document)) for row in rows if row.withdrawn_at is None]


def test_a_mail_with_three_files_is_nobodys_agreement(case: TakeoverCase) -> None:
    assert len(files(case)) == 3
    assert (case.state, given(case)) == ("awaiting_agreements", [])


def test_three_files_are_three_separate_ticks(case: TakeoverCase, care: User) -> None:
    for file, party in zip(files(case), ("subject", "current", "new"), strict=True):
        assert fresh(case).state == "awaiting_agreements"
        assert ticked(case, care, file, party).ok
    assert fresh(case).state == "ready"
    assert [number for _, number in given(case)] == [str(file.number) for file in files(case)]


def test_the_tick_keeps_who_signed_and_the_checksum(case: TakeoverCase, care: User) -> None:
    file = files(case)[0]
    assert ticked(case, care, file, "new").ok
    row = ConsentRequest.objects.get(case=case.pk)
    assert (row.state, row.answered_by, row.capacity, row.document) == (
        "agreed",
        "Léa Fontaine",
        "Managing director",
        file.number,
    )
    said = fresh(case).parts.agreements[0].evidence
    assert said.startswith(
        "one.txt, by mail: signed by Léa Fontaine, Managing director, on 2 May 2024. SHA-256"
    )
    entry = TimelineEntry.objects.filter(case=case.pk, action="record_agreement").get()
    assert entry.data["agreement"] == {"party": NEW, "file": str(file.number), "sha256": file.sha256}
    assert "Léa" not in str(entry.data)


def test_it_arrived_when_the_mail_came_unless_a_person_says_otherwise(case: TakeoverCase, care: User) -> None:
    came = case.mails.get().received_at
    assert ticked(case, care, files(case)[0], "new").ok
    assert ticked(case, care, files(case)[1], "subject", received_at="2024-05-03T10:00:00Z").ok
    assert sorted(row.received_at for row in fresh(case).parts.agreements)[1] == came


def test_one_file_for_two_parties_only_where_it_carries_several_signatures(
    case: TakeoverCase, care: User
) -> None:
    file = files(case)[0]
    assert ticked(case, care, file, "new").ok
    outcome = ticked(case, care, file, "subject")
    assert [refusal.code for refusal in outcome.refusals] == ["TO_FILE_TAKEN"]
    assert ticked(case, care, file, "subject", several=True).ok
    assert [name for name, _ in given(case)] == [NEW, CUSTOMER]


@pytest.mark.parametrize("missing", ["of", "signed_by", "capacity", "looked"])
def test_nothing_is_ticked_without_a_look_and_a_name(case: TakeoverCase, care: User, missing: str) -> None:
    data = signed(files(case)[0], "new")
    del data[missing]
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "record_agreement", actor=care, data=data)
    assert missing in caught.value.errors
    assert given(case) == []


@pytest.mark.parametrize("number", ["00000000-0000-4000-8000-000000000000", "x", "elsewhere", "attached"])
def test_only_a_file_of_this_cases_mails(case: TakeoverCase, care: User, number: str) -> None:
    if number == "elsewhere":
        other = take_over(care, subject="Kestrel Foods", companies=[{"name": "Kestrel Foods"}])
        number = str(files(case)[0].number)
        case = fresh(other)
    if number == "attached":
        content = {"name": "paper.txt", "content": "QWdyZWVk"}
        do(case, "attach", care, file=content, purpose="A paper")
        number = str(files(case)[-1].number)
    data = signed(Document.objects.all()[0], "new") | {"document": number}
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "record_agreement", actor=care, data=data)
    assert next(iter(caught.value.errors)) == "document"


def test_a_file_in_quarantine_waits(case: TakeoverCase, care: User) -> None:
    Document.objects.filter(case=case.pk).update(status=Document.Status.PENDING)
    with pytest.raises(InputErrors, match="not checked yet"):
        ticked(case, care, files(case)[0], "new")


def test_another_wish_voids_it_and_asks_again_where_an_address_is_on_file(
    case: TakeoverCase, care: User
) -> None:
    assert ticked(case, care, files(case)[0], "new").ok
    assert ticked(case, care, files(case)[1], "current").ok
    do(case, "correct_facts", care, why="A later wish.", requested_finish="2031-05")
    assert given(case) == []
    rows = ConsentRequest.objects.filter(case=case.pk).order_by("pk")
    assert [(row.party_name, row.state) for row in rows] == [(NEW, "void"), (OLD, "void"), (NEW, "asked")]
    assert rows[2].address == "care@voxline.example"


def test_it_is_withdrawn_like_every_other(case: TakeoverCase, care: User) -> None:
    assert ticked(case, care, files(case)[0], "new").ok
    do(case, "withdraw_agreement", care, party="new")
    assert given(case) == []
    assert ticked(case, care, files(case)[0], "subject").ok


def test_the_page_shows_the_files_to_us_and_to_no_party(
    case: TakeoverCase, care: User, client: Client
) -> None:
    ticked(case, care, files(case)[0], "new")
    client.force_login(care)
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Agreements by mail" in page
    assert "1 of 3 files ticked" in page
    assert page.count(f"record_agreement/?document={files(case)[1].number}") == 1
    lea = person("lea", "new_partner")
    User.objects.filter(pk=lea.pk).update(organisation=NEW)
    client.force_login(lea)
    theirs = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Voxline" in theirs
    assert "Agreements by mail" not in theirs
    assert "one.txt" not in theirs
