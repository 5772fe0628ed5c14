"""The case: what every kind has, and all that a queue reads."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from cases.models.account import Account
from cases.models.flagged import FLAGS_TOLD
from cases.models.guards import ONLY_THROUGH_THE_DOOR, STATE_IS_KNOWN
from cases.models.indexes import INDEXES
from cases.models.parts import PARTS_TOLD

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from cases.models.deadline import Deadline
    from cases.models.decision import StoredDecision
    from cases.models.timeline import TimelineEntry


class Case(models.Model):
    """One account change on its way. Kinds inherit it; only the door writes it."""

    class Priority(models.TextChoices):
        """How urgent a person says it is."""

        LOW = "low", _("Low")
        NORMAL = "normal", _("Normal")
        HIGH = "high", _("High")

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=24)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cases")
    time_zone = models.CharField(max_length=64)
    state = FSMField(max_length=40)
    team = models.CharField(max_length=40, null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned",
        verbose_name=_("owner"),
        db_index=False,  # INDEXES has one that begins with it
    )
    title = models.CharField(max_length=200, blank=True)
    waiting_for = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    amount_shown = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    currency_shown = models.CharField(max_length=3, blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    source = models.CharField(max_length=40, blank=True)
    flags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    outcome = models.CharField(max_length=40, null=True, blank=True)
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    state_since = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_due_kind = models.CharField(max_length=40, blank=True)
    attention_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_note = models.CharField(max_length=200, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1)
    generation = models.PositiveIntegerField(default=1)
    fact_sources = models.JSONField(default=dict, blank=True)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # The state as it stands in the database; "" for a case not stored yet.
    loaded_state = ""
    # What belongs to it beside its rows, once it was read (cases.standing).
    standing: Any = None

    if TYPE_CHECKING:
        deadlines: RelatedManager[Deadline]
        decisions: RelatedManager[StoredDecision]
        timeline: RelatedManager[TimelineEntry]

    class Meta:
        triggers = [ONLY_THROUGH_THE_DOOR, STATE_IS_KNOWN, FLAGS_TOLD, PARTS_TOLD]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Remembers the state the row had, so that the door can tell where a case came from."""
        case = super().from_db(db, field_names, values)
        case.loaded_state = case.__dict__.get("state", "")
        return case

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        """Reads the row again; what belonged to it before is not known any more."""
        super().refresh_from_db(*args, **options)
        if options.get("fields") is None:
            self.standing = None

    @classmethod
    def read_parts(cls, cases: Sequence[Self]) -> None:
        """Gives many cases the rows of their own in a few statements; a kind that has such rows says how."""

    @property
    def is_closed(self) -> bool:
        """Whether the case has reached an end state."""
        return self.closed_at is not None


class KindState(models.Model):
    """A state that a kind has: what the database checks a case's state against. Written from the registry."""

    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "state"], name="one_row_per_kind_state")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"


class ReferenceCounter(models.Model):
    """The last number given out per prefix and year."""

    prefix = models.CharField(max_length=4)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.last:06d}"


class Link(models.Model):
    """A relation from one case to another: duplicate_of, related, follows."""

    class Relation(models.TextChoices):
        """What the first case is to the second."""

        RELATED = "related", _("Related to")
        DUPLICATE_OF = "duplicate_of", _("Duplicate of")
        FOLLOWS = "follows", _("Follows")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="linked_from")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other", "relation"], name="one_link_per_relation"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_relation_display()} {self.other}"
