"""Parts of a page that are fetched: signed out meanwhile, no connection, errors, caches, Back."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, Route, expect

from accountops.demo import DEMO_PASSWORD
from tests.browser.people import Desk, end_session
from tests.browser.world import World

OPEN = "Open… Add findings"


def sign_in(page: Page, username: str) -> None:
    """Signs in on the page that asks for it."""
    page.get_by_label("Name or e-mail address").fill(username)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_20_signed_out_in_a_part_leads_to_the_whole_sign_in_and_back(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/?show=people")
    end_session(page)
    page.get_by_role("link", name=OPEN).click()
    expect(page).to_have_url(re.compile(rf"/account/login/\?next=/cases/{world['harbour']}/"))
    expect(page.get_by_role("main")).to_have_count(1)
    sign_in(page, "ines")
    expect(page).to_have_url(f"{desk.site}/cases/{world['harbour']}/?show=people")


def test_20_the_answer_is_a_redirect_of_the_page_never_a_sign_in_in_a_part(desk: Desk, world: World) -> None:
    page = desk("", "/account/login/")
    shown = f"{desk.site}/cases/{world['harbour']}/"
    answer = page.context.request.get(
        f"{shown}do/add_research/", headers={"HX-Request": "true", "HX-Current-URL": shown}
    )
    assert answer.status == 204
    assert answer.headers["hx-redirect"] == f"/account/login/?next=/cases/{world['harbour']}/"
    assert answer.text() == ""


def test_20_what_was_typed_is_there_after_signing_in_again(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Findings").fill("Two trial seats, both unused.")
    end_session(page)
    page.get_by_role("button", name="Add findings").click()
    expect(page).to_have_url(re.compile("/account/login/"))
    sign_in(page, "ines")
    expect(page.get_by_role("main")).to_contain_text("You were signed out in between.")
    expect(page.get_by_label("Findings")).to_have_value("Two trial seats, both unused.")
    page.get_by_role("button", name="Add findings").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Two trial seats, both unused.")


def test_20_somebody_else_who_signs_in_does_not_get_the_text(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("For my eyes only.")
    end_session(page)
    page.get_by_role("button", name="Add note, team only").click()
    sign_in(page, "mats")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add an internal note")
    expect(page.get_by_label("Note")).to_have_value("")


def test_21_without_a_connection_it_says_so_in_place_and_tries_again(desk: Desk, world: World) -> None:
    desk.watch.expect("ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.context.set_offline(True)
    page.get_by_role("link", name=OPEN).click()
    problem = page.get_by_role("alert").filter(has_text="No connection.")
    expect(problem).to_be_visible()
    page.context.set_offline(False)
    problem.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Findings")).to_be_visible()
    expect(problem).to_have_count(0)
    assert page.evaluate("() => document.activeElement !== document.body")


def test_21_an_error_of_the_server_leaves_text_and_button_usable(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 500|Response Status Error Code 500")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Findings").fill("Kept through the error.")
    address = re.compile("/do/add_research/")
    page.route(address, lambda route: route.fulfill(status=500, body="down"))
    button = page.get_by_role("button", name="Add findings")
    button.click()
    problem = page.get_by_role("alert").filter(has_text="That did not work.")
    expect(problem).to_be_visible()
    expect(page.get_by_label("Findings")).to_have_value("Kept through the error.")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    page.unroute(address)
    problem.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Kept through the error.")


def test_21_what_cannot_be_tried_again_does_not_offer_it(desk: Desk, world: World) -> None:
    desk.watch.expect("status of 40[34]|Response Status Error Code 40[34]")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Findings").fill("Typed.")
    send = page.get_by_role("button", name="Add findings")
    again = page.get_by_role("button", name="Try again")
    address = re.compile("/do/add_research/")
    page.route(address, lambda route: route.fulfill(status=403))
    send.click()
    expect(page.get_by_role("alert").filter(has_text="You may not do this.")).to_be_visible()
    expect(again).to_have_count(0)
    page.unroute(address)
    page.route(address, lambda route: route.fulfill(status=404))
    send.click()
    gone = page.get_by_role("alert").filter(has_text="It is not there any more.")
    expect(gone).to_contain_text("What you typed is here until then.")
    expect(again).to_have_count(0)
    with page.expect_navigation():
        gone.get_by_role("button", name="Load the page again").click()


def test_21_no_answer_in_time_is_told_and_waiting_shows_after_a_second(desk: Desk, world: World) -> None:
    desk.watch.expect("htmx:(timeout|afterRequest)")
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Findings").fill("Slow.")
    held: list[Route] = []
    page.route(re.compile("/do/add_research/"), lambda route: held.append(route))  # noqa: PLW0108 - Playwright wraps functions, not builtins
    page.evaluate("() => { htmx.config.timeout = 2500; }")
    waiting = page.locator("#act-add_research").get_by_text("Sending")
    page.get_by_role("button", name="Add findings").click()
    assert not waiting.is_visible()
    expect(waiting).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="No answer")).to_be_visible()
    expect(waiting).to_be_hidden()
    for route in held:
        route.abort()


def test_pages_and_parts_are_told_apart_by_caches(desk: Desk, world: World) -> None:
    page = desk("ines", "/")
    for address in ("/", f"/cases/{world['harbour']}/do/note/"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = page.context.request.get(f"{desk.site}{address}", headers=headers)
            assert "HX-Request" in answer.headers["vary"]
            assert answer.headers["cache-control"] == "no-store"


def test_back_shows_a_whole_page(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("link", name=OPEN).click()
    expect(page.get_by_label("Findings")).to_be_visible()
    page.goto(f"/cases/{world['harbour']}/do/add_research/")
    page.goto("/board/")
    page.go_back()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    expect(page).to_have_title(re.compile("^Add findings"))
    page.go_back()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    expect(page).to_have_title(re.compile(f"^{world['harbour']}"))


def test_nothing_is_kept_in_the_browser(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    meta = page.locator("meta[name=htmx-config]").get_attribute("content") or "{}"
    config = json.loads(meta)
    assert config["historyCacheSize"] == 0
    assert config["historyRestoreAsHxRequest"] is False
    assert config["allowEval"] is False
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Findings").fill("Nowhere but here.")
    page.goto("/queue/research/")
    page.get_by_role("link", name=world["harbour"]).click()
    expect(page).to_have_title(re.compile(f"^{world['harbour']}"))
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_forms_that_answer_in_place_send_one_request_at_a_time(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    forms = page.locator("form[hx-post]")
    assert forms.count() > 0
    assert set(forms.evaluate_all("all => all.map((form) => form.getAttribute('hx-sync'))")) == {"this:drop"}
