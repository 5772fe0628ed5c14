"""Signing in and out, one's own addresses, password and second factors."""

from __future__ import annotations

from typing import Final

from tests.permissions.demo_only import DEMO_ONLY
from tests.permissions.terms import Row, To

SIGNING_IN: Final[dict[str, Row]] = {
    "account_login": Row("Signing in", To.ANYBODY, To.ANYBODY),
    "account_logout": Row("Signing out", To.ANYBODY, To.ANYBODY),
    "account_inactive": Row("Where one is told that an access has ended", read=To.ANYBODY),
    "account_signup": Row("Where one is told that nobody signs up", To.ANYBODY, To.ANYBODY),
    "account_reset_password": Row("Asking for the mail to set a password", To.ANYBODY, To.ANYBODY),
    "account_reset_password_done": Row("After asking", read=To.ANYBODY),
    "account_reset_password_from_key": Row(
        "The link of that mail", To.ANYBODY, To.ANYBODY, parts={"uidb36": "1", "key": "no-such-key"}
    ),
    "account_reset_password_from_key_done": Row("After setting a password", read=To.ANYBODY),
    "account_confirm_email": Row(
        "The link that confirms an address", To.ANYBODY, To.HOLDS_KEY, parts={"key": "no-such-key"}
    ),
    "account_confirm_login_code": Row("Not in use: signing in by a code; leads away", To.PEOPLE, To.PEOPLE),
    "account_email_verification_sent": Row("After a mail was sent", read=To.ANYBODY),
    "account_reauthenticate": Row("Confirming that it is still you", To.PEOPLE, To.PEOPLE),
    "account_email": Row("One's own addresses", To.PEOPLE, To.PEOPLE),
    "account_change_password": Row("Changing one's own password", To.PEOPLE, To.PEOPLE),
    "account_set_password": Row("Setting a first password", To.PEOPLE, To.PEOPLE),
    "mfa_index": Row("One's own second factors", read=To.PEOPLE),
    "mfa_authenticate": Row(
        "The second factor while signing in; leads away who is signed in", To.PEOPLE, To.PEOPLE
    ),
    "mfa_reauthenticate": Row("The second factor, once more", To.PEOPLE, To.PEOPLE),
    "mfa_activate_totp": Row("Adding an authenticator app", To.PEOPLE, To.PEOPLE),
    "mfa_deactivate_totp": Row("Removing it", To.HOLDS_KEY, To.HOLDS_KEY),
    "mfa_view_recovery_codes": Row("One's own recovery codes", read=To.HOLDS_KEY),
    "mfa_generate_recovery_codes": Row("New recovery codes", To.PEOPLE, To.PEOPLE),
    "mfa_download_recovery_codes": Row("Recovery codes as a file", read=To.HOLDS_KEY),
} | DEMO_ONLY
