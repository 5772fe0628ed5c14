"""How near the decision was to another one: the window as a bar, the month in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from cases.money import format_money
from cases.routing import Margin, Policy, Tick
from cases.worktime import first_instant_after_month
from rebooks.rules.derived import Derived
from rebooks.rules.facts import RebookFacts
from rebooks.rules.reasons import wall_clock
from rebooks.rules.window import long_words, time_used

WINDOW_ROWS = frozenset({3, 4, 14, 15, 16})
MONTH_ROWS = frozenset({6, 7, 8, 10, 11})


def margin_of(row: int, facts: RebookFacts, known: Derived, policy: Policy, now: datetime) -> Margin | None:
    """The margin of a decision by this row; None where neither window nor month played a part."""
    if row in WINDOW_ROWS:
        return _window(facts, known, policy, now)
    if row in MONTH_ROWS and facts.request_received_at is not None:
        return _month(facts, known)
    return None


def hours_words(hours: float) -> str:
    """ "48 h", or "1.5 h" where policy counts parts of hours."""
    return f"{float(hours):g} h"


def _window(facts: RebookFacts, known: Derived, policy: Policy, now: datetime) -> Margin:
    whole = timedelta(hours=float(policy["hard_hours"]))
    used = known.used
    if used is None:
        used = time_used(facts.processed_at, now, policy, facts.time_zone)
    percent = min(100.0, round(used / whole * 100, 2)) if whole else 100.0
    return Margin(
        text=f"{_used_words(used)} of {hours_words(policy['hard_hours'])}",
        spare=_spare(facts, known, whole - used),
        used_percent=percent,
        start_label=wall_clock(facts.processed_at, facts.time_zone),
        end_label=hours_words(policy["hard_hours"]),
        ticks=_ticks(facts, policy, percent),
    )


def _used_words(used: timedelta) -> str:
    """Hours beside hours, so that three days read as "72 h" of 48 h."""
    return long_words(used) if used < timedelta(days=3) else f"{int(used.total_seconds()) // 3600} h"


def _spare(facts: RebookFacts, known: Derived, left: timedelta) -> str:
    """What was left or missing; another amount settles it whatever the time."""
    if facts.has_second_order and not known.same_amount and left >= timedelta():
        return _apart(facts)
    if left < timedelta():
        return f"{long_words(-left)} over"
    return f"{long_words(left)} to spare"


def _apart(facts: RebookFacts) -> str:
    if facts.rebook_amount is None or facts.rebook_currency != facts.currency:
        return "in time, but in another currency"
    difference = format_money(abs(facts.rebook_amount - facts.amount), facts.currency, grouped=True)
    return f"in time, but {difference} apart"


def _ticks(facts: RebookFacts, policy: Policy, percent: float) -> tuple[Tick, ...]:
    hard, soft = float(policy["hard_hours"]), float(policy["soft_hours"])
    ticks = []
    if 0 < soft < hard:
        ticks.append(Tick(round(soft / hard * 100, 2), f"{hours_words(soft)}: late window"))
    ticks.append(Tick(percent, "second order" if facts.has_second_order else "now"))
    return tuple(ticks)


def _month(facts: RebookFacts, known: Derived) -> Margin | None:
    came = facts.request_received_at
    if came is None:
        return None
    end = first_instant_after_month(facts.processed_at, known.month_zone)
    if came < end:
        return Margin(f"{long_words(end - came)} before the end of the order month {known.order_month}")
    return Margin(f"{long_words(came - end)} after the end of the order month {known.order_month}")
