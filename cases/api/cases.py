"""Cases: opening, finding, reading."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path

from cases import outside, paging, queue
from cases.api import reading
from cases.api.answering import perform, respond
from cases.api.auth import scoped
from cases.api.documented import IDEMPOTENCY_KEY, ROLE, changes, parameter, reads
from cases.api.finding import case_named, kind_named
from cases.api.inputs import fields_of, read
from cases.api.opened import OpenedOut, alike_json
from cases.api.problems import bad_parameter, refused
from cases.api.schemas import CaseOut, CasesOut, TimelineOut
from cases.caseview import case_json, entry_json, row_json
from cases.idempotency import Answer
from cases.models import TimelineEntry
from cases.workflow import open_case

router = Router(tags=["Cases"])
# One address, two meanings: OpenAPI knows a path by its shape, so both calls name the part alike.
KIND: Any = Path(..., description="Code of the kind")
REFERENCE: Any = Path(..., description="The case's number, such as RB-2026-000123")
MOST_ENTRIES: Final = 200
MOST_SEQ: Final = 2**31 - 1
FILTERS: Final = (
    parameter("kind", "Code of a kind"),
    parameter("team", "Code of the team that has to act"),
    parameter("state", "A state of the kind"),
    parameter("assignee", "`me`, `none` or a username"),
    parameter("account", "Id or name"),
    parameter("open", "Only open or only closed cases", enum=["true", "false"]),
    parameter("snoozed", "Only cases that were put aside, or only others", enum=["true", "false"]),
    parameter("waiting", "Only cases that wait for somebody else, or only others", enum=["true", "false"]),
    parameter("due_before", "An instant with its offset", format="date-time"),
    parameter("due", "How near the next deadline is", enum=list(queue.DUE)),
    parameter("flag", "Only cases with this flag"),
    parameter("opened_from", "First day (UTC) or instant of its opening"),
    parameter("opened_to", "Last day (UTC) of its opening, or the instant before which it was opened"),
    parameter("closed_from", "First day (UTC) or instant of its closing"),
    parameter("closed_to", "Last day (UTC) of its closing, or the instant before which it was closed"),
    parameter("closed_by", "Code of the team that held it when it was closed"),
    parameter("outcome", "Its outcome, or the state in which it ended without one"),
    parameter("late", "Whether a state was not left before its attention time", enum=["true", "false"]),
    parameter("since_before", "A day (UTC) or instant before which it came into its state"),
    parameter("refused", "Code of a reason for which an act on it was refused"),
    parameter("refused_from", "First day (UTC) of such a refusal"),
    parameter("refused_in", "Code of the team that held it when an act was refused"),
    parameter("q", "Words, each matched from its beginning, or a case number"),
    parameter(
        "sort",
        "Order; with - descending. What was closed in some days has no due time: it is by that, newest first",
        enum=list(paging.SORTS),
        default="due",
    ),
    parameter("cursor", "`next_cursor` of the page before"),
)


@router.post(
    "/cases/{name}",
    summary="Open a case",
    operation_id="open_case",
    **changes(OpenedOut, "Opening", ROLE, IDEMPOTENCY_KEY, statuses=(200, 201)),
)
@scoped("open")
def open_(request: HttpRequest, name: str = KIND) -> HttpResponse:
    """Opens a case from its facts: 201, or 200 with the case it was linked to."""
    spec, user, role = kind_named(name), reading.caller(request), reading.role(request)
    given = reading.body(request)

    def work() -> Answer:
        data = read(fields_of(spec.opening.form), given)
        outcome = open_case(spec, data, actor=user, as_role=role, strict=True, source="api")
        if not outcome.ok:
            raise refused(outcome)
        return Answer(
            200 if outcome.existing else 201,
            case_json(outcome.case, user) | {"alike": alike_json(outcome.case, user)},
        )

    return perform(request, given, work)


@router.get(
    "/cases", summary="The queue", operation_id="find_cases", **reads(CasesOut, *FILTERS, named=False)
)
@scoped("read")
def find_cases(request: HttpRequest) -> HttpResponse:
    """The cases that match, a page at a time, of those the caller may see."""
    user = reading.caller(request)
    query = queue.QueueQuery.parse(reading.parameters(request, *queue.PARAMETERS))
    page, number = queue.page(user, query), queue.count(user, query)
    body = {
        "items": [row_json(case) for case in page.cases],
        "next_cursor": page.next.encode() if page.next else None,
        "count": number.number,
        "count_is_exact": number.exact,
    }
    return respond(200, body)


@router.get("/cases/{name}", summary="A case", operation_id="get_case", **reads(CaseOut))
@scoped("read")
def get_case(request: HttpRequest, name: str = REFERENCE) -> HttpResponse:
    """The whole case; its version is the ETag."""
    reading.parameters(request)
    user = reading.caller(request)
    return respond(200, case_json(case_named(name, user), user))


@router.get(
    "/cases/{reference}/timeline",
    summary="What happened",
    operation_id="get_timeline",
    **reads(TimelineOut, parameter("after", "Only entries with a greater `seq`", type="integer", minimum=0)),
)
@scoped("read")
def get_timeline(request: HttpRequest, reference: str) -> HttpResponse:
    """The entries in their order, up to 200 at a time; `next_after` where there are more."""
    after = _after(reading.parameters(request, "after").get("after", "0"))
    case = case_named(reference, reading.caller(request))
    rows = TimelineEntry.objects.filter(case=case.pk, seq__gt=after).order_by("seq")
    found = list(rows.select_related("actor", "personal")[: MOST_ENTRIES + 1])
    shown = outside.entries(found[:MOST_ENTRIES], case, reading.caller(request))
    entries = [entry_json(entry) for entry in shown]
    body: dict[str, Any] = {"items": entries, "next_after": None}
    if len(found) > MOST_ENTRIES:
        body["next_after"] = found[MOST_ENTRIES - 1].seq
    return respond(200, body)


def _after(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= MOST_SEQ):
        raise bad_parameter("after", "Give the `seq` of an entry.")
    return int(text)
