"""Reading a request strictly: its body, its parameters, its headers."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, Final, NoReturn

from django.http import HttpRequest

from cases.api.problems import Problem, bad_parameter, escaped, invalid
from cases.files.field import largest_request
from cases.files.looking import megabytes
from cases.models import User
from cases.text import shown

MOST_BYTES: Final = 1_000_000
TOO_LARGE: Final = "A body has at most 1 MB."
DEEPEST: Final = 20
HALVES = re.compile("[\ud800-\udfff]")
VERSION = re.compile(r'"?([0-9]{1,9})"?')


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body; an empty body is an empty object.

    Raises Problem: 413 above 1 MB, 415 for another media type, 400 for what is no JSON, 422 for what is no
    object.
    """
    length = request.headers.get("Content-Length", "")
    in_pieces = "Transfer-Encoding" in request.headers
    if length in {"", "0"} and not in_pieces:
        return {}
    if request.content_type != "application/json":
        raise Problem(415, "Send JSON, with Content-Type: application/json.")
    sent = _pieces(request) if in_pieces else _raw(request, length)
    try:
        text = sent.decode("utf-8")
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "The body is no JSON that can be read.") from error
    if not isinstance(value, dict):
        raise invalid([{"pointer": "", "message": "Send a JSON object."}])
    _check(value, DEEPEST)
    return value


def message(request: HttpRequest, media_type: str, most: int, too_large: str) -> bytes:
    """The bytes of the body.

    Raises Problem: 415 for another media type, 400 for an empty body or one without a length, 413 (with
    `too_large`) above `most` bytes.
    """
    in_pieces = "Transfer-Encoding" in request.headers
    length = request.headers.get("Content-Length", "")
    if length in {"", "0"} and not in_pieces:
        raise Problem(400, "The body is empty, or without its length.")
    if request.content_type != media_type:
        raise Problem(415, f"Send it with Content-Type: {media_type}.")
    return _pieces(request, most, too_large) if in_pieces else _raw(request, length, most, too_large)


def form(request: HttpRequest, names: frozenset[str]) -> dict[str, Any]:
    """The fields of a multipart form, its files `names` in the shape that JSON gives them.

    Raises Problem: 413 above the limit, before anything is read; 400 without a length; 422 for a field that
    is there twice.
    """
    length, most = request.headers.get("Content-Length", ""), largest_request()
    if not length.isdecimal():
        raise Problem(400, "Send the body's length in Content-Length.")
    if int(length) > most:
        raise Problem(413, f"A form with a file has at most {megabytes(most)}.")
    sent: list[tuple[str, list[Any]]] = [*request.POST.lists(), *request.FILES.lists()]
    double = [name for name, values in sent if len(values) > 1]
    if double:
        raise invalid(
            [{"pointer": f"/{escaped(name)}", "message": "This is there twice."} for name in double]
        )
    value: dict[str, Any] = {name: str(text) for name, text in request.POST.items()}
    _check(value, DEEPEST)
    # A file under another name is an unknown key, which the form then tells.
    return value | {name: _file(file) if name in names else {} for name, file in request.FILES.items()}


def _file(given: Any) -> dict[str, str]:
    return {"name": given.name or "", "content": base64.b64encode(given.read()).decode()}


def _raw(request: HttpRequest, length: str, most: int = MOST_BYTES, too_large: str = TOO_LARGE) -> bytes:
    if length.isdecimal() and int(length) > most:
        raise Problem(413, too_large)
    found = request.read(most + 1)
    if len(found) > most:
        raise Problem(413, too_large)
    return found


def _pieces(request: HttpRequest, most: int = MOST_BYTES, too_large: str = TOO_LARGE) -> bytes:
    """A body sent in pieces without its length, which Django would read as an empty one.

    Only where the server has put the pieces together and marks their end.
    """
    if not request.META.get("wsgi.input_terminated"):
        raise Problem(400, "Send the body's length in Content-Length.")
    found: bytes = request.META["wsgi.input"].read(most + 1)
    if len(found) > most:
        raise Problem(413, too_large)
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _check(value: Any, deepest: int) -> None:
    """Refuses what no storage takes: nesting without end, NUL, and half characters."""
    if isinstance(value, str):
        if "\x00" in value or (not value.isascii() and HALVES.search(value)):
            raise Problem(400, "The body holds a NUL or half a character.")
        return
    if isinstance(value, (dict, list)):
        if not deepest:
            raise Problem(400, f"The body is nested more than {DEEPEST} deep.")
        parts = value if isinstance(value, list) else [*value, *value.values()]
        for part in parts:
            _check(part, deepest - 1)


def parameters(request: HttpRequest, *names: str) -> dict[str, str]:
    """The parameters of the address; raises Problem for one that is not among `names`, or given twice."""
    for name, values in request.GET.lists():
        if name not in names:
            raise bad_parameter(shown(name), f"“{shown(name)}” is no parameter here.")
        if len(values) > 1:
            raise bad_parameter(name, f"“{name}” is given more than once.")
        if not values[0]:
            raise bad_parameter(name, f"“{name}” is empty. Give it a value, or leave it out.")
        if not values[0].isprintable():
            raise bad_parameter(name, f"“{name}” holds characters that are no text.")
    return {name: str(value) for name, value in request.GET.items()}


def role(request: HttpRequest) -> str | None:
    """The role named by `?as=`, the only parameter of a call that changes something."""
    return parameters(request, "as").get("as")


def expected_version(request: HttpRequest) -> int | None:
    """The version named by `If-Match`; None where there is none, or `*`.

    Raises Problem for anything else: an empty one is a version that got lost, and its writer counts on it.
    """
    text = request.headers.get("If-Match", "*").strip()
    if text == "*":
        return None
    found = VERSION.fullmatch(text)
    if found is None:
        raise Problem(400, 'If-Match takes the version of the case, such as "4".')
    return int(found[1])


def caller(request: HttpRequest) -> User:
    """Who asks; the authentication has run."""
    assert isinstance(request.user, User)
    return request.user
