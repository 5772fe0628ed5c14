"""What the API answers, as types: for its description and for the tests that hold answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field


class AccountOut(Schema):
    """A customer."""

    id: int
    name: str
    time_zone: str = Field(description="IANA name, such as Europe/Paris")


class BecauseOut(Schema):
    """A fact that a decision rests on."""

    fact: str
    value: Any
    source: str


class CardOut(Schema):
    """Where a case goes and why."""

    team: str
    rule: str = Field(description="Row of the kind's decision table")
    clause: str
    because: list[BecauseOut]
    margin: str | None
    counterfactuals: list[str]


class DecisionOut(CardOut):
    """A decision as it was stored."""

    policy_version: int


class TriedDecisionOut(CardOut):
    """A decision that was tried; nothing is stored. No version where the caller brought values."""

    policy_version: int | None
    at: datetime
    action: str
    answer: str
    follow_ups: list[str]


class ChecklistItemOut(Schema):
    """One step of a checklist."""

    of: str
    number: int
    label: str
    actors: list[str]
    status: str
    by: str | None
    at: datetime | None
    reason: str | None
    left: int | None = Field(description="The latest count of what the step has to bring to 0")
    waits: str | None = Field(description="Why an open step cannot be done yet")


class DatedByOut(Schema):
    """A policy value that the date of a timed step was counted by."""

    name: str
    value: bool | float | str | list[str]
    version: int = Field(description="The policy's version when the step was set")


class DeadlineOut(Schema):
    """A timed step of a case."""

    kind: str
    subject: str
    due_at: datetime
    status: Literal["armed", "fired", "cancelled", "parked"]
    does: str = Field(description="What it will do")
    sends: list[str] = Field(description="The messages that it may send, by their names for people")
    cancelled_by: str = Field(description="What keeps it from happening")
    policy: list[DatedByOut] = Field(description="The policy values that dated it, as they stood then")


class CaseDeadlineOut(DeadlineOut):
    """A timed step with the case it belongs to."""

    reference: str
    case_kind: str
    team: str | None


class MessageOut(Schema):
    """A message to the outside; `number` is what `mark_bounced` and `send_again` name it by."""

    number: str
    kind: str
    channel: str
    to: str
    subject: str
    body: str
    status: Literal["pending", "sent", "dead", "refused", "dropped"]
    sent_at: datetime | None
    bounced_at: datetime | None


class LinkOut(Schema):
    """A relation to another case."""

    relation: str
    reference: str


class SummaryOut(Schema):
    """What every case has."""

    reference: str
    kind: str
    state: str
    state_label: str
    is_closed: bool
    outcome: str | None
    team: str | None = Field(description="The queue that has to act now")
    assignee: str | None = Field(description="Username of the owner")
    waiting_for: str
    priority: Literal["low", "normal", "high"]
    version: int = Field(description="For If-Match")
    account: AccountOut
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None


class CaseOut(SummaryOut):
    """A whole case. `facts` holds every field and derived value of its kind; unknown ones are null."""

    facts: dict[str, Any]
    decision: DecisionOut | None
    checklist: list[ChecklistItemOut]
    deadlines: list[DeadlineOut]
    messages: list[MessageOut]
    links: list[LinkOut]


class RowOut(SummaryOut):
    """A case in a list."""

    title: str
    detail: str
    flags: list[str]
    next_due_at: datetime | None
    next_due_kind: str | None


class CasesOut(Schema):
    """One page of cases."""

    items: list[RowOut]
    next_cursor: str | None
    count: int = Field(description="How many match on all pages together")
    count_is_exact: bool = Field(description="False above 1,000, where counting stops")


class DeadlinesOut(Schema):
    """One page of timed steps."""

    items: list[CaseDeadlineOut]
    next_cursor: str | None


class EntryOut(Schema):
    """Something that happened. `at` is when, `recorded_at` when it became known here."""

    seq: int
    at: datetime
    recorded_at: datetime
    actor: str | None
    as_role: str
    action: str
    refused: bool
    came_from: str = Field(alias="from")
    to: str
    version: int | None
    effects: list[str]
    data: dict[str, Any]
    request_id: str


class TimelineOut(Schema):
    """One page of a timeline, oldest first."""

    items: list[EntryOut]
    next_after: int | None


class RefusalOut(Schema):
    """An unmet condition."""

    code: str
    message: str
    who: list[str] = Field(description="Roles that can clear it")
    opens_at: datetime | None = Field(description="When time alone clears it")


class ActionOut(Schema):
    """An action of the kind or of the core, for this person now."""

    name: str
    label: str
    allowed: bool
    refusals: list[RefusalOut]
    checks_on_submit: list[str] = Field(description="What is checked once the input is there")
    input: dict[str, Any] = Field(description="JSON Schema of the input")


class ActionsOut(Schema):
    """Every action."""

    items: list[ActionOut]


class PolicyOut(Schema):
    """Policy values of a kind: those in force, or a change on its way."""

    kind: str
    version: int | None = Field(description="None while a change is not approved")
    values: dict[str, Any]
    effective_from: datetime | None = Field(description="None for a change: once it is approved")
    set_deadlines: Literal["keep", "move"] | None = Field(
        description="What a change does with deadlines that are set already"
    )
    reason: str
    author: str | None
    status: Literal["in_force", "draft", "submitted", "approved", "refused", "withdrawn"]
    draft: int | None = Field(description="Number of the change")
    digest: str | None = Field(description="Of the change's data: to be sent back to approve just that")
    effect: dict[str, int] | None = Field(
        description="Of a change that moves set deadlines: how many move, and how many are due at once; "
        "as of now, once approved as it was shown. To be sent back to approve it"
    )
    approved_by: str | None


class PolicyDraftsOut(Schema):
    """Changes of a kind's policy, newest first."""

    items: list[PolicyOut]


class ErrorOut(Schema):
    """What is wrong with a part of the input."""

    pointer: str | None = Field(None, description="JSON pointer into the body")
    parameter: str | None = Field(None, description="Name of a parameter of the address")
    message: str


class ProblemOut(Schema):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ErrorOut] | None = None
    refusals: list[RefusalOut] | None = None
    version: int | None = Field(None, description="Of the case now, where If-Match named another one")


class FileOut(Schema):
    """A file of a case; its content is at `url` once it is clean."""

    number: str
    name: str
    purpose: str
    size: int = Field(description="In bytes")
    content_type: str
    sha256: str
    status: Literal["pending", "clean", "infected", "error"]
    scanned: bool = Field(description="False also for clean files of an installation without a scanner")
    by: str | None
    as_role: str
    uploaded_at: datetime
    entry: int = Field(description="`seq` of its timeline entry")
    url: str


class FilesOut(Schema):
    """The files of a case in the order in which they came."""

    items: list[FileOut]
