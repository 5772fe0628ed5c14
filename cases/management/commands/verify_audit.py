"""Is the timeline as it was written?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import timeline
from cases.models import ChainAnchor, TimelineEntry
from cases.policies import checking


class Command(BaseCommand):
    """Walks every case's chain, every anchor and approved policy; exit 1 where something was changed."""

    help = "Walk the timeline's chains and anchors; exit 1 where an entry was changed or removed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says each break as it is found."""
        broken = 0
        for faults in (timeline.faults(), timeline.anchor_faults(), checking.faults()):
            for fault in faults:
                broken += 1
                self.stderr.write(fault)
        if broken:
            raise CommandError(f"The timeline is not as it was written: {broken} faults.", returncode=1)
        entries, anchors = TimelineEntry.objects.count(), ChainAnchor.objects.count()
        self.stdout.write(f"The timeline is whole: {entries} entries, {anchors} anchors.")
