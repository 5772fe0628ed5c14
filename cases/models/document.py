"""Files of a case: what was brought, by whom, whether a scanner has looked at it, and what was removed."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.guards import no_truncate

LOOKED_AT = ["status", "scanner", "found", "attempts", "next_attempt_at", "scanned_at"]

# With the mark the bytes go, in the same transaction; nothing brings them or the mark back.
REMOVED = pgtrigger.Trigger(
    name="document_removed",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("removed_at"),
    func="""
    IF NEW.removed_at IS NOT DISTINCT FROM OLD.removed_at THEN
        RETURN NULL;
    END IF;
    IF OLD.removed_at IS NOT NULL THEN
        RAISE EXCEPTION 'A file that was removed stays removed.';
    END IF;
    DELETE FROM cases_documentcontent WHERE document_id = NEW.id;
    RETURN NULL;
    """,
)
CONTENT_STAYS = pgtrigger.Trigger(
    name="document_content_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func="""
    IF EXISTS (SELECT FROM cases_document d WHERE d.id = OLD.document_id AND d.removed_at IS NULL) THEN
        RAISE EXCEPTION 'The content of a file goes only when the file is removed.';
    END IF;
    RETURN OLD;
    """,
)


def storage_key() -> str:
    """A random name that says nothing of the file."""
    return secrets.token_hex(32)


class Document(models.Model):
    """One file of a case. Nothing of it changes but what the scanner says, and that it was removed.

    `number` names it to the outside, `key` its content; `entry` is the number of its timeline entry. With
    status `clean` and no `scanner` nothing but our own look at its structure has been taken. One that was
    removed has no content any more.
    """

    class Status(models.TextChoices):
        """Where it is: only what is clean can be downloaded."""

        PENDING = "pending", _("Being checked")
        CLEAN = "clean", _("Checked")
        INFECTED = "infected", _("Blocked: the scanner found something")
        ERROR = "error", _("Not checked yet: the scanner did not answer")

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents", db_index=False)
    entry = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True, default=storage_key, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    as_role = models.CharField(max_length=40)
    uploaded_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    scanner = models.CharField(max_length=200, blank=True)
    found = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        content: DocumentContent

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["case", "id"], name="document_case"),
            models.Index(fields=["uploaded_by", "uploaded_at"], name="document_person"),
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(next_attempt_at__isnull=False),
                name="document_due",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="document_keeps", exclude=[*LOOKED_AT, "removed_at"]),
            pgtrigger.Protect(name="document_stays", operation=pgtrigger.Delete),
            REMOVED,
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_be_read(self) -> bool:
        """Whether it can be downloaded."""
        return self.status == self.Status.CLEAN and self.removed_at is None

    @property
    def was_scanned(self) -> bool:
        """Whether a scanner has said that it is clean."""
        return self.status == self.Status.CLEAN and bool(self.scanner)


class DocumentContent(models.Model):
    """The bytes, in a table of their own: lists never read them."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="content")
    data = models.BinaryField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="document_content_keeps", operation=pgtrigger.Update),
            CONTENT_STAYS,
            no_truncate("document_content"),
        ]

    def __str__(self) -> str:
        return f"content of document {self.document_id}"
