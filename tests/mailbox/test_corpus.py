"""Whatever comes in is stored, read as far as it can be, and stops nothing."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.mailbox import ingest
from cases.mailbox.names import cleaned
from cases.mailbox.reading import read
from cases.models import InboundMail, MailContent
from tests.mailbox.builder import a_mail, come_in
from tests.mailbox.corpus import CORPUS

ODD = "\x00\x1b\u202e\ud800"
PARTS = [
    b"From: ", b"To: ", b"Subject: ", b"Message-ID: <", b"Content-Type: ", b"multipart/mixed; boundary=q",
    b"\r\n", b"\r\n\r\n",
    b"--q", b"--q--", b"text/html", b"message/rfc822", b"=?utf-8?B?", b"?=", b"; name*=",
    b"\x00", b"\xff",
    b'"', b"(", b"<", b">", b"@", b"References: ", b"Date: ", b"base64", b"charset=", b"utf-7",
    b"Content-Transfer-Encoding: ", b"a@b.example", b"Authentication-Results: ", b";", b"=",
    b"Content-Disposition: attachment; filename=",
]  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_it_is_read_within_the_limits(name: str) -> None:
    """No exception, nothing beyond the limits, nothing that a database or a page could not hold."""
    found = read(CORPUS[name])
    words = [found.subject, found.from_name, found.from_address, found.message_id]
    words += [one.name for one in found.attachments]
    assert not [text for text in words if set(text) & {*ODD, "\n", "\r"}]
    assert not set(found.text + found.html) & set(ODD)
    assert len(found.subject) <= 500
    assert len(found.attachments) <= 200
    assert all(one.name and len(one.name) <= 120 and "/" not in one.name for one in found.attachments)


@pytest.mark.django_db
def test_all_of_it_is_stored_as_it_came() -> None:
    """Each is kept byte by byte; what could not be routed waits for a person."""
    for raw in CORPUS.values():
        ingest(raw, source="api")
    kept = dict(MailContent.objects.values_list("mail__digest", "data"))
    assert {digest: bytes(data) for digest, data in kept.items()} == {
        hashlib.sha256(raw).hexdigest(): raw for raw in CORPUS.values()
    }
    assert not InboundMail.objects.filter(status__in=["stored", "failed"]).exists()


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=30)), max_size=40).map(b"".join))
def test_anything_is_stored_and_nothing_is_raised(raw: bytes) -> None:
    """Pieces of mails in any order, and bytes between them."""
    mail = ingest(raw, source="api").mail
    assert mail.pk
    assert mail.status != InboundMail.Status.FAILED, mail.why


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_read(raw: bytes) -> None:
    """Without a database, any bytes at all."""
    assert read(raw).subject is not None


def test_deep_and_wide_mails_say_what_was_left_out() -> None:
    """The reader is told, in a sentence."""
    assert "nested too deeply" in read(CORPUS["deeper"]).notes[0]
    assert "nested too deeply" in read(CORPUS["mails in mails"]).notes[0]
    wide = read(CORPUS["ten thousand parts"])
    assert "more than 200 parts" in wide.notes[0]
    assert len(wide.attachments) < 200


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Windows\\evil.txt", "evil.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("...", "attachment-3.txt"),
        ("", "attachment-3.txt"),
        ("n" * 500 + ".pdf", "n" * 116 + ".pdf"),
        ("  two   words .txt ", "two words .txt"),
    ],
)
def test_names_are_no_paths_and_deceive_nobody(given: str, kept: str) -> None:
    """Only the last part, only what can be seen."""
    assert cleaned(given, 3, "text/plain") == kept


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("made-up charset", "café"),
        ("charset of the desert", "àá"),
        ("wrong utf-8", "café ÿþ"),
        ("NULs in the words", "abc"),
        ("html with a script", "Hello"),
        ("html that never closes", "words"),
    ],
)
def test_words_are_read_whatever_they_are_written_in(name: str, text: str) -> None:
    """Declared charset, UTF-8, Western text; HTML without what runs."""
    assert read(CORPUS[name]).text.strip() == text


def test_subjects_are_one_line_of_what_was_meant() -> None:
    """Encoded words of any charset; a line end in one is no header."""
    assert read(CORPUS["encoded word, unknown charset"]).subject == "café"
    assert read(CORPUS["encoded word with a line end"]).subject == "one Bcc: all@house.example"
    assert read(CORPUS["eight bits in a header"]).subject == "Grüße aus Köln"


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("Rita Lind <Rita@Sales.example>", "Rita Lind", "rita@sales.example"),
        ('"Lind, Rita" <r@s.example>', "Lind, Rita", "r@s.example"),
        ("=?utf-8?Q?R=C3=ADta?= <r@s.example>", "Ríta", "r@s.example"),
        ("r@s.example", "", "r@s.example"),
        ("Rita", "", ""),
    ],
)
def test_the_sender_has_a_name_and_an_address(sender: str, name: str, address: str) -> None:
    """As people write them."""
    found = read(a_mail(sender=sender))
    assert (found.from_name, found.from_address) == (name, address)


def test_a_table_becomes_lines() -> None:
    """HTML only: labels and values stay beside each other."""
    rows = "<table><tr><td>Client</td><td>ACME</td></tr><tr><td>Campaign</td><td>Spring</td></tr></table>"
    text = read(a_mail(rows, content_type="text/html")).text
    assert [line.split() for line in text.splitlines()] == [["Client", "ACME"], ["Campaign", "Spring"]]


@pytest.mark.django_db
def test_a_mail_above_the_limit_is_kept_in_part_and_shown(settings) -> None:
    """Its size and digest are those of the whole; a person is told what to do."""
    settings.MAIL_MAX_BYTES = 100_000
    raw = a_mail("x" * 100_001)
    mail = come_in(raw)
    assert (mail.status, mail.size) == ("failed", len(raw))
    assert "larger than" in mail.why
    assert len(bytes(mail.content.data)) == 64 * 1024
