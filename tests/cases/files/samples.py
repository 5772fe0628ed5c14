"""Small files of every sort that is taken, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}spreadsheetml.sheet.main+xml"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"
MAIL = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Yes\r\n\r\nWe agree.\r\n"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1, more: bytes = b"") -> bytes:
    """A PNG that says it has this size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + more


def jpeg(width: int = 1, height: int = 1, end: bytes = b"\xff\xd9") -> bytes:
    """A JPEG that says it has this size."""
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + app + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f" + end


def office(main: str = WORD, parts: Mapping[str, bytes] | None = None) -> bytes:
    """A Word or Excel file with further parts."""
    types = f'<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            {"[Content_Types].xml": types.encode(), "main.xml": b"<a/>"} | dict(parts or {})
        ).items():
            archive.writestr(name, data)
    return file.getvalue()


GOOD = {
    "agreement.pdf": PDF,
    "picture.png": png(),
    "photo.jpg": jpeg(),
    "photo.JPEG": jpeg(640, 480),
    "note.txt": "Grüße, 你好".encode(),
    "old.txt": "Grüße".encode("cp1252"),
    "table.csv": b"a;b\r\n1;2\r\n",
    "excel.csv": "a\tb\n".encode("utf-16"),
    "mail.eml": MAIL,
    "day.ics": CALENDAR,
    "letter.docx": office(),
    "lines.xlsx": office(EXCEL),
    "report.v1.2.final.pdf": PDF,
}
