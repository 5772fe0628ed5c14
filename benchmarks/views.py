"""The floors: the least that a page, a list and a stored change can cost behind this middleware."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from ninja import NinjaAPI

from cases.api.answering import respond
from cases.api.auth import BearerToken
from cases.models import Case, OutboxMessage, TimelineEntry
from cases.models.guards import MARKER
from cases.views.base import page

SHOWN = 50
COLUMNS = ("reference", "title", "state", "team", "amount_shown", "updated_at")

api = NinjaAPI(title="Floors", urls_namespace="bench", docs_url=None, openapi_url=None, auth=[BearerToken()])


@page
def empty(request: HttpRequest) -> HttpResponse:
    """A signed-in reader and nothing else."""
    return HttpResponse(f"{request.user.pk}\n", content_type="text/plain")


@page
def listed(request: HttpRequest) -> HttpResponse:
    """Fifty rows of six columns by the primary key, in a template that includes nothing.

    Without the product's context processors: they ask the database too, and a floor must not.
    """
    rows = Case.objects.order_by("-id").values(*COLUMNS)[:SHOWN]
    return HttpResponse(render_to_string("benchmarks/list.html", {"rows": rows}))


@api.post("/insert")
def insert(request: HttpRequest) -> HttpResponse:
    """A case, a timeline and an outbox row in one transaction, told in a JSON answer: nothing is checked."""
    number, account, now = (
        request.headers["X-Bench-Number"],
        request.headers["X-Bench-Account"],
        timezone.now(),
    )
    with transaction.atomic():
        _open_the_door()
        case = Case.objects.create(
            reference=f"RB-BENCH-{number}", kind="rebook", account_id=int(account), time_zone="UTC",
            state="intake", title="A bare case", search_text=f"bare {number}",
            opened_at=now, updated_at=now, state_since=now,
        )  # fmt: skip
        entry = TimelineEntry.objects.create(
            case=case, seq=1, at=now, recorded_at=now, actor=_user(request), as_role="ar", action="open",
            to_state="intake", version=1, data={"bare": number}, hash="0" * 64,
        )  # fmt: skip
        OutboxMessage.objects.create(
            key=f"{case.reference}/1/1", case=case, entry=entry, kind="bare", channel="crm", to="AR",
            subject="A bare message", next_attempt_at=now, created_at=now,
        )  # fmt: skip
    return respond(201, {"reference": case.reference, "version": 1})


def _open_the_door() -> None:
    """Without this marker the database takes no case from anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'open', true)", [MARKER])


def _user(request: HttpRequest) -> Any:
    return request.user
