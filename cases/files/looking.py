"""One look at a file before it is stored: name, size, ending and content must fit each other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.files.faults import FileFault
from cases.files.names import ending_of, tidied
from cases.files.types import taken, type_of


@dataclass(frozen=True)
class Received:
    """A file that has passed the look."""

    name: str
    content_type: str
    content: bytes
    sha256: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    def __str__(self) -> str:
        return self.name


def limits() -> str:
    """What is taken, said beforehand."""
    endings = ", ".join(one.ending.upper() for one in taken() if one.ending != "jpeg")
    return gettext("%(endings)s, up to %(most)s. Without macros and without a password.") % {
        "endings": endings,
        "most": megabytes(settings.FILE_MAX_BYTES),
    }


def megabytes(size: int) -> str:
    """A limit in words."""
    return f"{size // 2**20} MB" if size >= 2**20 else f"{size // 2**10} kB"


def check_size(size: int) -> None:
    """Raises FileFault for an empty file and for one above the limit."""
    if size <= 0:
        raise FileFault(_("The file is empty. Choose another one."))
    if size > settings.FILE_MAX_BYTES:
        most = megabytes(settings.FILE_MAX_BYTES)
        raise FileFault(_("The file is larger than %(most)s. Make it smaller or split it."), most=most)


def received(name: str, content: bytes) -> Received:
    """The file as it may be stored; raises FileFault with what is wrong and what to do."""
    check_size(len(content))
    kept = tidied(name)
    kind = type_of(ending_of(kept))
    if kind is None:
        endings = ", ".join(f".{one.ending}" for one in taken())
        sort = _("Files of this sort are not taken. Choose one that ends in %(endings)s.")
        raise FileFault(sort, endings=endings)
    kind.check(content)
    return Received(kept, kind.content_type, content, hashlib.sha256(content).hexdigest())
