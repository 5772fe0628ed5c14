"""Addresses of people and of one's own profile."""

from __future__ import annotations

from django.urls import URLPattern, path

from cases.views import attendance, calendar, introducing, people, profile

urlpatterns: list[URLPattern] = [
    path("people/", people.people_list, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/roles/", people.person_roles, name="person_roles"),
    path("people/<int:pk>/active/", people.person_active, name="person_active"),
    path("people/<int:pk>/link/", people.person_link, name="person_link"),
    path("people/<int:pk>/unlink/", people.person_unlink, name="person_unlink"),
    path("people/<int:pk>/password/", people.person_password, name="person_password"),
    path("attendance/", attendance.attendance, name="attendance"),
    path("attendance/<int:pk>/", attendance.person_attendance, name="person_attendance"),
    path("attendance/<int:pk>/hours/", attendance.person_hours, name="person_hours"),
    path("attendance/<int:pk>/<int:absence>/remove/", attendance.absence_remove, name="absence_remove"),
    path("help/", introducing.help_page, name="help"),
    path("help/<slug:code>/read/", introducing.introduction_read, name="introduction_read"),
    path("help/<slug:code>/again/", introducing.introduction_again, name="introduction_again"),
    path("profile/", profile.profile, name="profile"),
    path("profile/theme/", profile.profile_theme, name="profile_theme"),
    path("profile/calendar/", calendar.calendar_new, name="calendar_new"),
    path("profile/calendar/end/", calendar.calendar_end, name="calendar_end"),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
    path("profile/sessions/<int:pk>/end/", profile.session_end, name="session_end"),
    path("profile/tokens/", profile.token_new, name="token_new"),
    path("profile/tokens/<int:pk>/revoke/", profile.token_revoke, name="token_revoke"),
]
