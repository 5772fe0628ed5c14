"""Believable people and cases, for a demo that has none."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accountops.demo import seed_people
from accountops.demo_habits import seed_habits
from accountops.demo_policy import seed_policy
from accountops.demo_refusals import seed_refusals
from accountops.demo_together import seed_together
from accountops.demo_triage import put_aside
from accountops.demo_trouble import set_aside
from cases import clock, registry
from cases.daily import keeping
from cases.kinds import Kind
from cases.models import Case


class Command(BaseCommand):
    """Every kind whose app has a `demo` module seeds its own cases, through the door, and its mails."""

    help = "Make the demo's people and, where there are no cases yet, its cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's switch."""
        parser.add_argument(
            "--trouble", action="store_true", help="set one step and one message aside, for the operators"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seeds what is missing; running it twice adds nothing but the trouble that was asked for."""
        people = seed_people()
        seed_habits(clock.now())
        lines = [f"{len(people)} people"]
        kinds = [] if Case.objects.exists() else registry.all_kinds()
        for kind in kinds:
            name = f"{kind.model._meta.app_config.name}.demo"
            if find_spec(name):
                lines += _seeded(import_module(name), kind)
        if kinds:
            seed_policy(clock.now())
            put_aside(clock.now())
            seed_together(clock.now())
            seed_refusals(clock.now())
        if options["trouble"]:  # not by itself: a demo begins well, and its doctor says so
            set_aside(clock.now())
        keeping.keep(settled=timedelta())  # so that the boards of a new demo are not empty for an hour
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))


def _seeded(demo: Any, kind: Kind) -> list[str]:
    """Makes a kind's cases, and lets its mails come in; answers what was made, in words."""
    made = demo.seed(count=settings.DEMO_CASES, now=clock.now())
    found = [f"{len(made)} {kind.label_plural.lower()}"]
    if hasattr(demo, "seed_mails"):
        found.append(f"{demo.seed_mails(clock.now())} mails")
    return found
