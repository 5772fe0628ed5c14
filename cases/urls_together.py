"""Addresses of working together: what open pages ask, watching, and what one was told of."""

from __future__ import annotations

from django.urls import URLPattern, path

from cases.views import notices, together

urlpatterns: list[URLPattern] = [
    path("cases/<str:reference>/together/", together.together, name="together"),
    path("cases/<str:reference>/watch/", notices.watch, name="watch"),
    path("cases/<str:reference>/colleagues/", notices.colleagues, name="colleagues"),
    path("cases/<str:reference>/note-draft/", notices.note_draft, name="note_draft"),
    path("live/", together.live, name="live"),
    path("updates/", together.updates, name="updates"),
    path("notifications/", notices.notifications, name="notifications"),
    path("notifications/read/", notices.notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/", notices.notification_open, name="notification_open"),
    path("profile/notifications/", notices.told_how, name="told_how"),
]
