"""Working together: who watches a case, what people are told of, and notes that are half written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.timeline import TimelineEntry


class Watcher(models.Model):
    """Somebody who is told of what becomes of a case. It gives no right to see it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="watchers", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watching")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_watcher_per_case")]

    def __str__(self) -> str:
        return f"{self.user_id} watches {self.case_id}"


class Sort(models.TextChoices):
    """What people can be told of."""

    MENTION = "mention", _("Somebody mentions me in a note")
    HANDED = "handed", _("A case is handed to me")
    WATCHED = "watched", _("A case that I watch changes its state or closes")
    BREACH = "breach", _("An answer target of a case of mine passes")


class Notification(models.Model):
    """One thing that one person is told of, written with the entry that it tells of.

    It holds no words of its own: who, what and where to stand in the entry, and are worded when shown, so
    that nothing erased stays here. `on_page` says that it is listed and counted; `mail_at` when it is due to
    go out by mail, None where it is not (any more); `failed_at` when its mail was given up, until somebody
    has seen to it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", db_index=False
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(TimelineEntry, on_delete=models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    at = models.DateTimeField()
    on_page = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(failed_at__isnull=False), name="told_given_up"),
            models.Index(fields=["user", "-id"], condition=Q(on_page=True), name="told_list"),
            models.Index(
                fields=["user", "-id"], condition=Q(on_page=True, read_at__isnull=True), name="told_unread"
            ),
            models.Index(fields=["mail_at", "id"], condition=Q(mail_at__isnull=False), name="told_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} for {self.user_id} about {self.case_id}"


class NotificationChoice(models.Model):
    """How one person wants to be told of one sort of thing; without a row it is as shipped."""

    class Mail(models.TextChoices):
        """When a mail goes out."""

        NOW = "now", _("At once")
        DAILY = "daily", _("Once a day")
        OFF = "off", _("Never")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="told_how", db_index=False
    )
    sort = models.CharField(max_length=10, choices=Sort.choices)
    on_page = models.BooleanField(default=True)
    mail = models.CharField(max_length=5, choices=Mail.choices, default=Mail.OFF)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "sort"], name="one_choice_per_sort")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.sort} {self.mail}"


class NoteDraft(models.Model):
    """One person's half-written note about a case: kept until it is sent, wherever they go on writing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_draft_per_case")]

    def __str__(self) -> str:
        return f"note of {self.user_id} about {self.case_id}"
