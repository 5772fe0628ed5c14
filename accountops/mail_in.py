"""Settings of the ways in that mail has besides the API: a mailbox on a server, and a mail provider."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from accountops import env

LEAST_KEY_LENGTH = 16
LEAST_PASSWORD_LENGTH = 20

# A mailbox on a server, read by UID; nothing in it is marked, moved or deleted.
IMAP_HOST = env.text("IMAP_HOST")
IMAP_PORT = env.integer("IMAP_PORT", 993, least=1, most=65535)
IMAP_USER, IMAP_PASSWORD = env.text("IMAP_USER"), env.secret("IMAP_PASSWORD")
IMAP_FOLDER = env.text("IMAP_FOLDER", "INBOX")
IMAP_TLS = env.flag("IMAP_TLS", default=True)

# A provider that brings mail and tells of what did not arrive: its signing key, or a name and password.
MAIL_PROVIDER = env.choice("MAIL_PROVIDER", "none", ("none", "mailgun", "postmark"))
_KEY, _LOGIN = env.secret("MAIL_PROVIDER_KEY"), env.secret("MAIL_PROVIDER_LOGIN")
if MAIL_PROVIDER == "mailgun" and len(_KEY) < LEAST_KEY_LENGTH:
    raise ImproperlyConfigured("MAIL_PROVIDER_KEY must be the signing key that Mailgun shows for webhooks.")
if MAIL_PROVIDER == "postmark" and len(_LOGIN.partition(":")[2]) < LEAST_PASSWORD_LENGTH:
    raise ImproperlyConfigured(
        f"MAIL_PROVIDER_LOGIN must be name:password, the password of {LEAST_PASSWORD_LENGTH} or more signs."
    )
ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": _KEY, "WEBHOOK_SECRET": [_LOGIN] if _LOGIN else []}
