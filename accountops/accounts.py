"""How people get an account: an administrator makes it. Nobody signs up."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, DateTimeField, Exists, Func, OuterRef, TextField, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases import registry
from cases.models import Participation, RoleGrant, User
from cases.notices import reading
from cases.statements import Statement, written


class AccountAdapter(DefaultAccountAdapter):
    """allauth with the door for newcomers shut, and refusals that say what to do."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        **dict.fromkeys(
            ("username_password_mismatch", "email_password_mismatch"),
            _("This name and this password do not belong together. Type both again, or set a new password."),
        ),
        # As long as allauth's limit of five wrong passwords lasts.
        "too_many_login_attempts": _(
            "There were too many wrong passwords. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class PersonBackend(AuthenticationBackend):
    """allauth's, which reads together with the person what every page asks for.

    Those are the roles, the kinds in whose cases they took part, what they have not read, and the instant.
    """

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with their roles; None for one that is gone or may not sign in."""
        asked = _person(tuple(kind.code for kind in registry.all_kinds()))
        found = asked.objects(User, *asked.params[:-1], user_id)  # the last one stands for the person
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@cache
def _person(codes: tuple[str, ...]) -> Statement:
    """For each kind one look into an index: a person may have taken part in thousands of cases of one."""
    roles = RoleGrant.objects.filter(user=OuterRef("pk")).values("role")
    unread = reading.unread_marks(OuterRef("pk"))
    parts = Participation.objects.filter(actor=OuterRef("pk"))
    kinds = [Case(When(Exists(parts.filter(kind=code)), then=Value(code))) for code in codes]
    people = User.objects.annotate(  # type: ignore[no-redef]  # the same ones
        held=ArraySubquery(roles),
        took_part=Func(*kinds, template="ARRAY[%(expressions)s]::text[]", output_field=TextField()),
        unread=ArraySubquery(unread),
        asked_at=Func(template="statement_timestamp()", output_field=DateTimeField()),
    )
    statement = written(people.filter(pk=0))
    assert statement is not None, "something can be found"
    return statement
