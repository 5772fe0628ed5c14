"""What the rules know of a transition: a frozen picture of the case, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.nearest import altered
from cases.routing import Source
from cases.words import plain_name


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account of the customer that moves, with its active badges."""

    no: str
    badge_count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Badges that are issued and billed together. `expired_qty` is None without an expired shipment."""

    name: str
    issued: bool = False
    billed: bool = False
    pending_badges: int = 0
    expired_qty: int | None = None

    @property
    def pending(self) -> bool:
        """Whether something of it is still to be issued."""
        return not self.issued or self.pending_badges > 0

    @property
    def expired_wanted(self) -> int:
        """What its expired shipment has to be: 0 once issued, else the pending number (AF-A4)."""
        return 0 if self.issued else self.pending_badges


@dataclass(frozen=True, slots=True)
class Access:
    """One user of the reseller, and when the access was taken away."""

    user: str
    removed_at: datetime | None = None


@dataclass(frozen=True)
class AffiliationFacts:
    """Everything recorded about one transition. Instants are aware, in UTC; empty means "not stated".

    `waiting_since` is when the present wait for issue and billing began; `checked_at` and `nudged_at` are
    the last firings of its reminders. `sources` says where a group of facts came from, by the names `deal`,
    `accounts` and `groups`.
    """

    customer: str
    reseller: str
    enterprise_affiliation: str
    time_zone: str
    accounts: tuple[AccountFacts, ...] = ()
    groups: tuple[Group, ...] = ()
    access: tuple[Access, ...] = ()
    state: str = "preparing"
    is_closed: bool = False
    reference: str = ""
    deal_id: str = ""
    deal_stage: str = ""
    closed_won_at: datetime | None = None
    opened_won: bool = False
    opened_at: datetime | None = None
    customer_advised_at: datetime | None = None
    reseller_notified_at: datetime | None = None
    reseller_rep_involved_at: datetime | None = None
    manager_involved_at: datetime | None = None
    override_reason: str = ""
    affiliation_updated_at: datetime | None = None
    mail_to: str = ""
    mail_sent_at: datetime | None = None
    mail_bounced_at: datetime | None = None
    sent_without_notice: bool = False
    shipment_again: bool = False
    deal_lost_at: datetime | None = None
    late_fact: bool = False
    csm: str = ""
    waiting_since: datetime | None = None
    checked_at: datetime | None = None
    nudged_at: datetime | None = None
    expected_billing_on: date | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)

    def changed(self, **values: Any) -> AffiliationFacts:
        """The same facts with some of them otherwise."""
        return altered(self, values)

    def group(self, name: str) -> Group | None:
        """The group of that name, letter case and spacing aside."""
        return next((one for one in self.groups if plain_name(one.name) == plain_name(name)), None)

    @property
    def badges(self) -> int:
        """Active badges of all accounts that move together (AF-A2)."""
        return sum(account.badge_count for account in self.accounts)

    @property
    def not_issued(self) -> tuple[Group, ...]:
        """The groups whose last set is not issued (AF-A14)."""
        return tuple(group for group in self.groups if not group.issued)

    @property
    def pending(self) -> tuple[Group, ...]:
        """The groups of which something is still to be issued."""
        return tuple(group for group in self.groups if group.pending)

    @property
    def unbilled(self) -> tuple[Group, ...]:
        """The groups that are not billed; fees for badges not returned do not count (AF-A11)."""
        return tuple(group for group in self.groups if not group.billed)

    @property
    def without_expired(self) -> tuple[Group, ...]:
        """The groups that have no expired shipment."""
        return tuple(group for group in self.groups if group.expired_qty is None)

    @property
    def something_open(self) -> bool:
        """Whether anything is still to be issued or billed."""
        return bool(self.pending or self.unbilled)

    @property
    def with_access(self) -> tuple[str, ...]:
        """The reseller's users who still have access."""
        return tuple(one.user for one in self.access if one.removed_at is None)

    @property
    def affiliation(self) -> str:
        """Where the customer belongs now: the reseller, until the affiliation is updated."""
        return self.enterprise_affiliation if self.affiliation_updated_at else self.reseller

    @property
    def involved(self) -> bool:
        """Whether Reseller Rep and Manager were both involved."""
        return self.reseller_rep_involved_at is not None and self.manager_involved_at is not None

    @property
    def mail_arrived(self) -> bool:
        """Whether the letter was sent and did not come back."""
        return self.mail_sent_at is not None and self.mail_bounced_at is None
