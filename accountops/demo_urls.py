"""Addresses that exist in demo mode only."""

from __future__ import annotations

from django.urls import path

from accountops.views import demo, postbox, systems

urlpatterns = [
    path("demo/sign-in/", demo.sign_in, name="demo_sign_in"),
    path("demo/systems/", systems.systems, name="demo_systems"),
    path("demo/mail/", postbox.mails, name="demo_mails"),
    path("demo/mail/new/", postbox.mail_new, name="demo_mail_new"),
    path("demo/mail/<str:name>/", postbox.mail, name="demo_mail"),
    path("demo/mail/<str:name>/answer/", postbox.mail_answer, name="demo_mail_answer"),
    path("demo/mail/<str:name>/html/", postbox.mail_html, name="demo_mail_html"),
    path("demo/mail/<str:name>/file.eml", postbox.mail_file, name="demo_mail_file"),
]
