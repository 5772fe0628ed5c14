"""PDF as far as it can be told without rendering it: header, cross-references, trailer, no active content.

The look reads names as they stand in the file; what a compressed part hides is the scanner's business.
"""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault

HEADER: Final = re.compile(rb"%PDF-[12]\.[0-9][\s%]")
TAIL: Final = 2048
ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE: Final = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
MARKUP: Final = re.compile(rb"<\s*(script|html|svg|iframe)", re.IGNORECASE)
BEGINNING: Final = 1024


def check(content: bytes) -> None:
    """Raises FileFault for what is no whole PDF, and for one that runs programs or carries files."""
    if not HEADER.match(content):
        raise FileFault(_("This is no PDF inside. Choose the PDF itself."))
    end = content[-TAIL:]
    if b"%%EOF" not in end or b"startxref" not in end or b" obj" not in content:
        raise FileFault(_("The PDF is cut off or damaged. Save it again and choose it again."))
    if MARKUP.search(content[:BEGINNING].partition(b" obj")[0]):
        raise FileFault(_("This is a web page in the clothes of a PDF. Save it as a PDF."))
    if ACTIVE.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise FileFault(_("The PDF holds scripts or other files. Print it to a new PDF and choose that one."))
