"""How people get an account: an administrator makes it. Nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth with the door for newcomers shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
