"""The core's tables in the admin, to look at."""

from __future__ import annotations

from django.contrib import admin

from cases import models
from cases.admin_site import Window


class SecretsHidden(Window):
    """Leaves out what nobody needs to see: hashes of passwords and tokens."""

    exclude = ("password", "digest")


class PeopleWindow(SecretsHidden):
    """People, found by name."""

    list_display = ("username", "name", "email", "is_active", "last_login")
    search_fields = ("username", "name", "email")


class CaseWindow(Window):
    """Cases, found by reference."""

    list_display = ("reference", "kind", "state", "team", "assignee", "next_due_at", "version")
    list_filter = ("kind", "state", "team")
    list_select_related = ("assignee",)
    search_fields = ("=reference",)
    exclude = ("search",)


class TimelineWindow(Window):
    """Timeline entries, newest first."""

    list_display = ("case", "seq", "action", "refused", "as_role", "recorded_at")
    list_select_related = ("case",)
    search_fields = ("=case__reference",)
    ordering = ("-id",)


class DeadlineWindow(Window):
    """Timed steps, by what became of them."""

    list_display = ("case", "kind", "subject", "status", "due_at", "attempts", "reason")
    list_filter = ("status", "kind")
    list_select_related = ("case",)
    search_fields = ("=case__reference",)


class OutboxWindow(Window):
    """Messages, by how far they got."""

    list_display = ("key", "channel", "kind", "status", "attempts", "next_attempt_at")
    list_filter = ("status", "channel")
    search_fields = ("=case__reference",)


WINDOWS: dict[type, type[Window]] = {
    models.User: PeopleWindow,
    models.ApiToken: SecretsHidden,
    models.Case: CaseWindow,
    models.TimelineEntry: TimelineWindow,
    models.Deadline: DeadlineWindow,
    models.OutboxMessage: OutboxWindow,
}
PLAIN = (
    models.Account,
    models.ChainAnchor,
    models.Link,
    models.PeopleChange,
    models.PolicyVersion,
    models.RoleGrant,
    models.ServicePulse,
    models.StoredDecision,
)

for model, window in WINDOWS.items():
    admin.site.register(model, window)
admin.site.register(PLAIN, Window)
