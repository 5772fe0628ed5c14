"""Three parties consent by link, each in a browser of its own; what they see is accessible."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from cases.consent import status
from cases.models import Case, ConsentRequest, TimelineEntry, User
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, WIDE, Desk
from tests.browser.test_takeover import CUSTOMER, NEW, OLD, ask
from tests.takeovers.consents import asked, path_of, take_over

PARTIES = {CUSTOMER: "Halima Berg", OLD: "Jonas Keller", NEW: "Léa Fontaine"}


def send_link(page: Page, name: str) -> str:
    """Customer care asks a party from its row on the board; answers the path of the link."""
    page.get_by_role("link", name=f"Ask… {name}").click()
    page.get_by_label("Mail address").fill(f"office@{name.split(maxsplit=1)[0].lower()}.example")
    page.get_by_role("button", name="Send the link").click()
    row = page.get_by_role("region", name="Agreements", exact=True).get_by_role("row", name=name)
    expect(row).to_contain_text("Asked")
    return path_of(ConsentRequest.objects.filter(party_name=name).latest("id"))


def test_three_parties_consent_by_link(desk: Desk) -> None:
    celia = desk("celia")
    reference = ask(celia)
    links = {name: send_link(celia, name) for name in PARTIES}
    for name, who in PARTIES.items():
        page = desk("", links[name])
        look(page, f"question to {name}")
        page.get_by_label("Your full name").fill(who)
        page.get_by_label("Your role there").fill("Managing director")
        page.get_by_label(f"I may speak for {name}").check()
        page.get_by_role("button", name=f"Agree for {name}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer has arrived.")
        assert_accessible(page, f"answer of {name}")
    celia.goto(f"/cases/{reference}/")
    expect(celia.locator(".casehead")).to_contain_text("Ready")
    board = celia.get_by_role("region", name="Agreements", exact=True)
    expect(board.get_by_role("row", name=NEW)).to_contain_text("By link: Léa Fontaine, Managing director")
    assert_accessible(celia, "board of the consents")
    assert views(reference) == 3
    assert_accessible(desk("lea", "/asked/"), "asked of a partner")
    newest = ConsentRequest.objects.filter(party_name=NEW).latest("id")
    assert_accessible(desk("", urlsplit(status.url_of(newest)).path), "how it stands, by link")
    assert Case.objects.get(reference=reference).state == "ready"


def views(reference: str) -> int:
    """How often reading was noted."""
    return TimelineEntry.objects.filter(case__reference=reference, action="view_consent").count()


def test_refused_used_again_and_asked_again_after_an_edit(desk: Desk) -> None:
    desk.watch.expect("status of 4")
    celia, care = desk("celia"), User.objects.get(username="celia")
    case = take_over(care)
    first, second = asked(case, care, "current"), asked(case, care, "new")
    page = desk("", first, java_script_enabled=False)
    page.get_by_text("Refuse, and say why…").click()
    page.get_by_role("button", name=f"Refuse for {OLD}").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Say why you do not agree.")
    expect(page).to_have_title(re.compile("^Error: "))
    fill(page, OLD)
    page.get_by_label("Why you do not agree").fill("Not this year.")
    page.get_by_role("button", name=f"Refuse for {OLD}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.goto(first)
    expect(page.get_by_role("heading", level=1)).to_have_text("This was answered already")
    celia.goto(f"/cases/{case.reference}/do/correct_facts/")
    celia.get_by_label(re.compile("^Wished month")).fill("2027-09")
    celia.get_by_label(re.compile("^Why")).first.fill("They wish so.")
    celia.get_by_role("button", name="Correct the facts").click()
    expect(celia.locator("#timeline")).to_contain_text("saw that the terms have changed")
    page.goto(second)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer counts")
    newest = ConsentRequest.objects.filter(party_name=NEW).latest("id")
    again = desk("", path_of(newest))
    expect(again.get_by_text("We ask again.")).to_be_visible()
    look(again, "asked again")


def fill(page: Page, name: str) -> None:
    """Name, role and right to speak."""
    page.get_by_label("Your full name").fill("Jonas Keller")
    page.get_by_label("Your role there").fill("Managing director")
    page.get_by_label(f"I may speak for {name}").check()


def look(page: Page, state: str) -> None:
    """One page in light, dark and narrow."""
    assert_accessible(page, f"{state}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state}, dark", COLOURS)
    page.set_viewport_size(size(NARROW))
    assert_accessible(page, f"{state}, narrow")
    assert_fits(page, f"{state}, narrow")
    page.set_viewport_size(size(WIDE))
    page.emulate_media(color_scheme="light")


def size(of: dict[str, int]) -> Any:
    """A window."""
    return of
