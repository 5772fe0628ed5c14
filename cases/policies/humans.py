"""Which accounts count as one person for the second pair of eyes.

Accounts that an administrator linked count as one. Those that were unlinked while a draft was on its way go
on counting as one for that draft: nobody is unlinked in order to approve their own change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cases import clock
from cases.models import PeopleChange, PolicyDraft, PolicyDraftEntry, User
from cases.policies.payload import digest_of
from cases.requests import current_request_id

OPEN = (PolicyDraft.Status.DRAFT, PolicyDraft.Status.SUBMITTED)


def is_one_of(draft: PolicyDraft, account: int, others: Collection[int]) -> bool:
    """Whether the person behind an account has, or had while the draft was open, one of the others too."""
    mains = dict(User.objects.filter(pk__in={account, *others}).values_list("pk", "same_person"))
    human = mains.get(account) or account
    if any((mains.get(one) or one) == human for one in others):
        return True
    once = PolicyDraftEntry.objects.filter(draft=draft, what=PolicyDraftEntry.What.UNLINKED)
    return any(
        account in data["accounts"] and not set(others).isdisjoint(data["accounts"])
        for data in once.values_list("data", flat=True)
    )


def once_one_with(account: int, others: Collection[int]) -> list[str]:
    """The usernames of those of the others that were unlinked from the account at any time."""
    changes = PeopleChange.objects.filter(
        what=PeopleChange.What.UNLINKED, person=account, other__in=list(others)
    )
    return sorted(set(changes.values_list("other__username", flat=True)))


def open_drafts() -> list[PolicyDraft]:
    """The drafts that are on their way, under their locks: an approval comes before this or after it."""
    rows = PolicyDraft.objects.filter(status__in=OPEN).select_for_update(of=("self",))
    return list(rows.order_by("pk"))


def keep_as_one(drafts: Iterable[PolicyDraft], accounts: Collection[User], by: User) -> None:
    """Writes into the history of open drafts that accounts which are unlinked now count as one for them."""
    told = {
        "accounts": sorted(one.pk for one in accounts),
        "usernames": sorted(one.username for one in accounts),
    }
    PolicyDraftEntry.objects.bulk_create(
        PolicyDraftEntry(
            draft=draft,
            at=clock.now(),
            actor=by,
            what=PolicyDraftEntry.What.UNLINKED,
            data=told,
            digest=digest_of(draft),
            request_id=current_request_id(),
        )
        for draft in drafts
    )
