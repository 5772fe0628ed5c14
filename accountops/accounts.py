"""How people get an account: an administrator makes it. Nobody signs up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest

from cases.models import RoleGrant, User


class AccountAdapter(DefaultAccountAdapter):
    """allauth with the door for newcomers shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class PersonBackend(AuthenticationBackend):
    """allauth's, which reads the roles together with the person: every page asks for both."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with their roles; None for one that is gone or may not sign in."""
        roles = RoleGrant.objects.filter(user=OuterRef("pk")).values("role")
        people = User.objects.annotate(held=ArraySubquery(roles))  # type: ignore[no-redef]  # the same one
        person = people.filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
