"""The allow-list: which endings are taken, what they are called, and how their content is looked at.

The content type of a file is ours, from this table; what a browser or program says of it counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from cases.files import images, ooxml, pdf, texts

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileType:
    """One sort of file. `check` raises FileFault for content that is none."""

    ending: str
    content_type: str
    check: Callable[[bytes], None]


_known: dict[str, FileType] = {}


def add_type(kind: FileType) -> None:
    """Makes a further sort known; it is taken once its ending stands in the setting FILE_TYPES."""
    _known[kind.ending] = kind


for _type in (
    FileType("pdf", "application/pdf", pdf.check),
    FileType("png", "image/png", images.check_png),
    FileType("jpg", "image/jpeg", images.check_jpeg),
    FileType("jpeg", "image/jpeg", images.check_jpeg),
    FileType("txt", "text/plain", texts.check),
    FileType("csv", "text/csv", texts.check),
    FileType("md", "text/markdown", texts.check),
    FileType("json", "application/json", texts.check),
    FileType("eml", "message/rfc822", texts.check_mail),
    FileType("ics", "text/calendar", texts.check_calendar),
    FileType("docx", f"{_OFFICE}wordprocessingml.document", ooxml.check_word),
    FileType("xlsx", f"{_OFFICE}spreadsheetml.sheet", ooxml.check_excel),
):
    add_type(_type)


def taken() -> Sequence[FileType]:
    """The sorts that this installation takes, in the order of its setting."""
    return [_known[ending] for ending in settings.FILE_TYPES if ending in _known]


def unknown() -> list[str]:
    """Endings of the setting for which there is no check: nothing is taken unlooked at."""
    return [ending for ending in settings.FILE_TYPES if ending not in _known]


def type_of(ending: str) -> FileType | None:
    """The sort of this ending, where it is taken."""
    return next((one for one in taken() if one.ending == ending), None)
