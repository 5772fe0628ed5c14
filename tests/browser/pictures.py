"""PNG pictures packed as tightly as zlib can without losing a pixel: browsers write them in a hurry."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CHANNELS: Final = {2: 3, 6: 4}  # colour types of the PNG specification that a browser writes: RGB, RGBA
EIGHT_BITS: Final = 8


def packed(picture: bytes) -> bytes:
    """The same pixels in fewer bytes; the picture itself where that does not help.

    Rows without a filter: large even areas and repeated letters are found again by zlib as they are.
    Raises ValueError for what is no PNG of 8 bits in RGB or RGBA without interlacing.
    """
    if not picture.startswith(SIGNATURE):
        raise ValueError("This is no PNG.")
    parts = list(_chunks(picture))
    head = parts[0][1]
    width, height, depth, colours, *_, interlaced = struct.unpack(">IIBBBBB", head)
    if depth != EIGHT_BITS or colours not in CHANNELS or interlaced:
        raise ValueError("Only 8 bits a channel, RGB or RGBA, without interlacing.")
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    rows = unfiltered(data, width * CHANNELS[colours], height, CHANNELS[colours])
    plain = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    smaller = SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", plain) + _chunk(b"IEND", b"")
    return min(smaller, picture, key=len)


def unfiltered(data: bytes, stride: int, height: int, back: int) -> Iterator[bytes]:
    """The rows as they are seen; `back` is how many bytes a pixel has. PNG specification, section 9."""
    above = bytearray(stride)
    for at in range(0, height * (stride + 1), stride + 1):
        row = bytearray(data[at + 1 : at + 1 + stride])
        _restore(data[at], row, above, back)
        yield bytes(row)
        above = row


def _restore(way: int, row: bytearray, above: bytearray, back: int) -> None:
    if way == 1:
        for at in range(back, len(row)):
            row[at] = (row[at] + row[at - back]) & 0xFF
    elif way == 2:
        row[:] = bytes((value + over) & 0xFF for value, over in zip(row, above, strict=True))
    elif way in {3, 4}:
        for at, value in enumerate(row):
            left, corner = (row[at - back], above[at - back]) if at >= back else (0, 0)
            guess = (left + above[at]) // 2 if way == 3 else _paeth(left, above[at], corner)
            row[at] = (value + guess) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    """Which of three neighbours is nearest to what the slope between them foretells."""
    slope = left + above - corner
    return min((left, above, corner), key=lambda one: abs(slope - one))


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
