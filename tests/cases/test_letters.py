"""Letters: everything is filled in or nothing goes out, and nothing escapes its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cases import registry
from cases.letters import addresses, blocks, layout
from cases.letters.faults import Unfilled
from cases.letters.letter import Letter
from cases.models import OutboxMessage, TimelineEntry
from cases.workflow import advance
from tests.cases.helpers import codes, open_seats

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = sorted(kind.model._meta.app_label for kind in registry.all_kinds())
REFERENCE = "SC-2026-000007"


@dataclass(frozen=True)
class About:
    """The context of the letter that is tried here."""

    name: str
    seats: int
    on: date
    groups: tuple[str, ...]
    link: str
    note: str = ""


@dataclass(frozen=True)
class Private:
    """A context with a link that not everybody gets."""

    link: str | None = ""


LETTER = Letter(
    "tried",
    "The letter that is tried",
    About,
    "{name} gets {seats} seats",
    """
    Dear {name}, from {on} on you have
    {seats} seats in {groups}.

    {note}

    {groups}

    - first
    - {name}

    {link}
    """,
    button="Look at it",
)
GIVEN = About("Ada", 1200, date(2026, 6, 15), ("Sales", "Care"), "https://a.example/?x=1&y=2")


def test_both_parts_say_the_same() -> None:
    filled = LETTER.fill(GIVEN)
    assert filled.subject == "Ada gets 1,200 seats"
    assert filled.text == (
        "Dear Ada, from 15 June 2026 on you have 1,200 seats in Sales and Care.\n\n- Sales\n- Care\n\n"
        "- first\n- Ada\n\nLook at it:\nhttps://a.example/?x=1&y=2"
    )
    page = layout.html(filled.subject, filled.blocks, REFERENCE)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for part in ("15 June 2026", "Sales and Care", "first", "Look at it", REFERENCE):
        assert part in words
    assert 'href="https://a.example/?x=1&amp;y=2"' in page
    assert layout.text(filled.text, REFERENCE).endswith(f"{layout.foot(REFERENCE)}\n")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("name", " ", "name"), ("groups", (), "groups"), ("on", None, "on"), ("link", "", "link")],
)
def test_an_unfilled_place_is_named_and_refused(name: str, value: object, said: str) -> None:
    with pytest.raises(Unfilled, match=rf"The letter that is tried: nothing stands for {said} yet"):
        LETTER.fill(replace(GIVEN, **{name: value}))


def test_a_subject_stays_one_line_and_html_is_escaped() -> None:
    filled = LETTER.fill(replace(GIVEN, name="Ada\r\nBcc: x@y.example<b>", note="<img src=x onerror=1>"))
    assert filled.subject == "Ada Bcc: x@y.example<b> gets 1,200 seats"
    page = layout.html(filled.subject, filled.blocks, REFERENCE)
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize("link", ["javascript:alert(1)", 'https://a.example/" onclick="x', "ftp://a.example"])
def test_a_link_leads_to_a_web_address(link: str) -> None:
    with pytest.raises(ValueError, match="leads to a web address"):
        LETTER.fill(replace(GIVEN, link=link))


def test_a_placeholder_reaches_nothing_but_the_context() -> None:
    assert (
        LETTER.fill(replace(GIVEN, name="{seats} {on.year}")).subject == "{seats} {on.year} gets 1,200 seats"
    )
    for text in ("{name.__class__}", "{groups[0]}", "{}"):
        with pytest.raises(ValueError, match="is no placeholder"):
            list(replace(LETTER, text=text).faults())
    with pytest.raises(TypeError, match="in words"):
        LETTER.fill(replace(GIVEN, on=datetime(2026, 1, 1, tzinfo=UTC)))


def test_equal_contexts_have_equal_hashes() -> None:
    assert LETTER.fill(GIVEN).digest == LETTER.fill(replace(GIVEN)).digest
    assert LETTER.fill(GIVEN).digest != LETTER.fill(replace(GIVEN, seats=1)).digest


def test_what_is_late_is_not_stored_and_put_in_while_sending() -> None:
    letter = replace(LETTER, late=frozenset({"link"}))
    filled = letter.fill(replace(GIVEN, link="https://secret.example/"))
    page = layout.html(filled.subject, filled.blocks, REFERENCE)
    assert "secret" not in filled.text + page
    late = {"link": "https://b.example/?a=1&b=2"}
    assert "\nhttps://b.example/?a=1&b=2" in layout.put_in(filled.text, late, escaped=False)
    assert 'href="https://b.example/?a=1&amp;b=2"' in layout.put_in(page, late, escaped=True)


def test_who_does_not_get_what_is_late_reads_nothing_of_it() -> None:
    letter = replace(LETTER, context=Private, late=frozenset({"link"}), text="Hello.\n\n{link}", subject="Hi")
    assert letter.fill(Private()).text == "Hello.\n\nLook at it:\n[[link]]"
    assert letter.fill(Private(link=None)).text == "Hello."


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ({"text": "{nobody} {name} {seats} {on} {groups} {link} {note}"}, "asks for 'nobody'"),
        ({"text": "{name}"}, "says it nowhere"),
        ({"label": ""}, "has no label"),
        ({"context": dict}, "needs a frozen dataclass"),
    ],
)
def test_an_incomplete_letter_has_a_sentence(spoiled: dict[str, object], fault: str) -> None:
    assert any(fault in sentence for sentence in replace(LETTER, **spoiled).faults())


def test_a_plain_text_has_the_same_layout() -> None:
    found = blocks.read("One\ntwo\n\n- a\n- b\n")
    assert found == (blocks.Paragraph("One\ntwo"), blocks.Items(("a", "b")))
    assert "One<br>two" in layout.html("S", found, REFERENCE)


def test_a_letter_is_small_enough_to_be_shown_whole() -> None:
    filled = LETTER.fill(replace(GIVEN, note="x" * 4000))
    assert len(layout.html(filled.subject, filled.blocks, REFERENCE)) < 20_000  # some clip at 102 kB


@pytest.mark.parametrize("app", KINDS)
def test_the_kinds_send_registered_letters_only(app: str) -> None:
    """Free words are for kinds that are being built; the example keeps one message in them."""
    kind = next(kind for kind in registry.all_kinds() if kind.model._meta.app_label == app)
    folder = ROOT / app if (ROOT / app).is_dir() else ROOT / "tests" / app
    source = "\n".join(path.read_text() for path in folder.rglob("*.py"))
    sent = re.findall(r"step\.(send|write)\(\s*\"(\w+)\"", source)
    assert {code for verb, code in sent if verb == "write"} <= {letter.code for letter in kind.letters}
    assert [code for verb, code in sent if verb == "send"] == (["reminder"] if folder.parent != ROOT else [])


@pytest.mark.django_db
def test_a_mail_is_complete_from_the_moment_it_is_stored(alice) -> None:
    case = open_seats(alice)
    assert advance(case.reference, "approve", actor=alice).ok
    row = OutboxMessage.objects.get(case=case)
    assert row.subject == f"[{case.reference}] Please confirm the new number of seats"
    assert row.body.startswith(case.account.name)
    assert row.html.count(case.account.name) == 1
    assert len(row.context_hash) == 64
    assert addresses.is_ours(row.message_id)
    assert not addresses.is_ours(row.message_id.replace("ao.", "ao.x"))


@pytest.mark.django_db
def test_the_door_refuses_what_a_letter_lacks(alice, changed_kind) -> None:
    case = open_seats(alice)
    letter = registry.kind_of(case).letter("confirm")
    changed_kind(letters=(replace(letter, context=Strict),))
    outcome = advance(case.reference, "approve", actor=alice)
    assert codes(outcome) == ["LETTER_UNFILLED"]
    told = "nothing stands for why yet. Fill in why, then send it."
    assert outcome.refusals[0].message == f"The question to the customer: {told}"
    assert not OutboxMessage.objects.exists()
    assert TimelineEntry.objects.filter(case=case, refused=True).count() == 1


@dataclass(frozen=True)
class Strict:
    """More than the example fills."""

    account: str
    seats: int
    why: str
