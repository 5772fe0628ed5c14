"""A demo has a policy change that begins later and one that waits for approval."""

from __future__ import annotations

import pytest

from accountops.demo import seed_people
from accountops.demo_policy import seed_policy
from cases import clock, policy, registry
from cases.models import PolicyDraft


@pytest.mark.django_db
def test_one_is_approved_and_one_waits() -> None:
    """Nothing is in force yet, and a second seeding adds nothing."""
    seed_policy(clock.now())  # without people there is nobody to do it
    assert not PolicyDraft.objects.exists()
    seed_people()
    for _ in range(2):
        seed_policy(clock.now())
    found = PolicyDraft.objects.order_by("id").values_list("status", "submitted_by__username")
    assert list(found) == [("approved", "mona"), ("submitted", "malin")]
    assert policy.in_force(registry.get_kind("rebook"), clock.now()).version == 1
