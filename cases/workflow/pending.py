"""What a change stores beside the case's rows: gathered on the way, written together at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from cases.models import (
    Deadline,
    Document,
    Link,
    OutboxMessage,
    PartyOf,
    PersonalData,
    StoredDecision,
    TimelineEntry,
)
from cases.notices import writing
from cases.notices.news import News
from cases.workflow import keeping
from cases.workflow.quiet import Quiet
from cases.workflow.waking import hurry

Settled = tuple[str, datetime | None, str]


@dataclass
class Pending:
    """Rows that belong to one transaction. The caller writes them before it ends; else nothing of it stands.

    Cancelling comes before arming, because a case has one armed row per kind and subject; an entry comes
    before what names it.
    """

    quiet: Quiet = field(default_factory=Quiet)
    settled: list[Deadline] = field(default_factory=list)
    armed: list[Deadline] = field(default_factory=list)
    decisions: list[StoredDecision] = field(default_factory=list)
    entries: list[TimelineEntry] = field(default_factory=list)
    personal: list[PersonalData] = field(default_factory=list)
    kept: list[Model] = field(default_factory=list)
    parties: list[PartyOf] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    unlinks: list[Link] = field(default_factory=list)
    messages: list[OutboxMessage] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    def write(self) -> None:
        """Stores it all, a statement a table, and asks the workers to look after the commit."""
        self.quiet.write()
        self._settle()
        keeping.store(self.kept)
        tables: Sequence[tuple[Any, list[Any]]] = (
            (Deadline, self.armed),
            (StoredDecision, self.decisions),
            (TimelineEntry, self.entries),
            (PersonalData, self.personal),
            (OutboxMessage, self.messages),
        )
        for model, rows in tables:
            if rows:
                model.objects.bulk_create(rows)
        if self.parties:
            PartyOf.objects.bulk_create(self.parties, ignore_conflicts=True)
        if self.links:
            Link.objects.bulk_create(self.links, ignore_conflicts=True)
        for link in self.unlinks:
            Link.objects.filter(case=link.case_id, other=link.other_id, relation=link.relation).delete()
        is_mail_due = writing.write(self.news)
        if self.messages or is_mail_due:
            hurry("outbox")
        if any(isinstance(row, Document) and not row.may_be_read for row in self.kept):
            hurry("files")
        if any(row.due_at <= row.armed_at for row in self.armed):
            hurry("deadlines")  # due already: nobody should see it as overdue for long

    def _settle(self) -> None:
        """What was cancelled or fired, a statement for each reason. A row armed just now is not there yet."""
        groups: dict[Settled, list[int]] = defaultdict(list)
        for row in self.settled:
            if row.pk is not None:
                groups[row.status, row.settled_at, row.reason].append(row.pk)
        for (status, settled_at, reason), keys in groups.items():
            Deadline.objects.filter(pk__in=keys).update(
                status=status, settled_at=settled_at, reason=reason, in_flight=False
            )
