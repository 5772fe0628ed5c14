"""Giving people access and taking it away: who may be changed how, and a row for every change."""

from __future__ import annotations

from collections.abc import Collection

from allauth.account.forms import ResetPasswordForm
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from cases.models import ApiToken, PeopleChange, RoleGrant, User
from cases.teams import ROLES

ADMINISTRATOR = "administrator"
GIVABLE = {code: label for code, label in ROLES.items() if code != "system"}
What = PeopleChange.What


class AccessKept(ValueError):
    """The change would leave nobody, or oneself, without the administrator's access. The text says why."""


def create(
    username: str,
    *,
    name: str,
    email: str,
    time_zone: str,
    roles: Collection[str],
    by: User,
    organisation: str = "",
) -> User:
    """A new person without a password; the mail that lets them set one is sent by `send_password_mail`."""
    with transaction.atomic():
        person = User(
            username=username, name=name, email=email, time_zone=time_zone, organisation=organisation
        )
        person.set_unusable_password()
        person.save(force_insert=True)
        _note(by, person, What.CREATED)
        _give(person, roles, by)
    return person


def install_administrator(person: User, password: str) -> None:
    """Saves a person, new or known, as an active administrator; for whoever runs commands on the machine."""
    with transaction.atomic():
        is_new = person.pk is None
        person.is_active = True
        person.set_password(password)
        person.save()
        if is_new:
            _note(person, person, What.CREATED)
        if not RoleGrant.objects.filter(user=person, role=ADMINISTRATOR).exists():
            _give(person, [ADMINISTRATOR], person)


def set_roles(person: User, roles: Collection[str], *, by: User) -> None:
    """Gives and takes roles until the person holds exactly `roles`; raises AccessKept."""
    with transaction.atomic():
        administrators = _active_administrators()
        held = set(RoleGrant.objects.filter(user=person).values_list("role", flat=True))
        if ADMINISTRATOR in held - set(roles):
            _may_lose(person, by, administrators, "You cannot take the administrator's role from yourself.")
        for role in sorted(held - set(roles)):
            RoleGrant.objects.filter(user=person, role=role).delete()
            _note(by, person, What.ROLE_TAKEN, role)
        _give(person, set(roles) - held, by)


def set_place(person: User, roles: Collection[str], organisation: str, *, by: User) -> None:
    """What a person does and for whom, both or neither; raises AccessKept."""
    with transaction.atomic():
        set_roles(person, roles, by=by)
        set_organisation(person, organisation, by=by)


def set_organisation(person: User, organisation: str, *, by: User) -> None:
    """Says for whom somebody from outside acts; what they see follows at once."""
    with transaction.atomic():
        if (
            User.objects.filter(pk=person.pk)
            .exclude(organisation=organisation)
            .update(organisation=organisation)
        ):
            _note(by, person, What.ORGANISATION, organisation[:40])


def deactivate(person: User, *, by: User) -> None:
    """Ends a person's access at once: sign-in, every session, every token. Raises AccessKept."""
    with transaction.atomic():
        administrators = _active_administrators()
        if not User.objects.select_for_update().get(pk=person.pk).is_active:
            return
        if person.pk == by.pk or person.pk in administrators:
            _may_lose(person, by, administrators, "You cannot deactivate yourself.")
        User.objects.filter(pk=person.pk).update(is_active=False)
        ApiToken.objects.filter(user=person, revoked_at=None).update(revoked_at=timezone.now())
        end_sessions(person)
        _note(by, person, What.DEACTIVATED)


def reactivate(person: User, *, by: User) -> None:
    """Lets a person sign in again, with the roles as they stand; sessions and tokens stay ended."""
    with transaction.atomic():
        if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            _note(by, person, What.REACTIVATED)


def send_password_mail(person: User, request: HttpRequest, *, by: User) -> None:
    """Sends the mail with a link to set a password; for a new person and for one who lost theirs."""
    form = ResetPasswordForm({"email": person.email})
    if not form.is_valid():
        raise ValueError(f"{person} has no e-mail address that a mail can be sent to.")
    form.users = [person]  # the address may be somebody else's too; only this person's link is asked for
    with transaction.atomic():
        _note(by, person, What.PASSWORD_MAIL)
        form.save(request)


def end_sessions(person: User) -> None:
    """Ends every session of a person. Sessions are not indexed by person, so all living ones are read."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _active_administrators() -> set[int]:
    """Locks every grant of the administrator's role, so that the last two cannot go at the same time."""
    grants = RoleGrant.objects.select_for_update().filter(role=ADMINISTRATOR).order_by("pk")
    holders = [grant.user_id for grant in grants]
    return set(User.objects.filter(pk__in=holders, is_active=True).values_list("pk", flat=True))


def _may_lose(person: User, by: User, administrators: set[int], own: str) -> None:
    if person.pk == by.pk:
        raise AccessKept(own)
    if administrators <= {person.pk}:
        raise AccessKept(f"{person} is the last administrator.")


def _give(person: User, roles: Collection[str], by: User) -> None:
    for role in sorted(roles):
        RoleGrant.objects.create(user=person, role=role, granted_by=by)
        _note(by, person, What.ROLE_GIVEN, role)


def _note(by: User, person: User, what: str, detail: str = "") -> None:
    PeopleChange.objects.create(actor=by, person=person, what=what, detail=detail)
