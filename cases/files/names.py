"""Names of files: for people, never for a file system. What deceives is refused, the rest is tidied."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault
from cases.text import code_fault, shown, tidy

LONGEST: Final = 150
# What starts a program, a script or a page somewhere, also in the middle of a name: invoice.exe.pdf.
_DANGEROUS: Final = (
    "ade adp apk app appx bat cab chm cmd com cpl dll dmg docm dotm exe gadget hta htm html ins iso jar js "
    "jse jsp lib lnk mde msc msi msix msp mst one php phtml pif ppam pptm ps1 psm1 py pyw rb reg scr sct sh "
    "shtml svg swf sys vb vbe vbs vhd vxd wsc wsf wsh xhtml xlam xll xlsm xltm xml xsl"
)
DANGEROUS: Final = frozenset(_DANGEROUS.split())
UNSAFE_IN_HEADER: Final = re.compile(r"[^A-Za-z0-9._ ()-]")


def tidied(given: str) -> str:
    """The name as it is kept: the last part of a path, in one shape. Raises FileFault.

    Refused are names with invisible characters or direction overrides, without an ending, too long, or with
    a dangerous ending before the last one.
    """
    name = tidy(given.replace("\\", "/").rpartition("/")[2]).strip(". ")
    wrong = code_fault(name)
    if wrong:
        raise FileFault(_("The file's name cannot be read. %(wrong)s Rename the file."), wrong=wrong)
    if len(name) > LONGEST:
        long = _("The file's name is longer than %(most)s characters. Rename the file.")
        raise FileFault(long, most=str(LONGEST))
    stem, *more = name.lower().split(".")
    if not stem or not more:
        raise FileFault(_("The file's name has no ending such as .pdf. Rename the file."))
    bad = next((part for part in more[:-1] if part.strip() in DANGEROUS), "")
    if bad:
        twice = _("The name ends twice: “.%(bad)s” stands before the ending. Rename the file.")
        raise FileFault(twice, bad=shown(bad))
    return name


def ending_of(name: str) -> str:
    """The ending of a tidied name, in small letters and without its dot."""
    return name.rpartition(".")[2].lower()


def disposition(name: str) -> str:
    """The Content-Disposition of a download: plain characters for all, the whole name for who reads RFC 6266.

    No markup, quotes or backslashes in either.
    """
    plain = UNSAFE_IN_HEADER.sub("_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
