"""Word and Excel files: archives, looked over before anything in them is inflated. Macros are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault

MOST_MEMBERS: Final = 2000
MOST_INFLATED: Final = 100 * 2**20
MOST_OF_A_PART: Final = 2**20  # of the two sorts of part that are read
TYPES: Final = "[Content_Types].xml"
BEGINNING: Final = b"PK\x03\x04"
ENCRYPTED: Final = 0x1
WAYS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
WORD: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL: Final = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ACTIVE: Final = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/", "/embeddings/oleobject")
DAMAGED: Final = _("The file is damaged or no Office file inside. Save it again and choose it again.")
MACROS: Final = _("The file holds macros or programs. Save it without them and choose that one.")


def check_word(content: bytes) -> None:
    """Raises FileFault for what is no Word document without macros."""
    _check(content, WORD)


def check_excel(content: bytes) -> None:
    """Raises FileFault for what is no Excel workbook without macros."""
    _check(content, EXCEL)


def _check(content: bytes, main: bytes) -> None:
    if not content.startswith(BEGINNING):
        raise FileFault(DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_over(archive)
            types = _part(archive, TYPES)
            if b"<!DOCTYPE" in types or main not in types:
                raise FileFault(DAMAGED)
            if b"macroEnabled" in types or b"ms-office.vbaProject" in types:
                raise FileFault(MACROS)
            _look_for_templates(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError) as error:
        if isinstance(error, FileFault):
            raise
        raise FileFault(DAMAGED) from error


def _look_over(archive: zipfile.ZipFile) -> None:
    """By what the archive's list says: number, sizes, names. Nothing is inflated yet."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_INFLATED:
        raise FileFault(
            _("The file grows beyond %(most)s MB when it is opened. Make it smaller."),
            most=str(MOST_INFLATED // 2**20),
        )
    if len(set(names)) < len(names) or TYPES not in names:
        raise FileFault(DAMAGED)
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in member.filename:
            raise FileFault(DAMAGED)
        if member.flag_bits & ENCRYPTED or member.compress_type not in WAYS:
            raise FileFault(_("The file is locked by a password. Save it without one and choose it again."))
        if any(word in f"/{member.filename.lower()}" for word in ACTIVE):
            raise FileFault(MACROS)


def _look_for_templates(archive: zipfile.ZipFile) -> None:
    """A template that is fetched from elsewhere brings its macros with it."""
    for name in archive.namelist():
        if name.lower().endswith("settings.xml.rels") and b"attachedTemplate" in _part(archive, name):
            raise FileFault(MACROS)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_OF_A_PART:
        raise FileFault(DAMAGED)
    with archive.open(name) as part:
        return part.read(MOST_OF_A_PART)
