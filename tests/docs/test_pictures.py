"""Pictures of the documents lose bytes and no pixel."""

import struct
import zlib

import pytest

from tests.browser.pictures import SIGNATURE, packed, unfiltered

# One row for each way of the PNG specification: as it is, from the left, from above, their mean, Paeth.
FILTERED = bytes([0, 10, 20, 30, 1, 10, 20, 30, 2, 1, 1, 1, 3, 4, 5, 6, 4, 1, 2, 3])
SEEN = [[10, 20, 30], [10, 30, 60], [11, 31, 61], [9, 25, 49], [10, 27, 52]]


def picture(colours: int = 2) -> bytes:
    """Sixty rows of twenty grey pixels, badly packed."""
    head = struct.pack(">IIBBBBB", 20, 60, 8, colours, 0, 0, 0)
    data = zlib.compress(b"".join(b"\1" + bytes(60) for _ in range(60)), 0)
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )


def test_rows_are_seen_as_they_were_meant() -> None:
    """Each way of foretelling a byte from its neighbours is taken back."""
    assert [list(row) for row in unfiltered(FILTERED, 3, 5, 1)] == SEEN


def test_a_picture_gets_smaller_and_packing_it_again_changes_nothing() -> None:
    """Smaller, and the same when it is packed twice."""
    small = packed(picture())
    assert len(small) < len(picture()) / 10
    assert packed(small) == small


@pytest.mark.parametrize("what", [b"GIF89a", picture(colours=3)], ids=["no PNG", "with a palette"])
def test_what_it_cannot_read_is_refused(what: bytes) -> None:
    """Nothing is written that might show something else."""
    with pytest.raises(ValueError, match=r"no PNG|Only 8 bits"):
        packed(what)
