"""Is an XLSX file one that may be unpacked? Looked at before a byte of it is inflated."""

from __future__ import annotations

import zipfile
from typing import IO, Final

from django.utils.translation import gettext_noop as _

from cases.exchange.table import ReadingError
from cases.marks import Filled

MOST_MEMBERS: Final = 500
MOST_INFLATED: Final = 200 * 2**20
MOST_RATIO: Final = 200
SMALL: Final = 2**20  # below it no ratio is too high: empty sheets shrink well
ENCRYPTED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the older container, which also holds locked files
ZIP: Final = b"PK\x03\x04"


def check_archive(file: IO[bytes]) -> None:
    """Raises ReadingError unless the file is a whole, plain, not overly inflated workbook without macros."""
    file.seek(0)
    start = file.read(8)
    if start == ENCRYPTED:
        message = _("The file is locked with a password, or in the old XLS format.")
        raise ReadingError("locked", message, _("Save it as XLSX without a password."))
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise broken() from error
    _check_sizes(members)
    _check_contents(members)


def broken() -> ReadingError:
    """The file is no workbook, or not a whole one."""
    return ReadingError("broken", _("The file is no XLSX file, or is damaged."), _("Save it anew as XLSX."))


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    inflated = sum(member.file_size for member in members)
    large = [m for m in members if m.file_size > SMALL and m.file_size > MOST_RATIO * max(m.compress_size, 1)]
    if len(members) > MOST_MEMBERS or inflated > MOST_INFLATED or large:
        message = Filled(
            _(
                "The file would unpack to too much: at most %(parts)s parts, %(size)s MB "
                "and %(times)s times its size."
            ),
            {"parts": str(MOST_MEMBERS), "size": str(MOST_INFLATED // 2**20), "times": str(MOST_RATIO)},
        )
        raise ReadingError("inflates", message, _("Save it as CSV, or split it into several files."))


def _check_contents(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename.lower() for member in members}
    if any(member.flag_bits & 0x1 for member in members):
        raise ReadingError(
            "locked", _("The file is locked with a password."), _("Save it without a password.")
        )
    if any("vbaproject" in name or name.startswith("xl/macrosheets") for name in names):
        raise ReadingError("macros", _("The file holds macros."), _("Save it as XLSX, which holds none."))
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise broken()
