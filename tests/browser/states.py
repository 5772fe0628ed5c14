"""Every state of every page that is looked at: how to get there, as whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.world import NOW, World

Way = Callable[[Page, World], None]
COLUMNS = "?columns=due,waits,state,owner,amount,opened,since,priority,kind"
BEHIND = "/cases/?kind=rebook&closed_from=2026-08-24&closed_to=2026-11-19T15:00:00Z&late=false"
LOGIN = "Name or e-mail address"
CASE, DO = "/cases/{harbour}/", "/cases/{harbour}/do/"


def at(path: str) -> Way:
    """The page of an address; `{name}` in it is the reference of that case."""

    def go(page: Page, world: World) -> None:
        page.goto(path.format(**world.cases))

    return go


def sent(path: str, button: str, **fields: str) -> Way:
    """The page after its form was sent with some fields filled in and refused."""

    def go(page: Page, world: World) -> None:
        at(path)(page, world)
        form = page.get_by_role("main")
        for label, text in fields.items():
            form.get_by_label(label.replace("_", " ")).fill(text)
        form.get_by_role("button", name=button).click()
        page.get_by_role("main").get_by_role("alert").first.wait_for()

    return go


def opened(path: str, button: str) -> Way:
    """The page of a case after one of its acts was opened in place."""

    def go(page: Page, world: World) -> None:
        at(path)(page, world)
        page.get_by_role("link", name=button).click()
        page.get_by_role("heading", name=button.partition(" ")[2], exact=True).wait_for()
        page.locator(".act form").first.wait_for()

    return go


def stale(page: Page, world: World) -> None:
    """Both versions of a case that somebody else corrected meanwhile."""
    at(DO + "correct_facts/")(page, world)
    world.do("harbour", "correct_facts", "mats", NOW, why="Read from the quote.", amount="5100.00")
    page.get_by_label(re.compile("^Why")).first.fill("Read from the order.")
    page.get_by_label(re.compile("^Amount")).fill("5200.00")
    page.get_by_role("button", name="Correct the facts").click()
    page.get_by_role("heading", name="Not saved yet").wait_for()


def palette(page: Page, world: World) -> None:
    """A case with the palette over it."""
    at(CASE)(page, world)
    page.keyboard.press("Control+k")
    page.get_by_role("option").first.wait_for()


def policy_draft(page: Page, world: World) -> None:
    """A change of the policy, as who submitted it sees it."""
    at("/policy/rebook/change/")(page, world)
    page.locator('[name="value:hard_hours"]').fill("72")
    page.get_by_label("Why").fill("Long weekends.")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Submit draft").click()
    page.get_by_text("You submitted this change.").wait_for()


def a_colleague(page: Page, world: World) -> None:
    """The page of one person, by way of the list."""
    at("/people/")(page, world)
    page.get_by_role("link", name="Ines Okafor").click()
    page.get_by_role("heading", level=1, name="Ines Okafor").wait_for()


def saved_view(page: Page, world: World) -> None:
    """The page of saved views, one of them being renamed."""
    at("/queue/research/?assignee=none")(page, world)
    page.get_by_text("Save this view", exact=True).first.click()
    page.get_by_label("Name").fill("Nobody's")
    page.get_by_role("button", name="Save this view").click()
    page.get_by_role("link", name="Saved views").click()
    page.get_by_text("Rename or share").click()


def absent(page: Page, world: World) -> None:
    """One's own page of hours and absences, where one was refused."""
    at("/attendance/")(page, world)
    page.get_by_role("link", name="Your hours and absences").click()
    page.get_by_role("button", name="Enter this absence").click()
    page.get_by_role("main").get_by_role("alert").first.wait_for()


@dataclass(frozen=True)
class State:
    """One state of one page, as one person sees it."""

    name: str
    who: str
    way: Way


STATES = (
    State("sign-in", "", at("/account/login/")),
    State("sign-in refused", "", sent("/account/login/", "Sign in", Password="wrong-one", **{LOGIN: "ines"})),
    State("my work", "ines", at("/")),
    State("my work, nothing there", "celia", at("/")),
    State("my work of a manager", "malin", at("/")),
    State("queue", "ines", at("/queue/research/")),
    State("queue, filtered", "ines", at("/queue/research/?flag=late_window&assignee=me")),
    State("queue, second page", "ines", at("/queue/research/?sort=-amount")),
    State("queue, no match", "ines", at("/queue/research/?q=nowhere-to-be-found")),
    State("queue, empty", "celia", at("/queue/customer_care/")),
    State("queue, all columns", "ines", at("/queue/research/" + COLUMNS)),
    State("many, the act chosen", "ines", at("/cases/many/?all=1&query=team%3Dresearch")),
    State("many, before they are handed over", "ines", at("/cases/many/?act=assign&case={harbour}")),
    State("saved views", "ines", saved_view),
    State("hours and absences", "ines", absent),
    State("all cases", "malin", at("/cases/")),
    State("all cases, none of them mine to see", "adam", at("/cases/")),
    State("case in research", "ines", at(CASE)),
    State("case in research, act opened", "ines", opened(CASE, "Open… Withdraw")),
    State("case, seen by an auditor", "audrey", at(CASE)),
    State("case, seen by a manager", "malin", at(CASE)),
    State("case in intake", "amara", at("/cases/{intake}/")),
    State("case with the customer", "carl", at("/cases/{asked}/")),
    State("case, payment question", "amara", at("/cases/{payment}/")),
    State("case, change in the month", "nadia", at("/cases/{change}/")),
    State("case with New License", "nadia", at("/cases/{announced}/")),
    State("case, return requested", "tomas", at("/cases/{return}/")),
    State("case with Re-Engage", "rosa", at("/cases/{re_engage}/")),
    State("case, closed", "ines", at("/cases/{closed}/")),
    State("timeline, one view of it", "ines", at(CASE + "?show=people#timeline")),
    State("action", "ines", at(DO + "correct_facts/")),
    State("action with errors", "ines", sent(DO + "correct_facts/", "Correct the facts", Order_number="")),
    State("action that ends the case", "ines", at("/cases/{crowd-0}/do/withdraw/")),
    State("action, refused", "ines", sent(DO + "distribute_new_license/", "Distribute to New License")),
    State("action that is off", "ines", at(DO + "request_return/")),
    State("hand over", "ines", at(DO + "assign/")),
    State("duplicate", "ines", at(DO + "mark_duplicate/")),
    State("triage", "ines", at("/queue/research/triage/")),
    State("triage, a decision refused", "ines", sent("/queue/research/triage/?do=snooze", "Snooze RB")),
    State("palette", "ines", palette),
    State("board of a team", "ines", at("/board/research/")),
    State("policy of a kind", "malin", at("/policy/rebook/")),
    State("policy, a change before its approval", "malin", policy_draft),
    State("case as it was", "malin", at(CASE + "then/")),
    State("board of the house", "malin", at("/board/all/")),
    State("search", "ines", at("/search/")),
    State("search, found", "ines", at("/search/?q=castellan")),
    State("search, none", "ines", at("/search/?q=nowhere-to-be-found")),
    State("both versions", "ines", stale),
    State("people", "adam", at("/people/")),
    State("person", "adam", a_colleague),
    State("new person", "adam", at("/people/new/")),
    State("forgotten password", "", at("/account/password/reset/")),
    State("profile", "ines", at("/profile/")),
    State("password", "ines", at("/account/password/change/")),
    State("notifications", "ines", at("/notifications/")),
    State("notifications, none", "celia", at("/notifications/")),
    State("what one is told", "ines", at("/profile/notifications/")),
    State("rule book", "ines", at("/rules/rebook/")),
    State("trying a decision", "ines", at("/rules/rebook/try/")),
    State("if nobody acts", "nadia", at("/cases/{announced}/foreseen/")),
    State("intake, start", "amara", at("/new/rebook/")),
    State("import", "oskar", at("/import/")),
    State("kept scenarios", "malin", at("/policy/rebook/scenarios/")),
    State("who is at work", "malin", at("/attendance/")),
    State("board of a process", "malin", at("/board/process-rebook/?days=28")),
    State("the list behind a figure", "malin", at(BEHIND)),
    State("not there", "ines", at("/cases/RB-2026-999999/")),
)
