"""Advocate cases for pictures: the demo's plots, played around the afternoon of the browser tests."""

from __future__ import annotations

from random import Random

from django.test import override_settings
from playwright.sync_api import Page

from advocacy.demo.playing import _play
from advocacy.demo.plots import PLOTS
from cases import demo, outbox
from cases.connectors import calling
from cases.connectors.loopback import tell_next
from cases.models import User
from cases.workflow import advance
from tests.browser.people import Desk
from tests.browser.world import NOW

BY_NAME = {plot.name: plot for plot in PLOTS}
SEVERAL = (
    "called once", "waiting", "not closed by itself", "back by post", "letter with a date", "offer out",
    "installer named", "removal scheduled", "unanswered", "field asked", "repaired, not happy", "known issue",
)  # fmt: skip


def played(*names: str) -> list[str]:
    """A ticket of each plot; answers their references."""
    cast = demo.Cast(Random(7), demo.people_by_role())
    return [_play(number, BY_NAME[name], NOW, cast) for number, name in enumerate(names)]


def queue(desk: Desk) -> Page:
    """The advocates' queue."""
    played(*SEVERAL)
    return desk("avery", "/queue/advocacy/")


def ladder(desk: Desk) -> Page:
    """A ticket that waits for its customer."""
    [reference] = played("waiting")
    return desk("avery", f"/cases/{reference}/")


def closing(desk: Desk) -> Page:
    """A ticket that the first system has closed and the second one did not."""
    [reference] = played("removal scheduled")
    with override_settings(CONNECTORS={"crm": "loopback", "service_desk": "loopback"}):
        tell_next("service_desk", "rejected")
        assert advance(reference, "request_crm_close", actor=User.objects.get(username="avery")).ok
        while outbox.drain() or calling.drain():
            pass
        return desk("avery", f"/cases/{reference}/#panel-systems")
