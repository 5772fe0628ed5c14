"""Texts: readable, without control characters, and no page or program under another name."""

from __future__ import annotations

import codecs
import re
from typing import Final

from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What a browser or another program would take for its own, whatever the name says.
FOREIGN: Final = re.compile(
    r"\s*(<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|#!|%PDF-|%!PS|\{\\rtf|MIME-Version:.*mhtml)",
    re.IGNORECASE,
)
FIELD: Final = re.compile(r"[!-9;-~]+:.*|[ \t].*")
ENVELOPE: Final = re.compile(r"^(from|to|date|subject|received|message-id):", re.IGNORECASE | re.MULTILINE)


def check(content: bytes) -> None:
    """Raises FileFault for what is no plain text."""
    if FOREIGN.match(_read(content)):
        raise FileFault(_("This is a page or a program under the name of a text. Choose another file."))


def check_mail(content: bytes) -> None:
    """Raises FileFault for what does not begin with the head of a mail."""
    text = _read(content)
    head = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    lines = head.splitlines()
    if not lines or not all(FIELD.fullmatch(line) for line in lines) or not ENVELOPE.search(head):
        raise FileFault(_("This is no mail inside. Save the mail as .eml and choose that file."))


def check_calendar(content: bytes) -> None:
    """Raises FileFault for what is no whole calendar."""
    text = _read(content).strip().upper()
    if not text.startswith("BEGIN:VCALENDAR") or not text.endswith("END:VCALENDAR"):
        raise FileFault(_("This is no calendar inside. Export it again as .ics and choose that file."))


def _read(content: bytes) -> str:
    """The text in UTF-8, in UTF-16 with its mark, or as older programs write it. Raises FileFault."""
    named = next((name for mark, name in MARKS if content.startswith(mark)), "")
    text = None
    for encoding in (named,) if named else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or CONTROL.search(text):
        raise FileFault(_("This is no text inside. Save it as plain text in UTF-8 and choose it again."))
    return text
