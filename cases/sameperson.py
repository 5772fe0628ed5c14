"""Accounts of one person: linked and unlinked by administrators, never by the person whose accounts they are.

For four eyes linked accounts count as one. Each link and each end of one is a row with its reason on the
pages of both accounts, and so is an attempt that was refused.
"""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from cases.counting import count_refusals
from cases.models import PeopleChange, User
from cases.policies import humans
from cases.routing import Refusal

What = PeopleChange.What
OWN: Final = "One of these accounts is yours. Another administrator can link or unlink them."
ONE_ALREADY: Final = "These are accounts of one person already."
NOT_LINKED: Final = "No other account is linked with this one. Nothing was changed."
BY_COMMAND: Final = "By a command on the machine."


class NotLinked(ValueError):
    """The accounts stay as they are. The text says why."""


def accounts_of(person: User) -> QuerySet[User]:
    """All accounts of the human behind an account, itself among them, by username."""
    main = User.objects.filter(pk=person.pk).values_list("same_person", flat=True).first() or person.pk
    return User.objects.filter(Q(pk=main) | Q(same_person=main)).order_by("username")


def other_accounts(person: User) -> list[User]:
    """The accounts that are linked to belong to the same human, this one left out; by username."""
    return list(accounts_of(person).exclude(pk=person.pk))


def are_own(by: User, *accounts: User) -> bool:
    """Whether one of the accounts belongs to `by`, as far as is known."""
    mine = set(accounts_of(by).values_list("pk", flat=True))
    return any(one.pk in mine for one in accounts)


def link(account: User, main: User, *, by: User | None = None, reason: str = BY_COMMAND) -> None:
    """Says that two accounts belong to one human; those that either is linked with come along.

    Without `by` for whoever runs commands on the machine. Raises NotLinked, for an account of one's own too.
    """
    if by is not None and are_own(by, account, main):
        raise _attempted(by, account, main)
    with transaction.atomic():
        _one_at_a_time()
        first, second = list(accounts_of(account)), list(accounts_of(main))
        if account.pk in {one.pk for one in second}:
            raise NotLinked(ONE_ALREADY)
        head = User.objects.get(pk=main.pk)
        User.objects.filter(pk__in=[one.pk for one in first]).update(
            same_person=head.same_person_id or head.pk
        )
        for one in first:
            for other in second:
                _note(by or main, one, What.SAME_PERSON, other, reason)
                _note(by or main, other, What.SAME_PERSON, one, reason)


def unlink(account: User, *, by: User, reason: str) -> None:
    """Says that an account belongs to nobody else's human after all; the others stay linked.

    For drafts of a policy that are on their way it counts as one with them all the same. Raises NotLinked.
    """
    if are_own(by, account):
        raise _attempted(by, account, None)
    with transaction.atomic():
        drafts = humans.open_drafts()
        _one_at_a_time()
        together = list(accounts_of(account))
        others = [one for one in together if one.pk != account.pk]
        if not others:
            raise NotLinked(NOT_LINKED)
        humans.keep_as_one(drafts, together, by)
        heads = [one for one in others if one.same_person_id is None] or others
        User.objects.filter(pk__in=[one.pk for one in others]).update(same_person=heads[0])
        User.objects.filter(pk__in=[account.pk, heads[0].pk]).update(same_person=None)
        for other in others:
            _note(by, account, What.UNLINKED, other, reason)
            _note(by, other, What.UNLINKED, account, reason)


def _one_at_a_time() -> None:
    """Two links at once would make a chain of which nobody sees the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", ["cases.sameperson"])


def _attempted(by: User, account: User, other: User | None) -> NotLinked:
    """Writes an attempt at one's own accounts down, and counts it."""
    count_refusals([Refusal("PEOPLE_OWN", OWN)])
    _note(by, account, What.LINK_ATTEMPT, other, "")
    return NotLinked(OWN)


def _note(by: User, person: User, what: str, other: User | None, reason: str) -> None:
    detail = other.username[:40] if other and what != What.LINK_ATTEMPT else ""
    PeopleChange.objects.create(actor=by, person=person, what=what, detail=detail, other=other, reason=reason)
