"""The rep's page of a cancellation, in a browser without a session: it is accessible, and fits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from cancellations.models import CancellationCase
from cases import registry, statuslinks
from cases.workflow import open_case
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.cancellations.helpers import GIVEN, MAIL, person

LONG = "Oberbergische Landmaschinen-Vertriebsgesellschaft mbH"


def received(**fields: Any) -> CancellationCase:
    """A request that came by mail, and lacks something."""
    kind = registry.get_kind("cancellation")
    case: CancellationCase = open_case(kind, {**GIVEN, **fields}, actor=person(MAIL), strict=True).case
    return case


def test_the_rep_reads_how_it_stands(desk: Desk) -> None:
    case = received(titan_order_id="", client=LONG)
    path = urlsplit(statuslinks.url_of(case, str(GIVEN["rep_contact"]))).path
    page = desk("", path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Your cancellation for {LONG}")
    expect(page.get_by_role("link", name="Answer by mail")).to_be_visible()
    assert_accessible(page, "how it stands, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, "how it stands, dark", COLOURS)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size is a dictionary
    assert_fits(page, "how it stands, narrow")
