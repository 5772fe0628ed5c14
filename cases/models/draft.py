"""Half-finished forms, kept on the server so that they can be finished on another device."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """One person's unfinished form: what it is for, and the answers so far."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    purpose = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict)
    result = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["user", "purpose", "-updated_at"], name="draft_mine")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.title}"
