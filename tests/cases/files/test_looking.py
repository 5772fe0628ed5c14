"""What is taken by ending and by content, and the sentences for what is not."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from cases.files import types
from cases.files.faults import FileFault
from cases.files.looking import limits, received
from cases.files.names import disposition, tidied
from tests.cases.files.samples import EXCEL, GOOD, MAIL, PDF, jpeg, office, png


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_every_sort_is_taken(name: str) -> None:
    file = received(name, GOOD[name])
    assert (file.name, file.content, file.size) == (name, GOOD[name], len(GOOD[name]))
    assert file.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert "/" in file.content_type


def test_the_limits_are_said_beforehand(settings: Any) -> None:
    settings.FILE_TYPES, settings.FILE_MAX_BYTES = ["pdf", "jpg", "jpeg"], 3 * 2**20
    assert limits() == "PDF, JPG, up to 3 MB. Without macros and without a password."


def test_an_ending_is_taken_once_the_setting_names_it(settings: Any) -> None:
    with pytest.raises(FileFault, match="not taken"):
        received("notes.md", b"# Notes")
    settings.FILE_TYPES = [*settings.FILE_TYPES, "md", "step"]
    assert received("notes.md", b"# Notes").content_type == "text/markdown"
    assert types.unknown() == ["step"]
    with pytest.raises(FileFault, match="not taken"):
        received("part.step", b"anything")


REFUSED = {
    "empty": ("a.txt", b"", "is empty"),
    "no ending": ("README", b"x", "no ending"),
    "an ending that is not on the list": ("a.exe", b"MZ", "not taken"),
    "a page": ("a.html", b"<p>", "not taken"),
    "a drawing with scripts": ("a.svg", b"<svg/>", "not taken"),
    "a workbook with macros": ("a.xlsm", office(EXCEL), "not taken"),
    "a program renamed": ("a.pdf", b"MZ\x90\x00", "no PDF inside"),
    "a picture renamed": ("a.pdf", png(), "no PDF inside"),
    "a PDF renamed": ("a.txt", PDF, "under the name of a text"),
    "a PDF renamed to a picture": ("a.png", PDF, "no PNG"),
    "a page renamed": ("a.txt", b" <!DOCTYPE html><script>", "under the name of a text"),
    "a page with the mark of a PDF": ("a.pdf", b"%PDF-1.4 <script>alert(1)</script>", "cut off"),
    "a page inside the head of a PDF": ("a.pdf", PDF.replace(b"\n", b"\n<html>\n", 1), "web page"),
    "a PDF cut off": ("a.pdf", PDF[:40], "cut off"),
    "a PDF with a script": ("a.pdf", PDF.replace(b"/Type", b"/JavaScript (x) /Type"), "scripts"),
    "a PDF with a hidden script": ("a.pdf", PDF.replace(b"/Type", b"/J#61vaScript (x) /Type"), "scripts"),
    "a PDF that starts something": ("a.pdf", PDF.replace(b"/Type", b"/Launch (x) /Type"), "scripts"),
    "a page with the mark of a picture": ("a.png", b"\x89PNG\r\n\x1a\n<html>", "damaged"),
    "something behind a picture": ("a.png", png(more=b"<script>"), "damaged"),
    "an altered picture": ("a.png", png().replace(b"IDAT", b"IDAX"), "damaged"),
    "too many pixels": ("a.png", png(30_000, 30_000), "pixels"),
    "a picture without pixels": ("a.jpg", jpeg(0, 1), "pixels"),
    "a photo with too many pixels": ("a.jpg", jpeg(19_000, 19_000), "pixels"),
    "something behind a photo": ("a.jpg", jpeg(end=b"\xff\xd9<?php"), "damaged"),
    "a photo cut off": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10\xff\xd9", "damaged"),
    "a NUL in a text": ("a.txt", b"a\x00b", "no text"),
    "bytes that are no text": ("a.csv", bytes(range(256)), "no text"),
    "half of UTF-16": ("a.csv", b"\xff\xfea", "no text"),
    "a text as a mail": ("a.eml", b"Hello\r\n\r\nthere", "no mail"),
    "a mail without a head": ("a.eml", MAIL.partition(b"\r\n\r\n")[2], "no mail"),
    "a text as a calendar": ("a.ics", b"BEGIN:VEVENT", "no calendar"),
    "any archive": ("a.docx", office("application/zip"), "no Office file"),
    "a workbook as a letter": ("a.docx", office(EXCEL), "no Office file"),
    "the mark of an archive": ("a.docx", b"PK\x03\x04" + bytes(100), "no Office file"),
    "macros": ("a.docx", office(parts={"word/vbaProject.bin": b"x"}), "macros"),
    "macros of the old sort": ("a.xlsx", office(EXCEL, {"xl/macrosheets/a.xml": b"x"}), "macros"),
    "a template from elsewhere": (
        "a.docx", office(parts={"word/_rels/settings.xml.rels": b"attachedTemplate External"}), "macros"
    ),
    "a path in an archive": ("a.docx", office(parts={"../../x": b"x"}), "no Office file"),
    "an archive without its list": ("a.docx", office().replace(b"PK\x05\x06", b"PK\x05\x07"), "no Office"),
    "an archive that grows": ("a.xlsx", office(EXCEL, {"a": bytes(101 * 2**20)}), "grows beyond 100 MB"),
    "an archive of many": ("a.xlsx", office(EXCEL, {f"{n}": b"" for n in range(2001)}), "grows beyond"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_is_told_in_a_sentence(what: str) -> None:
    name, content, told = REFUSED[what]
    with pytest.raises(FileFault, match=told):
        received(name, content)


def test_a_file_at_the_limit_is_taken_and_one_above_is_not(settings: Any) -> None:
    settings.FILE_MAX_BYTES = 2**20
    assert received("a.txt", b"x" * 2**20).size == 2**20
    with pytest.raises(FileFault, match="larger than 1 MB"):
        received("a.txt", b"x" * (2**20 + 1))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\a.pdf", "a.pdf"),
        ("  a b.pdf. ", "a b.pdf"),
        ("..hidden.txt", "hidden.txt"),
        ("Vertrag Mu\u0308ller.pdf", "Vertrag Müller.pdf"),
        ("<img src=x>.png", "<img src=x>.png"),
    ],
)
def test_a_name_is_tidied(given: str, kept: str) -> None:
    assert tidied(given) == kept


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("inv\u202efdp.txt", "U\\+202E"),
        ("a\u200b.pdf", "U\\+200B"),
        ("a\x00.pdf", "U\\+0000"),
        ("a\r\nX: y.pdf", "U\\+000A"),
        ("invoice.exe.pdf", "ends twice"),
        ("page.HTML .pdf", "ends twice"),
        ("x" * 150 + ".pdf", "longer than 150"),
        (".pdf", "no ending"),
        ("", "no ending"),
        ("../..", "no ending"),
    ],
)
def test_a_name_that_deceives_is_refused(given: str, told: str) -> None:
    with pytest.raises(FileFault, match=told):
        tidied(given)


def test_the_header_of_a_download_holds_no_markup_and_the_whole_name() -> None:
    told = disposition('<b>"\\Müller\r\nX: y.pdf')
    assert told.startswith("attachment; filename=\"_b___M_ller__X_ y.pdf\"; filename*=UTF-8''%3Cb%3E%22%5CM")
    assert not set("<>\\\r\n") & set(told)
