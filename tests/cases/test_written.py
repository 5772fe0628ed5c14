"""What the search page finds beside cases: notes, letters and mails as far as they are read, and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock, written
from cases.models import Account, InboundMail, Participation, PersonalData, SearchDocument, User
from cases.workflow import advance
from cases.written import accounts_like, meant_by_number, people_like, written_about
from tests.cases.helpers import approved, done, open_seats, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(alice: User, on_monday: Any) -> Any:
    """A case with a note."""
    case = open_seats(alice)
    text = "Called Zoë at the Café: <b>the trial seat</b> was bought by mistake."
    done(advance(case.reference, "note", actor=alice, data={"text": text}))
    return case


def found(user: User, words: str) -> list[str]:
    """The numbers of the cases whose texts are found."""
    return [one.reference for one in written_about(user, words)]


@pytest.mark.parametrize("words", ["trial", "TRIAL seat", "cafe", "zoe mist", "seat trial"])
def test_a_note_is_found_by_beginnings_of_its_words(noted: Any, alice: User, words: str) -> None:
    [one] = written_about(alice, words)
    assert (one.reference, one.account, one.source, one.seq) == (noted.reference, "Northwind", "note", 2)
    assert any(is_found for _, is_found in one.pieces)


NUMBERED = "About O-20240517-0042, invoice 2024/17-88, SAP_4711 and 4.990,00: ask avery@crown.example.org."


@pytest.mark.parametrize(
    "words",
    [
        "O-20240517-0042", "20240517", "0042", "o-20240517", "2024/17-88", "2024/17", "17", "88", "sap_4711",
        "4711", "4.990,00", "990", "avery@crown.example.org", "crown.example.org", "avery", "example", "crow",
    ],
)  # fmt: skip
def test_numbers_and_addresses_are_found_by_each_of_their_parts(alice: User, words: str) -> None:
    case = open_seats(alice)
    done(advance(case.reference, "note", actor=alice, data={"text": NUMBERED}))
    [one] = written_about(alice, words)
    assert one.reference == case.reference
    assert any(is_found for _, is_found in one.pieces)


OTHERS = ("", "&", "rial", "trial elsewhere", "'; DROP", "\\", "x\\'b", "x\uff3c", "bo:* | x")


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_find_nothing_and_are_no_operators(noted: Any, alice: User, words: str) -> None:
    assert found(alice, words) == []
    assert found(alice, "trial & !seat") == [noted.reference]


def test_only_who_sees_the_case_finds_its_note(noted: Any, mona: User, audi: User, charlie: User) -> None:
    assert found(mona, "trial") == found(audi, "trial") == [noted.reference]
    assert found(charlie, "trial") == []
    Participation.objects.create(actor=charlie, kind=noted.kind, case_id=noted.pk)
    assert found(charlie, "trial") == [noted.reference]


def test_from_outside_people_find_their_own_words_alone(noted: Any) -> None:
    partner = person("piet", "new_partner")
    Participation.objects.create(actor=partner, kind=noted.kind, case_id=noted.pk)
    assert found(partner, "trial") == []
    SearchDocument.objects.filter(source="note").update(author=partner)
    assert found(partner, "trial") == [noted.reference]
    assert people_like(partner, "alice") == []


def test_what_is_erased_is_found_no_more(noted: Any, alice: User) -> None:
    PersonalData.objects.all().delete()
    assert found(alice, "trial") == []
    assert not SearchDocument.objects.filter(source="note").exists()


def test_letters_are_found(alice: User) -> None:
    case = approved(alice, account="Northwind")
    letter = case.messages.get()
    [one] = written_about(alice, letter.subject.split()[-1])
    assert (one.reference, one.source, one.seq) == (case.reference, "letter", None)


def test_a_mail_is_found_once_it_is_part_of_a_case_by_who_acts_in_its_kind(
    noted: Any, alice: User, charlie: User
) -> None:
    mail = InboundMail.objects.create(
        digest="d", size=1, source="upload", received_at=clock.now(), subject="Rückfrage", text="Which seats?"
    )
    assert found(alice, "ruckfrage") == []
    mail.case = noted
    mail.save()
    Participation.objects.create(actor=charlie, kind=noted.kind, case_id=noted.pk)
    assert found(alice, "ruckfrage") == [noted.reference]
    assert found(charlie, "ruckfrage") == []
    mail.status = mail.Status.DONE
    mail.save()
    assert found(alice, "which") == [noted.reference]
    mail.case = None
    mail.save()
    assert found(alice, "which") == []


def test_the_better_text_comes_first(alice: User) -> None:
    once, often = open_seats(alice), open_seats(alice, account="Contoso")
    done(advance(often.reference, "note", actor=alice, data={"text": "Invoice, invoice and invoice."}))
    done(advance(once.reference, "note", actor=alice, data={"text": "An invoice among other things."}))
    assert found(alice, "invoice") == [often.reference, once.reference]


def test_the_best_of_the_newest_are_shown_however_good_older_ones_are(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [open_seats(alice, account=name) for name in ("Northwind", "Contoso", "Fabrikam")]
    for case, text in zip(
        cases, ("Invoice, invoice, invoice.", "An invoice.", "Invoice invoice."), strict=True
    ):
        done(advance(case.reference, "note", actor=alice, data={"text": text}))
    oldest, middle, newest = (case.reference for case in cases)
    assert found(alice, "invoice") == [oldest, newest, middle]
    monkeypatch.setattr(written, "NEWEST", 2)
    assert found(alice, "invoice") == [newest, middle]


@pytest.mark.parametrize("said", ["sc 1", "SC2026 0001", "sc-2026-1", "sc2026000001"])
def test_a_number_is_understood_however_it_is_written(
    noted: Any, alice: User, charlie: User, client: Client, said: str
) -> None:
    assert noted.reference == "SC-2026-000001"
    assert meant_by_number(alice, said) == [noted.reference]
    assert meant_by_number(charlie, said) == []
    client.force_login(alice)
    assert client.get("/search/", {"q": said})["Location"] == f"/cases/{noted.reference}/"


@pytest.mark.parametrize("said", ["harbour", "harbuor", "habour", "HARBOR analitics", "harbourr"])
def test_accounts_are_found_with_a_letter_amiss(alice: User, charlie: User, said: str) -> None:
    open_seats(alice, account="Harbour Analytics")
    Account.objects.create(name="Harbour without a case")
    assert [name for _, name in accounts_like(alice, said)] == ["Harbour Analytics"]
    assert accounts_like(charlie, said) == []


def test_only_the_cases_of_accounts_with_such_a_name_are_looked_at(alice: User) -> None:
    """Asked in one, the planner went through all cases that somebody sees: 21 seconds at a million."""
    case = open_seats(alice, account="Harbour Analytics")
    open_seats(alice, account="Elsewhere")
    with CaptureQueriesContext(connection) as seen:
        assert accounts_like(alice, "harbour") == [(case.account_id, "Harbour Analytics")]
    named, theirs = [one["sql"] for one in seen]
    assert "cases_case" not in named
    assert f'"account_id" IN ({case.account_id})' in theirs


def test_accents_and_order_of_words_do_not_matter(alice: User) -> None:
    open_seats(alice, account="Škoda Œuvres")
    for said in ("skoda", "oeuvres skoda", "ŠKODA oeuvre"):
        assert [name for _, name in accounts_like(alice, said)] == ["Škoda Œuvres"], said
    assert accounts_like(alice, "skoda motors") == []


def test_colleagues_are_found_and_lead_to_their_cases(alice: User, client: Client) -> None:
    person("ines", "customer_care")
    assert people_like(alice, "inse") == [("ines", "Ines")]
    client.force_login(alice)
    page = client.get("/search/", {"q": "inse"}).content.decode()
    assert 'href="/cases/?assignee=ines"' in page


def test_what_was_written_is_shown_as_text(noted: Any, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = client.get("/search/", {"q": "trial"}).content.decode()
    assert f'href="/cases/{noted.reference}/#entry-2"' in page
    assert "&lt;b&gt;the <mark>trial</mark> seat&lt;/b&gt;" in page
    assert "In a note of" in page


def test_one_case_and_its_number_in_several_years(alice: User, a_case: Callable[..., Any]) -> None:
    first = a_case()
    number = first.reference.replace("2026", "2025")
    type(first).objects.filter(pk=first.pk).update(reference=number)
    second = a_case(account="Other")
    type(second).objects.filter(pk=second.pk).update(reference=first.reference)
    assert len(meant_by_number(alice, "sc 1")) == 2
