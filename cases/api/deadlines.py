"""What will fire, when, and what it will do."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from cases import access, planning, policy, registry
from cases.api import reading
from cases.api.answering import respond
from cases.api.auth import scoped
from cases.api.documented import parameter, reads
from cases.api.problems import bad_parameter
from cases.api.schemas import DeadlinesOut
from cases.caseview import deadline_json
from cases.models import Deadline
from cases.timeline import plain

router = Router(tags=["Deadlines"])
SIZE: Final = 100
PARAMETERS: Final = (
    parameter("due_before", "An instant with its offset", format="date-time"),
    parameter("kind", "A kind of timed step, such as `attention`, or a kind of case"),
    parameter("cursor", "`next_cursor` of the page before"),
)


@router.get(
    "/deadlines",
    summary="What will fire",
    operation_id="list_deadlines",
    **reads(DeadlinesOut, *PARAMETERS, named=False),
)
@scoped("read")
def list_deadlines(request: HttpRequest) -> HttpResponse:
    """The armed timed steps of the cases that the caller may see, the next one first."""
    given = reading.parameters(request, "due_before", "kind", "cursor")
    visible = access.visible_to(reading.caller(request))
    rows = Deadline.objects.filter(status=Deadline.Status.ARMED, case__in=visible).select_related("case")
    for name, limit in _LIMITS.items():
        if name in given:
            rows = rows.filter(limit(given[name]))
    return respond(200, _page(rows))


def _page(rows: QuerySet[Deadline]) -> dict[str, Any]:
    found = list(rows.order_by("due_at", "id")[: SIZE + 1])
    page = found[:SIZE]
    last = page[-1] if len(found) > SIZE else None
    books = policy.books(registry.get_kind(code) for code in sorted({row.case.kind for row in page}))
    return {"items": [_json(row, books) for row in page], "next_cursor": _cursor_on(last) if last else None}


def _json(row: Deadline, books: Mapping[str, policy.Book]) -> dict[str, Any]:
    case = row.case
    about = {"reference": case.reference, "case_kind": case.kind, "team": case.team}
    told = deadline_json(row, registry.kind_of(case), case.state, books[case.kind])
    shown: dict[str, Any] = plain(told | about)
    return shown


def _before(text: str) -> Q:
    return Q(due_at__lt=_instant(text, "due_before"))


def _of_kind(word: str) -> Q:
    kinds = registry.all_kinds()
    if any(kind.code == word for kind in kinds):
        return Q(case__kind=word)
    if word == planning.ATTENTION or any(timer.kind == word for kind in kinds for timer in kind.every_timer):
        return Q(kind=word)
    raise bad_parameter("kind", f"“{word[:60]}” is no kind of timed step or case.")


def _beyond(word: str) -> Q:
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        text, row = json.loads(raw)
        if type(row) is not int or not 0 < row < 2**63 or not isinstance(text, str):
            raise ValueError(word)
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise bad_parameter("cursor", "This cursor is not one of ours.") from error
    due = _instant(text, "cursor")
    return Q(due_at__gt=due) | Q(due_at=due, id__gt=row)


def _cursor_on(row: Deadline) -> str:
    text = json.dumps([row.due_at.isoformat(), row.pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _instant(text: str, name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise bad_parameter(name, "Give an instant with its offset, such as 2024-05-14T10:00:00Z.")


_LIMITS: Final[dict[str, Callable[[str], Q]]] = {"due_before": _before, "kind": _of_kind, "cursor": _beyond}
