"""Reading what a mail provider posts: large fields, whose bytes have to stay as they are.

Django keeps a form's fields small and reads them as UTF-8; a mail is neither. What is read here comes from
anybody, before its signature is looked at: one pass, and no more fields than there can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict

MOST_FIELDS: Final = 200
BYTES: Final = "latin-1"  # each byte is one character, and goes back to the same byte
NAME: Final = re.compile(rb'\bname="([^"\r\n]{1,100})"')
FILE_NAME: Final = re.compile(rb"\bfilename\*?=", re.IGNORECASE)


@dataclass
class Posted:
    """What the provider's view looks at, in the place of the request; bytes of fields as characters."""

    META: dict[str, Any]
    content_type: str
    body: bytes
    POST: QueryDict
    FILES: dict[str, Any] = field(default_factory=dict)


def posted(request: HttpRequest, most: int) -> Posted:
    """Reads a request of at most that many bytes. Raises RequestDataTooBig, ValueError."""
    body = request.read(most + 1)
    if len(body) > most:
        raise RequestDataTooBig(f"More than {most} bytes.")
    kind = request.content_type or ""
    fields = QueryDict(mutable=True)
    boundary = (request.content_params or {}).get("boundary", "")
    for name, value in _fields(kind, body, boundary):
        fields.appendlist(name, value)
    return Posted(request.META, kind, body, fields)


def bytes_of(value: str) -> bytes:
    """A field's bytes as they were sent."""
    return value.encode(BYTES)


def _fields(kind: str, body: bytes, boundary: str) -> Iterator[tuple[str, str]]:
    if kind == "application/x-www-form-urlencoded":
        yield from parse_qsl(
            body.decode(BYTES), keep_blank_values=True, encoding=BYTES, max_num_fields=MOST_FIELDS
        )
    elif kind == "multipart/form-data" and boundary:
        yield from _parts(body, boundary.encode(BYTES))


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[str, str]]:
    """The fields of a form; its files are no part of a mail that comes whole."""
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_FIELDS)[1:]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = NAME.search(head[:2000])
        if name is not None and not FILE_NAME.search(head[:2000]):
            yield name[1].decode(BYTES), value.decode(BYTES)
