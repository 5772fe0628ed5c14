"""A demo has a policy change that begins later and one that waits for approval."""

from __future__ import annotations

import pytest

from accountops.demo import seed_people
from accountops.demo_policy import seed_policy
from cases import clock, policy, registry, tasks
from cases.models import PolicyDraft
from cases.policies import acceptance


@pytest.mark.django_db
def test_one_is_approved_and_one_waits() -> None:
    """Nothing is in force yet, and a second seeding adds nothing."""
    seed_policy(clock.now())  # without people there is nobody to do it
    assert not PolicyDraft.objects.exists()
    seed_people()
    for _ in range(2):
        seed_policy(clock.now())
    drafts = PolicyDraft.objects.order_by("id").values_list("status", "submitted_by__username")
    assert list(drafts) == [("approved", "mona"), ("submitted", "malin")]
    assert policy.in_force(registry.get_kind("rebook"), clock.now()).version == 1
    tasks.run_scenarios()
    found = acceptance.standing(PolicyDraft.objects.get(status="submitted"))
    assert (found.kept, found.missing, found.names) == (2, 0, ["WINDOW-2"])
