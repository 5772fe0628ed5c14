"""The guided intake in Chromium: with and without scripts, by keyboard, through a lost session, narrow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accountops.postbox import store
from cases import outbox
from cases.models import Draft, OutboxMessage, User
from rebooks.models import RebookCase
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk, end_session
from tests.rebooks.intake.talk import Talk

START = "/new/rebook/"
ORDER = {
    "Order number": " 40-11931 ",
    "Account": "nordlys media as",
    "When was the order processed?": "2026-11-02T11:05",
    "Amount": "3 300.00",
    "Currency": "eur",
}
RETURN = "Open the case and request the return for 3,300.00 EUR"


def begin(page: Page, button: str = "Start, one question at a time") -> None:
    """Presses Start."""
    page.goto(START)
    page.get_by_role("button", name=button).click()


def go_on(page: Page, title: str) -> None:
    """Saves the step and waits for the next one, whose title is said."""
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_title(re.compile(f"^{re.escape(title)}"))


def order(page: Page, **other: str) -> None:
    """Fills in the order."""
    for label, text in (ORDER | other).items():
        page.get_by_label(label, exact=True).fill(text)


def to_the_check(page: Page, **other: str) -> None:
    """AR heard that the customer wants more time to try the product."""
    begin(page)
    order(page, **other)
    go_on(page, "Who told you?")
    go_on(page, "What does the customer want?")
    page.get_by_role("radio", name="More time").check()
    go_on(page, "The customer asks for more time. To do what?")
    page.get_by_role("radio", name="Try the product").check()
    go_on(page, "When did the message arrive?")
    page.get_by_label("When did the message arrive?").fill("2026-11-18T16:40")
    go_on(page, "Check your answers")


def at_the_check(page: Page) -> None:
    """The same conversation held without a browser, for what begins where it ends."""
    talk = Talk(Client(), User.objects.get(username="amara"))
    assert talk.all_said() == "check"
    page.goto(f"{talk.base}/check/")


def test_23_one_question_at_a_time_to_the_confirmation(desk: Desk) -> None:
    page = desk("amara")
    to_the_check(page)
    expect(page.locator("#where")).to_contain_text("Goes to Re-Engage")
    page.get_by_role("button", name=RETURN).click()
    expect(page).to_have_title(re.compile("is open – AccountOps$"))
    case = RebookCase.objects.get(order_no="40-11931")
    expect(page).to_have_title(f"{case.reference} is open – AccountOps")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert "40-11931" not in page.url
    assert case.state == "return_requested"
    stored = page.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert "11931" not in stored
    assert "ordlys" not in stored


def test_27_a_copy_of_the_confirmation_goes_to_who_opened_the_case(desk: Desk, postbox: Path) -> None:
    page = desk("amara")
    at_the_check(page)
    page.get_by_role("button", name="Only open the case").click()
    expect(page.get_by_text("A copy of this goes to amara@accountops.example.")).to_be_visible()
    [copy] = OutboxMessage.objects.filter(kind="confirmation")
    assert copy.case.reference in page.locator(".reference").inner_text()
    said = f"{copy.subject} {copy.body} {page.url}"
    assert "Nordlys" not in said
    assert "11931" not in said
    outbox.drain()
    arrived = next(mail for mail in store.newest(postbox) if mail.to == "amara@accountops.example")
    assert f"/cases/{copy.case.reference}/" in arrived.html


def test_26_without_scripts_it_is_the_same_conversation(desk: Desk) -> None:
    page = desk("amara", java_script_enabled=False)
    to_the_check(page)
    expect(page.locator("#where")).to_contain_text("Goes to Re-Engage")
    page.get_by_role("link", name="Change What they want").click()
    page.get_by_role("radio", name="To cancel the order").check()
    go_on(page, "Check your answers")
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".answers")).to_contain_text("Try the product")
    page.get_by_role("button", name="Only open the case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The case is open")


def test_the_panel_follows_the_answer_and_the_focus_stays(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    order(page)
    go_on(page, "Who told you?")
    go_on(page, "What does the customer want?")
    where = page.locator("#where")
    expect(where).to_contain_text("Goes to Research")
    more_time = page.get_by_role("radio", name="More time")
    more_time.focus()
    page.keyboard.press("Space")
    expect(where).to_contain_text("First ask: testing or paying?")
    expect(more_time).to_be_focused()
    expect(page.locator("#announce")).to_have_text("Where this goes: First ask: testing or paying?")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(where).to_contain_text("Goes to Re-Engage")
    expect(page.get_by_role("radio", name="To cancel the order")).to_be_focused()


def test_the_zone_of_a_known_account_is_said_while_typing(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    note = page.locator("[data-zone]")
    expect(note).to_have_text("Read in the account’s time zone.")
    page.get_by_label("Account", exact=True).fill("Nordlys Media AS")
    page.get_by_label("Account", exact=True).press("Tab")
    expect(note).to_have_text("Read in New York time, the account’s zone.")
    assert page.locator("#known-accounts option").count() > 5


def test_24_a_new_step_has_the_focus_on_its_heading_and_errors_on_their_list(desk: Desk) -> None:
    desk.watch.expect("status of 422")
    page = desk("amara")
    begin(page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_title(re.compile("^Error: Which order is it about?"))
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter the amount of the order.").click()
    amount = page.get_by_label("Amount", exact=True)
    expect(amount).to_be_focused()
    expect(amount).to_have_attribute("aria-invalid", "true")
    expect(amount).to_have_accessible_description("Error: Enter the amount of the order.")
    order(page)
    go_on(page, "Who told you?")


def test_nothing_is_called_wrong_before_it_is_sent(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    number = page.get_by_label("Order number")
    number.focus()
    number.press("Tab")
    page.get_by_label("Amount", exact=True).fill("many")
    page.get_by_label("Amount", exact=True).press("Tab")
    expect(page.locator("#where")).to_contain_text("Not known yet")
    expect(page.locator(".field-error")).to_have_count(0)
    expect(page.locator("[aria-invalid]")).to_have_count(0)


def test_back_and_forward_walk_through_the_steps(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    order(page)
    go_on(page, "Who told you?")
    go_on(page, "What does the customer want?")
    page.go_back()
    expect(page).to_have_title(re.compile("^Who told you?"))
    page.go_back()
    expect(page.get_by_label("Order number")).to_have_value("40-11931")
    page.go_forward()
    page.go_forward()
    expect(page).to_have_title(re.compile("^What does the customer want?"))


def test_sent_twice_and_back_and_again_there_is_one_case(desk: Desk) -> None:
    page = desk("amara")
    at_the_check(page)
    page.get_by_role("button", name="Only open the case").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("The case is open")
    page.go_back()
    again = page.get_by_role("button", name="Only open the case")
    if again.is_visible():  # from the browser's own memory of the page
        again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The case is open")
    assert RebookCase.objects.filter(order_no="40-11931").count() == 1


def test_typed_without_a_session_it_is_there_after_the_sign_in(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    end_session(page)
    page.get_by_label("Order number").fill("40-11931")
    page.get_by_label("Order number").press("Tab")
    expect(page).to_have_title(re.compile("^Sign in"))
    page.get_by_label("Name or e-mail address").fill("amara")
    page.get_by_label("Password").fill("accountops-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You had been signed out.")).to_be_visible()
    expect(page.get_by_label("Order number")).to_have_value("40-11931")


def test_22_a_draft_goes_on_at_another_browser(desk: Desk) -> None:
    page = desk("amara", START)
    expect(page.get_by_role("main")).to_contain_text("What you need")
    expect(page.get_by_role("main")).to_contain_text("minutes")
    begin(page)
    page.get_by_label("Order number").fill("40-11931")
    page.get_by_label("Order number").press("Tab")
    expect(page.locator("#where .micro")).to_be_visible()
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    elsewhere = desk("amara", START)
    elsewhere.get_by_role("link", name="No order yet").click()
    expect(elsewhere.get_by_label("Order number")).to_have_value("40-11931")
    elsewhere.goto(START)
    elsewhere.get_by_role("button", name="Delete the draft No order yet").click()
    expect(elsewhere.get_by_text("The draft is deleted.")).to_be_visible()
    assert not Draft.objects.exists()


def test_23_all_questions_on_one_page_show_only_what_the_wish_asks(desk: Desk) -> None:
    page = desk("amara")
    begin(page, "Start with all questions on one page")
    change = page.get_by_label("What should change?")
    expect(change).to_be_hidden()
    page.get_by_role("radio", name="A different licence").check()
    expect(change).to_be_visible()
    order(page)
    change.fill("40 seats instead of 60")
    page.get_by_label("When did the message arrive?").fill("2026-11-18T16:40")
    go_on(page, "Check your answers")
    expect(page.locator(".answers")).to_contain_text("40 seats instead of 60")
    expect(page.locator("#where")).to_contain_text("Goes to New License")


def test_25_an_unusual_order_interrupts_and_goes_on_with_a_reason(desk: Desk) -> None:
    page = desk("amara")
    begin(page)
    order(page, Account="Harbour Analytics", Amount="49900", Currency="USD")
    go_on(page, "This looks unusual")
    expect(page.locator(".findings")).to_contain_text("49,900.00 USD is 10 times")
    page.get_by_label("Why is it right?").fill("They bought for the whole group.")
    page.get_by_role("button", name="Continue anyway").click()
    expect(page).to_have_title(re.compile("^Who told you?"))


@pytest.mark.parametrize("state", ["order", "errors", "wish", "together", "unusual", "changed", "done"])
def test_each_state_is_accessible_and_fits(desk: Desk, state: str) -> None:
    desk.watch.expect("status of 422")
    page = desk("amara")
    _reach(page, state)
    assert_accessible(page, f"{state}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state}, dark", COLOURS)
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{state}, dark and narrow")
    assert_fits(page, f"{state}, narrow")


def _reach(page: Page, state: str) -> None:
    if state in {"changed", "done"}:
        at_the_check(page)
        if state == "done":
            page.get_by_role("button", name=RETURN).click()
            page.get_by_role("heading", name="The case is open").wait_for()
            return
        page.get_by_role("link", name="Change What they want").click()
        page.get_by_role("radio", name="To cancel the order").check()
        go_on(page, "Check your answers")
        return
    begin(page, *(["Start with all questions on one page"] if state == "together" else []))
    if state in {"order", "together"}:
        return
    if state == "errors":
        go_on(page, "Error:")
        return
    order(page, **({"When was the order processed?": "2025-11-02T11:05"} if state == "unusual" else {}))
    go_on(page, "This looks unusual" if state == "unusual" else "Who told you?")
    if state == "wish":
        go_on(page, "What does the customer want?")
        page.get_by_role("radio", name="A different licence").check()
        expect(page.locator("#where")).to_contain_text("It would go elsewhere if")
