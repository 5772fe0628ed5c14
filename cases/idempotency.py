"""A repeated request answers as the first one did and changes nothing: for programs and for double clicks.

The key's row is written in the same transaction as the change. A second request with the key waits at the
unique index until the first has committed, then finds its answer; if the first rolled back, it goes ahead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from cases.models import IdempotencyKey, User

LONGEST_KEY = 200
KEPT = timedelta(hours=24)
FAILED_FROM = 500
MALFORMED = f"A key is 1 to {LONGEST_KEY} printable ASCII characters."
REUSED = "This key was used for another request."
CLAIM = f"""
INSERT INTO {IdempotencyKey._meta.db_table} (user_id, key, route, digest, created_at)
VALUES (%(user_id)s, %(key)s, %(route)s, %(digest)s, %(now)s)
ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""  # noqa: S608 - the name of our own table


class KeyReused(ValueError):
    """The key was used for another request."""


class KeyMalformed(ValueError):
    """The key is empty, too long, or not plain text."""


@dataclass(frozen=True)
class Answer:
    """What a request was answered: an HTTP status and a JSON body."""

    status: int
    body: Any
    replayed: bool = False
    kept: bool = True


def answer_once(user: User, key: str, route: str, content: Any, work: Callable[[], Answer]) -> Answer:
    """Performs `work` unless the user's `key` was answered before; then that answer, `replayed`.

    `route` and `content` (anything JSON can hold) say what is asked: the same key for something else raises
    KeyReused. What an exception or an answer of 500 and above wrote is rolled back. Raises KeyMalformed.
    Keys are forgotten after a day.
    """
    if not fits(key):
        raise KeyMalformed(MALFORMED)
    digest = _digest(route, content)
    with transaction.atomic():
        row = _claim(user, key, route, digest)
        if row.status is not None:
            if row.digest != digest:
                raise KeyReused(REUSED)
            return Answer(row.status, row.body, replayed=True)
        answer = work()
        if answer.status >= FAILED_FROM:
            transaction.set_rollback(True)
        elif answer.kept:
            IdempotencyKey.objects.filter(pk=row.pk).update(status=answer.status, body=answer.body)
        else:
            row.delete()
    return replace(answer, replayed=False)


def answered_before(user: User, key: str, route: str, content: Any) -> Answer | None:
    """The answer that the key got; None where there is none. Raises as `answer_once` does.

    For work that has to be stored at once, whatever becomes of the answer, and that is the same done twice.
    """
    if not fits(key):
        raise KeyMalformed(MALFORMED)
    since = timezone.now() - KEPT
    row = IdempotencyKey.objects.filter(
        user=user, key=key, status__isnull=False, created_at__gte=since
    ).first()
    if row is None:
        return None
    if row.digest != _digest(route, content):
        raise KeyReused(REUSED)
    return Answer(row.status or 0, row.body, replayed=True)


def once(request: HttpRequest, key: str, work: Callable[[], HttpResponse]) -> HttpResponse:
    """A page's POST: a repetition of one that led on, a double click say, is led to the same place.

    `key` is the hidden field of the form. Without a usable one, and for whoever is not signed in, `work` is
    simply done; so it is for another input under the same key, which is no repetition. A form shown again
    (refused, not filled in rightly) is no answer: it may be sent again.
    """
    if not fits(key) or not isinstance(request.user, User):
        return work()
    responses: list[HttpResponse] = []

    def attempt() -> Answer:
        response = work()
        responses.append(response)
        headers = {name: response[name] for name in ("Location", "HX-Redirect") if name in response}
        return Answer(response.status_code, headers, kept=bool(headers))

    # As a digest: what is left of a key cut short would be the same for different ones.
    named = f"page:{hashlib.sha256(key.encode()).hexdigest()}"
    sent = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    sent += sorted((name, [_digest_of(file) for file in files]) for name, files in request.FILES.lists())
    try:
        answer = answer_once(request.user, named, address(request), sent, attempt)
    except KeyReused:
        return work()
    if not answer.replayed:
        return responses[0]
    if "Location" in answer.body:
        return HttpResponseRedirect(answer.body["Location"])
    return HttpResponse(status=answer.status, headers=answer.body)


def address(request: HttpRequest) -> str:
    """The path as it came over the wire: decoded, it may hold what no database takes."""
    return escape_uri_path(request.path)


def fits(key: str) -> bool:
    """Whether the text can be a key: 1 to 200 printable ASCII characters."""
    return bool(key) and len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()


def forget_old() -> int:
    """Deletes keys older than a day; answers how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _claim(user: User, key: str, route: str, digest: str) -> IdempotencyKey:
    """The key's row, ours when its status is None. Waits for a request that holds the same key.

    The unique index decides who is first. An answer older than a day is forgotten, and so is one that its
    own request did not keep: the key is then free again.
    """
    mine: dict[str, Any] = {"user_id": user.pk, "key": key, "route": route[:300], "digest": digest}
    while True:
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, mine | {"now": now})
            taken = cursor.fetchone()
        if taken is not None:
            return IdempotencyKey(id=taken[0], created_at=now, **mine)
        row = IdempotencyKey.objects.filter(user=user, key=key).first()
        if row is not None and row.created_at >= now - KEPT:
            return row
        if row is not None:
            row.delete()


def _digest_of(file: UploadedFile) -> str:
    """A file's name and content as a text; the file is then as it was."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return f"{file.name} {digest.hexdigest()}"


def _digest(route: str, content: Any) -> str:
    text = json.dumps([route, content], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
