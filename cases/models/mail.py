"""Mail that came in: as it came, what was read of it, what people did with it, and what was answered."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.guards import append_only
from cases.models.outbox import OutboxMessage
from cases.models.search import MAILS_SEARCHED

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class InboundMail(models.Model):
    """One mail that came in. It is stored before anything of it is read; what was read can be read again.

    `digest` is the SHA-256 of all its bytes. `first` is the mail that it came again of, `follows` the one of
    the inbox that it goes on from. `parsed` holds what is only shown. `trust` is what the receiving server
    said of its sender. With `next_attempt_at` it waits to be read (again).
    """

    class Status(models.TextChoices):
        """Where it is."""

        STORED = "stored", _("Not read yet")
        FAILED = "failed", _("Could not be read")
        HELD = "held", _("Held back")
        INBOX = "inbox", _("In the inbox")
        FILED = "filed", _("Part of a case")
        DONE = "done", _("Dealt with")
        AWAY = "away", _("Set aside")
        TWICE = "twice", _("Came again")

    class Source(models.TextChoices):
        """Which way it came."""

        API = "api", _("From the mail gateway")
        UPLOAD = "upload", _("Brought by a person")
        IMAP = "imap", _("From the mailbox")
        SMTP = "smtp", _("From the mail server")
        PROVIDER = "provider", _("From the mail provider")

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=Source.choices)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    envelope_to = models.CharField(max_length=320, blank=True)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.STORED)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=400, blank=True)
    first = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    parsed = models.JSONField(default=dict, blank=True)
    automatic = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    silent = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    trust = models.CharField(max_length=10, blank=True)
    sort = models.CharField(max_length=40, blank=True)
    team = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="mails")

    if TYPE_CHECKING:
        acts: RelatedManager[MailAct]
        answers: RelatedManager[MailAnswer]
        content: MailContent

    class Meta:
        ordering = ("id",)
        triggers = [MAILS_SEARCHED]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=Q(first__isnull=True) & ~Q(message_id=""),
                name="one_mail_per_message_id",
            )
        ]
        indexes = [
            models.Index(fields=["status", "team", "-received_at"], name="mail_place"),
            models.Index(fields=["from_address", "received_at"], name="mail_sender"),
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="mail_due"
            ),
        ]

    def __str__(self) -> str:
        return self.subject or gettext("(no subject)")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in {self.Status.HELD, self.Status.INBOX, self.Status.FAILED}


class MailContent(models.Model):
    """The bytes as they came, in a table of their own: lists never read them."""

    mail = models.OneToOneField(InboundMail, on_delete=models.PROTECT, related_name="content")
    data = models.BinaryField()

    class Meta:
        triggers = append_only("mail_content")

    def __str__(self) -> str:
        return f"content of mail {self.mail_id}"


class MailAct(models.Model):
    """What was done with a mail, by a person or by AccountOps; kept for ever."""

    class What(models.TextChoices):
        """The things there are."""

        HELD = "held", _("held it back")
        RELEASED = "released", _("released it")
        INBOX = "inbox", _("put it into the inbox")
        TAKEN = "taken", _("took it")
        PASSED = "passed", _("passed it on")
        ANSWERED = "answered", _("answered it")
        CLOSED = "closed", _("closed it")
        FILED = "filed", _("made it part of a case")
        FED = "fed", _("gave its facts to the case")
        AWAY = "away", _("set it aside")
        AGAIN = "again", _("had it read again")
        REPORTED = "reported", _("read its report")

    mail = models.ForeignKey(InboundMail, on_delete=models.PROTECT, related_name="acts")
    what = models.CharField(max_length=10, choices=What.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    at = models.DateTimeField()
    why = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("id",)
        triggers = append_only("mail_act")

    def __str__(self) -> str:
        return f"{self.get_what_display()}"


class MailAnswer(models.Model):
    """An answer to a mail of the inbox, which has no case: sent as the outbox is, at least once.

    `automatic` marks an acknowledgement.
    """

    Status = OutboxMessage.Status

    mail = models.ForeignKey(InboundMail, on_delete=models.PROTECT, related_name="answers")
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    automatic = models.BooleanField(default=False)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    status = models.CharField(max_length=10, choices=OutboxMessage.Status.choices, default="pending")
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(status="pending"), name="mail_answer_due"),
            models.Index(fields=["to", "created_at"], name="mail_answer_to"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}, {self.status}"


class MailboxCursor(models.Model):
    """How far a mailbox on a server has been read: by UID, which only counts within its `validity`."""

    name = models.CharField(max_length=300, unique=True)
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.name} up to {self.last_uid}"
