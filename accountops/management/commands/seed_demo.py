"""Believable people and cases, for a demo that has none."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accountops.demo import seed_people
from accountops.demo_trouble import set_aside
from cases import clock, registry
from cases.kinds import Kind
from cases.models import Case


class Command(BaseCommand):
    """Every kind whose app has a `demo` module seeds its own cases, through the door, and its mails."""

    help = "Make the demo's people and, where there are no cases yet, its cases."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds what is missing; running it twice adds nothing."""
        people = seed_people()
        lines = [f"{len(people)} people"]
        kinds = [] if Case.objects.exists() else registry.all_kinds()
        for kind in kinds:
            name = f"{kind.model._meta.app_config.name}.demo"
            if find_spec(name):
                lines += _seeded(import_module(name), kind)
        if kinds:
            set_aside(clock.now())
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))


def _seeded(demo: Any, kind: Kind) -> list[str]:
    """Makes a kind's cases, and lets its mails come in; answers what was made, in words."""
    made = demo.seed(count=settings.DEMO_CASES, now=clock.now())
    found = [f"{len(made)} {kind.label_plural.lower()}"]
    if hasattr(demo, "seed_mails"):
        found.append(f"{demo.seed_mails(clock.now())} mails")
    return found
