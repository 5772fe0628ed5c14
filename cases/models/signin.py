"""Where people are signed in: a row for each session, in words that its person can recognise."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SignIn(models.Model):
    """One session of one person. No address is kept: the device in words and the two instants are enough.

    `seen_at` is the last page, to within some minutes. Instants are real ones, not the business clock's.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    device = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user} at {self.device}"
