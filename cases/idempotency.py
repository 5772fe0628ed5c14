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

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from cases.models import IdempotencyKey, User

LONGEST_KEY = 200
KEPT = timedelta(hours=24)
FAILED_FROM = 500


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
        raise KeyMalformed(f"A key is 1 to {LONGEST_KEY} printable ASCII characters.")
    digest = _digest(route, content)
    with transaction.atomic():
        row = _claim(user, key, route, digest)
        if row.status is not None:
            if row.digest != digest:
                raise KeyReused("This key was used for another request.")
            return Answer(row.status, row.body, replayed=True)
        answer = work()
        if answer.status >= FAILED_FROM:
            transaction.set_rollback(True)
        elif answer.kept:
            row.status, row.body = answer.status, answer.body
            row.save(update_fields=["status", "body"])
        else:
            row.delete()
    return replace(answer, replayed=False)


def once(request: HttpRequest, key: str, work: Callable[[], HttpResponse]) -> HttpResponse:
    """A page's POST: a repetition of one that led on, a double click say, is led to the same place.

    `key` is the hidden field of the form. Without a usable one, and for whoever is not signed in, `work` is
    simply done. A form shown again (refused, not filled in rightly) is no answer: it may be sent again.
    """
    if not fits(key) or not isinstance(request.user, User):
        return work()
    responses: list[HttpResponse] = []

    def attempt() -> Answer:
        response = work()
        responses.append(response)
        headers = {name: response[name] for name in ("Location", "HX-Redirect") if name in response}
        return Answer(response.status_code, headers, kept=bool(headers))

    answer = answer_once(request.user, f"page:{key}"[:LONGEST_KEY], request.path, None, attempt)
    if not answer.replayed:
        return responses[0]
    if "Location" in answer.body:
        return HttpResponseRedirect(answer.body["Location"])
    return HttpResponse(status=answer.status, headers=answer.body)


def fits(key: str) -> bool:
    """Whether the text can be a key: 1 to 200 printable ASCII characters."""
    return bool(key) and len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()


def forget_old() -> int:
    """Deletes keys older than a day; answers how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def _claim(user: User, key: str, route: str, digest: str) -> IdempotencyKey:
    """The key's row, ours when its status is None. Waits for a request that holds the same key."""
    IdempotencyKey.objects.filter(user=user, key=key, created_at__lt=timezone.now() - KEPT).delete()
    row, _ = IdempotencyKey.objects.get_or_create(
        user=user, key=key, defaults={"route": route[:300], "digest": digest}
    )
    return row


def _digest(route: str, content: Any) -> str:
    text = json.dumps([route, content], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
