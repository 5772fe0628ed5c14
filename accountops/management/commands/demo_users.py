"""`manage.py demo_users`: where the demo is and whom to sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accountops.demo import announcement


class Command(BaseCommand):
    """Prints; changes nothing."""

    help = "Prints the demo's address and people."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a person, aligned."""
        self.stdout.write(announcement(settings.PUBLIC_URL, one_click=settings.IS_DEMO))
