"""PNG and JPEG: their parts in order, their size in pixels, and nothing behind their end."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault

MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 20_000
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
JPEG_START: Final = b"\xff\xd8\xff"
JPEG_END: Final = b"\xff\xd9"
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the rest of that range are tables
SCAN: Final = 0xDA
ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
DAMAGED: Final = _("The picture is cut off or damaged. Save it again and choose it again.")


def check_png(content: bytes) -> None:
    """Raises FileFault for what is no whole PNG, is too large in pixels, or has something behind its end."""
    if not content.startswith(PNG_SIGNATURE):
        raise FileFault(_("This is no PNG picture inside. Choose the picture itself."))
    kinds: list[bytes] = []
    for kind, data in _chunks(content):
        if not kinds:
            if kind != b"IHDR" or len(data) != 13:
                raise FileFault(DAMAGED)
            _check_pixels(*struct.unpack(">II", data[:8]))
        kinds.append(kind)
    if b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise FileFault(DAMAGED)


def check_jpeg(content: bytes) -> None:
    """Raises FileFault for what is no whole JPEG or is too large in pixels."""
    if not content.startswith(JPEG_START):
        raise FileFault(_("This is no JPEG picture inside. Choose the picture itself."))
    if not content.rstrip(b"\x00").endswith(JPEG_END):  # some cameras fill up with zeros
        raise FileFault(DAMAGED)
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in FRAMES and at + 9 <= len(content):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _check_pixels(width, height)
        if marker == SCAN:
            break
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    raise FileFault(DAMAGED)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and data of each chunk; raises FileFault where one is cut, altered, or follows the end."""
    at, kind = len(PNG_SIGNATURE), b""
    while at < len(content):
        if kind == b"IEND" or at + 12 > len(content):
            raise FileFault(DAMAGED)
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        data, end = content[at + 8 : at + 8 + length], at + 12 + length
        if end > len(content) or zlib.crc32(kind + data) != struct.unpack(">I", content[end - 4 : end])[0]:
            raise FileFault(DAMAGED)
        yield kind, data
        at = end


def _check_pixels(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE and width * height <= MOST_PIXELS):
        raise FileFault(
            _(
                "The picture has %(width)s by %(height)s pixels. Up to %(most)s million are taken: "
                "make it smaller."
            ),
            width=str(width),
            height=str(height),
            most=str(MOST_PIXELS // 10**6),
        )
