"""What the rules know of an order rebook: a frozen picture of the case, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from cases.nearest import altered
from cases.routing import Source


@dataclass(frozen=True)
class RebookFacts:
    """Everything recorded about one order and the wish to rebook it. Instants are aware, in UTC.

    An empty string or None means "not stated". `opener_team` is the team of the person who opened the
    case; `sources` says where a group of facts came from, by the names `order`, `second_order`,
    `admin_error`, `reason`, `request`, `intended`, `disposition` and `return`.
    """

    order_no: str
    processed_at: datetime
    amount: Decimal
    currency: str
    time_zone: str
    account: str = ""
    reference: str = ""
    state: str = "intake"
    is_closed: bool = False
    opener_team: str = "research"
    opportunity_id: str = ""
    opportunity_stage: str = "closed_won"
    opportunity_type: str = "new_license"
    reason: str = ""
    request_source: str = ""
    request_received_at: datetime | None = None
    requested_change: str = ""
    payment_reason: str = ""
    intended: str = ""
    admin_error: bool = False
    admin_error_note: str = ""
    admin_error_confirmed_by: str = ""
    admin_error_role: str = ""
    admin_error_at: datetime | None = None
    second_order_no: str = ""
    rebooked_at: datetime | None = None
    rebook_amount: Decimal | None = None
    rebook_currency: str = ""
    second_order_again: bool = False
    disposition: str = ""
    return_request_no: str = ""
    return_processed_at: datetime | None = None
    re_engage_opportunity_id: str = ""
    change_sent_at: datetime | None = None
    late_flagged_at: datetime | None = None
    window_ended_at: datetime | None = None
    change_overdue_at: datetime | None = None
    late_fact: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def has_second_order(self) -> bool:
        """Whether a second order with its instant is known."""
        return self.rebooked_at is not None

    @property
    def return_requested(self) -> bool:
        """Whether a return of the first order was asked for, processed or not."""
        return bool(self.return_request_no) or self.return_processed_at is not None

    @property
    def return_pending(self) -> bool:
        """Whether a return was asked for and is not processed yet."""
        return bool(self.return_request_no) and self.return_processed_at is None

    @property
    def first_order_gone(self) -> bool:
        """Whether the first order is cancelled or returned (RB-A13: as recorded, RB-A18: either will do)."""
        return self.return_processed_at is not None or (bool(self.disposition) and not self.return_pending)

    @property
    def gone_word(self) -> str:
        """ "cancelled" or "returned", as recorded; empty while the first order stands."""
        if not self.first_order_gone:
            return ""
        return self.disposition or "returned"

    def changed(self, **changes: Any) -> RebookFacts:
        """The same facts with some of them replaced."""
        return altered(self, changes)
