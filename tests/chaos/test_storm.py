"""The short chaos run: killed for some seconds at random moments, and every promise was kept."""

from __future__ import annotations

import os

import pytest

from tests.chaos import storm
from tests.chaos.checker import summary
from tests.chaos.installation import Installation

pytestmark = pytest.mark.launcher
SEED = int(os.environ.get("CHAOS_SEED", "1"))
SECONDS = 15.0
# Whoever was killed with a mail or a call in hand is waited for five minutes elsewhere, not here.
SHORT = {"LEASE_SECONDS": "6", "OUTSIDE_SECONDS": "0.3"}
RATES = {**storm.RATES, "database": 8, "flush": 12, "broker": 8, "worker": 8, "loop": 8}


def test_nothing_is_lost_or_doubled_whoever_is_killed(installed: Installation) -> None:
    installed.end_parts()
    installed.start_services()
    found = storm.run(
        installed, seed=SEED, seconds=SECONDS, forking=1, clickers=2, mails=False, rates=RATES, more=SHORT
    )
    figures = summary(found.evidence)
    print(found.killed, found.answers, figures)  # noqa: T201 - what the run did
    assert found.faults == []
    assert found.workers
    assert found.killed["database"]
    assert figures["fired"]
    assert figures["acknowledged"]
    assert figures["deliveries"]
    assert figures["calls"]
    assert figures["effects"]
