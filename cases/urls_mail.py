"""Addresses of the mail pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from cases.views import mail, provider

urlpatterns: list[URLPattern] = [
    path("mail/", mail.mails, name="mails"),
    path("mail/<uuid:number>/", mail.mail, name="mail"),
    path("mail/<uuid:number>/do/<slug:what>/", mail.mail_do, name="mail_do"),
    path("mail/<uuid:number>/raw/", mail.mail_raw, name="mail_raw"),
    path("mail/<uuid:number>/html/", mail.mail_html, name="mail_html"),
    path("hooks/mail/<slug:provider>/<slug:what>", provider.mail_hook, name="mail_hook"),
]
