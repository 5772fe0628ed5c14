"""A take-over in a browser: asked for, agreed, done step by step by the people whose steps they are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.models import Case, ChecklistRecord, User
from tests.browser.axe import COLOURS, assert_accessible, assert_fits
from tests.browser.people import NARROW, Desk
from tests.takeovers import lines
from tests.takeovers.consents import CUSTOMER, NAMES, NEW, OLD, do, take_over


def ask(page: Page) -> str:
    """Fills in the request for one customer with a prepaid plan; answers the reference."""
    page.goto("/new/takeover/")
    page.get_by_label("Kind of move").select_option("ec_dr_to_dr")
    page.get_by_label(re.compile("^Who moves")).fill(CUSTOMER)
    page.get_by_label(re.compile("^Current partner")).fill(OLD)
    page.get_by_label(re.compile("^New partner")).fill(NEW)
    row(page, 1, Company=CUSTOMER, Plan="Enterprise", Subscribed="50", In_use="42", End_date="2027-09-30")
    page.get_by_label("Billing, row 1").select_option("prepaid_3y")
    page.get_by_role("button", name="Ask for a take-over").click()
    page.wait_for_url("**/cases/TO-*/")
    return page.url.rstrip("/").rpartition("/")[2]


def row(page: Page, number: int, **cells: str) -> None:
    """Fills in one row of a table of inputs."""
    for label, text in cells.items():
        page.get_by_label(f"{label.replace('_', ' ')}, row {number}", exact=True).fill(text)


def agree(page: Page, name: str) -> None:
    """Records a party's agreement from its row."""
    page.get_by_role("link", name=f"Record… {name}").click()
    expect(page.get_by_label("Name of the party")).to_have_value(name)
    page.get_by_label("In writing").check()
    page.get_by_label(re.compile("^Where it is")).fill("Mail of today")
    page.get_by_role("button", name="Record an agreement").click()
    expect(
        page.get_by_role("region", name="Agreements", exact=True).get_by_role("row", name=name)
    ).to_contain_text("Agreed")


def start(page: Page) -> str:
    """Asked for, agreed by all, started."""
    reference = ask(page)
    for name in (CUSTOMER, OLD, NEW):
        agree(page, name)
    page.get_by_role("button", name="Start the steps").click()
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_visible()
    return reference


def started(page: Page) -> str:
    """The same without anybody at the pages, for what begins after it; the page shows the case."""
    celia = User.objects.get(username="celia")
    line = {"plan": "Enterprise", "billing": "prepaid_3y", "subscribed": 50, "allocated": 42}
    companies = [{"name": CUSTOMER, "lines": [{**line, "end_date": "2027-09-30"}]}]
    case = take_over(celia, companies=companies)
    for party, name in NAMES.items():
        do(case, "record_agreement", celia, party=party, name=name, written=True)
    do(case, "start", celia)
    page.goto(f"/cases/{case.reference}/")
    return str(case.reference)


def open_step(page: Page, number: int, company: str = CUSTOMER) -> None:
    """Opens a step from the list."""
    page.get_by_role("link", name=re.compile(f"^Record this step {number}: .*{company}$")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Step {number}:")


def send(page: Page, number: int) -> None:
    """Sends the step, which is then settled."""
    page.get_by_role("button", name="Record this step").click()
    page.wait_for_url("**/cases/TO-*/")
    page.goto(page.url.partition("?")[0].rstrip("/") + "/?steps=all")
    expect(line(page, number)).to_contain_text("Done")


def line(page: Page, number: int) -> Locator:
    """The line of a step in the list."""
    return page.locator(".steplines > li").filter(has=page.get_by_role("heading", name=f"Step {number}:"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_seven_steps_by_four_people(desk: Desk, scripts: bool) -> None:
    """Customer care, both partners, the customer's administrator: each finds and proves their own step."""
    celia = desk("celia", java_script_enabled=scripts)
    reference = start(celia)
    open_step(celia, 1)
    row(celia, 1, Quantity="42")
    send(celia, 1)
    jonas = desk("jonas", f"/cases/{reference}/", java_script_enabled=scripts)
    open_step(jonas, 2)
    jonas.get_by_label("Users still on old licences").fill("0")
    send(jonas, 2)
    celia.goto(f"/cases/{reference}/")
    open_step(celia, 3)
    send(celia, 3)
    lea = desk("lea", f"/cases/{reference}/", java_script_enabled=scripts)
    open_step(lea, 4)
    row(lea, 1, Quantity="50")
    send(lea, 4)
    helene = desk("helene", f"/cases/{reference}/", java_script_enabled=scripts)
    open_step(helene, 5)
    helene.get_by_label("Users still on custom licences").fill("0")
    send(helene, 5)
    celia.goto(f"/cases/{reference}/")
    open_step(celia, 6)
    send(celia, 6)
    open_step(celia, 7)
    celia.get_by_label("New end date").fill("2027-09-30")
    celia.get_by_role("button", name="Record this step").click()
    expect(celia.locator(".casehead")).to_contain_text("Completed")
    assert Case.objects.get(reference=reference).state == "completed"


def test_29_30_steps_open_at_what_is_mine_and_say_actor_due_and_what_they_wait_for(desk: Desk) -> None:
    celia = desk("celia")
    reference = started(celia)
    steps = celia.get_by_role("region", name="Steps")
    expect(steps.get_by_role("link", name=re.compile("^Mine 1"))).to_have_attribute("aria-current", "true")
    expect(line(celia, 1)).to_be_visible()
    expect(line(celia, 1)).to_contain_text(re.compile("Open.*Due 31 December 2026", re.DOTALL))
    primary = celia.locator(".steplines .btn-primary")
    expect(primary).to_have_count(1)
    expect(primary).to_have_accessible_name(re.compile("^Record this step 1"))
    steps.get_by_role("link", name=re.compile("^All 7")).click()
    expect(line(celia, 3)).to_contain_text("Waits for step")
    expect(line(celia, 3).get_by_role("link")).to_have_count(0)
    expect(line(celia, 2)).to_contain_text("Current partner")
    jonas = desk("jonas", f"/cases/{reference}/?steps=waiting")
    expect(jonas.get_by_role("region", name="Steps")).to_be_visible()
    expect(line(jonas, 3)).to_have_count(0)


def test_a_step_tells_what_is_wrong_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.watch.expect("status of 4")
    desk.watch.expect('value "many" cannot be parsed')
    page = desk("celia")
    started(page)
    open_step(page, 1)
    page.get_by_label("Quantity, row 1").evaluate("one => one.type = 'text'")
    row(page, 1, Quantity="many")
    page.get_by_role("button", name="Record this step").click()
    expect(page.get_by_role("alert").first).to_contain_text("Row 1, quantity")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Step 1:")
    expect(page.get_by_label("Users still on old licences")).to_have_count(0)
    expect(page.get_by_label("Plan, row 1")).to_have_value("Enterprise")
    row(page, 1, Quantity="41")
    page.get_by_role("button", name="Record this step").click()
    expect(page.get_by_role("alert").first).to_contain_text("users hold 42 licences of Enterprise")
    expect(page.get_by_label("Quantity, row 1")).to_have_value("41")


def test_rows_are_added_and_wrong_ones_named(desk: Desk) -> None:
    desk.watch.expect("status of 422")
    page = desk("celia", "/new/takeover/")
    for _ in range(2):
        page.get_by_role("button", name="Add a row").click()
    expect(page.get_by_label("Company, row 4")).to_be_focused()
    row(page, 1, Company=CUSTOMER, Plan="Enterprise", Subscribed="5", In_use="6")
    row(page, 4, Plan="Business", Subscribed="5", In_use="5", End_date="2027-09-30")
    page.get_by_role("button", name="Ask for a take-over").click()
    told = page.get_by_role("alert").first
    expect(told).to_contain_text("Row 1: 6 in use of 5 subscribed")
    expect(told).to_contain_text("Row 2: A monthly line has no end date")
    expect(page.get_by_label("Plan, row 2")).to_have_value("Business")
    assert_accessible(page, "opening with errors")


def test_a_file_of_lines_is_corrected_on_the_page(desk: Desk) -> None:
    """One wrong row of seventy is shown to be corrected, the others are kept; then all are stored."""
    desk.watch.expect("status of 422")
    page = desk("celia", "/new/takeover/")
    table = lines.rows(70)
    table[40][3] = "twenty"
    page.get_by_label("Kind of move").select_option("ir_vad_to_vad")
    page.get_by_label(re.compile("^Who moves")).fill("Signal Ouest")
    page.get_by_label(re.compile("^Current partner")).fill("Euro Distri")
    page.get_by_label(re.compile("^New partner")).fill("Westfall")
    page.get_by_text("From a file or a spreadsheet…").click()
    file = {"name": "lines.csv", "mimeType": "text/csv", "buffer": lines.as_csv(table)}
    page.get_by_label(re.compile("^From a file")).set_input_files([file])  # type: ignore[list-item]  # as it says
    page.get_by_role("button", name="Ask for a take-over").click()
    expect(page.get_by_role("alert").first).to_contain_text("Line 42, subscribed: Enter a whole number.")
    expect(page.get_by_text("69 further rows are kept as they are.")).to_be_visible()
    expect(page.get_by_label("Subscribed, line 42")).to_have_value("twenty")
    look(page, "a file with a fault")
    page.get_by_label("Subscribed, line 42").fill("25")
    page.get_by_role("button", name="Ask for a take-over").click()
    page.wait_for_url("**/cases/TO-*/")
    expect(page.get_by_text("Show the 70 rows, in pages")).to_be_visible()


def test_31_left_out_opened_again_renewed_withdrawn_and_cancelled(desk: Desk) -> None:
    page = desk("celia")
    reference = started(page)
    open_step(page, 1)
    row(page, 1, Quantity="42")
    send(page, 1)
    expect(line(page, 1)).to_contain_text("Celia")
    expect(line(page, 1)).to_contain_text(re.compile("today .*21:18"))
    page.get_by_role("link", name=re.compile("^Open this step again 1")).click()
    page.get_by_label("Reason").fill("Counted wrongly.")
    page.get_by_role("button", name="Open this step again").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Counted wrongly.")
    assert [one.what for one in ChecklistRecord.objects.filter(step__number=1)] == ["done", "reopened"]
    page.get_by_role("link", name=re.compile("^Leave this step out 1")).click()
    page.get_by_label("Reason").fill("The platform does it.")
    page.get_by_role("button", name="Leave this step out").click()
    page.wait_for_url("**/cases/TO-*/")
    page.goto(f"/cases/{reference}/?steps=all")
    expect(line(page, 1)).to_contain_text("The platform does it.")
    page.get_by_role("link", name=f"Renew… {CUSTOMER}").click()
    expect(page.get_by_label("In use, row 1")).to_have_value("42")
    row(page, 1, In_use="40")
    page.get_by_role("button", name="Renew the counts").click()
    expect(page.get_by_role("region", name="Licences to move", exact=True)).to_contain_text("40")
    page.get_by_role("link", name=f"Withdraw… {NEW}").click()
    page.get_by_role("button", name="Record a withdrawal").click()
    expect(page.locator(".casehead")).to_contain_text("Awaiting agreements")
    page.goto(f"/cases/{reference}/do/cancel/")
    page.get_by_label("Reason").fill("They stay.")
    page.get_by_role("button", name=f"Cancel {reference}").click()
    expect(page.locator(".casehead")).to_contain_text("Cancelled")


def test_pages_are_accessible_in_both_themes_and_narrow(desk: Desk) -> None:
    page = desk("celia", "/new/takeover/")
    look(page, "opening")
    reference = ask(page)
    look(page, "awaiting agreements")
    for name in (CUSTOMER, OLD, NEW):
        agree(page, name)
    page.get_by_role("button", name="Start the steps").click()
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_visible()
    page.goto(f"/cases/{reference}/?steps=all")
    look(page, "in progress")
    open_step(page, 1)
    look(page, "step 1")


def look(page: Page, state: str) -> None:
    """One page in light, dark and at 320 CSS pixels; back to the wide one in the end."""
    wide = page.viewport_size
    page.emulate_media(color_scheme="light")
    assert_accessible(page, f"{state}, light")
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, f"{state}, dark", COLOURS)
    page.set_viewport_size(NARROW)
    assert_accessible(page, f"{state}, narrow")
    assert_fits(page, f"{state}, narrow")
    if wide:
        page.set_viewport_size(wide)


def test_it_is_asked_for_from_the_list(desk: Desk) -> None:
    page = desk("celia", "/queue/customer_care/")
    page.get_by_role("link", name="Ask for a take-over").first.click()
    expect(page.get_by_role("heading", level=1, name="Ask for a take-over")).to_be_visible()
