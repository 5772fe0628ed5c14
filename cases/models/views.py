"""Views of lists that people saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A list as somebody likes to look at it: filters, order and columns, as the address that gives it.

    It says what is asked for, never what is found: everybody who opens it sees what they may see. `team` is
    the queue it belongs to, "" for the list of all cases; `shared_with` the team that sees it, "" for nobody.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    team = models.CharField(max_length=40, blank=True)
    shared_with = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=1500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "team", "name"], name="one_view_per_name"),
        ]
        indexes = [models.Index(fields=["shared_with"], name="shared_views")]

    def __str__(self) -> str:
        return self.name
