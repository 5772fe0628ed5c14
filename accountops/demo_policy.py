"""Policy changes for a demo: one begins next week; one that moves deadlines waits, against a scenario."""

from __future__ import annotations

from datetime import datetime, timedelta

from accountops.demo_scenarios import seed_scenarios
from cases import registry
from cases.models import PolicyDraft, User
from cases.policies import drafting
from cases.policies.payload import digest_of


def seed_policy(now: datetime) -> None:
    """Makes both through the same door as everybody; where there is any change already, none."""
    people = {user.username: user for user in User.objects.filter(username__in=["malin", "mona"])}
    if PolicyDraft.objects.exists() or len(people) < 2:
        return
    kind, (malin, mona) = registry.get_kind("rebook"), (people["malin"], people["mona"])
    planned = drafting.begin(
        kind,
        {"payment_followup.attention_hours": 120},
        effective_from=now + timedelta(days=7),
        reason="A payment question that nobody answered for a week is too old. Five days are enough.",
        author=mona,
    )
    drafting.submit(planned, by=mona)
    planned.refresh_from_db()
    drafting.approve(planned, by=malin, digest=digest_of(planned))
    seed_scenarios(mona)
    waiting = drafting.begin(
        kind,
        {"hard_hours": 72},
        effective_from=None,
        reason="Long weekends push honest rebooks out of the window. Asked for by New License.",
        author=malin,
        set_deadlines=PolicyDraft.Set.MOVE,
    )
    drafting.submit(waiting, by=malin)
