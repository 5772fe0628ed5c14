"""What belongs to a transition, in memory: read once, changed by its actions, stored with the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from affiliations.rules import Access, AccountFacts, Group
from cases.statements import belonging
from cases.words import same_name

if TYPE_CHECKING:
    from affiliations.models.case import AffiliationCase
    from affiliations.models.rows import BadgeGroup, MovingAccount, ResellerAccess


@dataclass
class Parts:
    """The rows of one case, each list in its order. `accounts` holds those that have left, too."""

    accounts: list[MovingAccount] = field(default_factory=list)
    groups: list[BadgeGroup] = field(default_factory=list)
    access: list[ResellerAccess] = field(default_factory=list)

    @classmethod
    def read(cls, case: AffiliationCase) -> Self:
        """All rows of a case; of one that is not stored yet there are none."""
        if case._state.adding:
            return cls()
        return cls(*(belonging(case, name) for name in ("moving_accounts", "groups", "access")))

    def account_facts(self) -> tuple[AccountFacts, ...]:
        """The accounts that move, as the rules know them."""
        return tuple(AccountFacts(row.no, row.badge_count) for row in self.accounts if row.left_at is None)

    def group_facts(self) -> tuple[Group, ...]:
        """The groups as the rules know them."""
        return tuple(
            Group(row.name, row.issued, row.billed, row.pending_badges, row.expired_qty)
            for row in self.groups
        )

    def access_facts(self) -> tuple[Access, ...]:
        """The reseller's users as the rules know them."""
        return tuple(Access(row.user, row.removed_at) for row in self.access)

    def account(self, no: str) -> MovingAccount | None:
        """The account of that number; None when the case has none."""
        return next((row for row in self.accounts if same_name(row.no, no)), None)

    def group(self, name: str) -> BadgeGroup | None:
        """The group of that name; None when the case has none."""
        return next((row for row in self.groups if same_name(row.name, name)), None)

    def user(self, name: str) -> ResellerAccess | None:
        """The user of that name; None when the reseller has none."""
        return next((row for row in self.access if same_name(row.user, name)), None)
