"""A file of a case: the limits before it is chosen, its fault at the field, quarantine, the download."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import LazySettings
from playwright.sync_api import Page, expect

from cases.files.scanning import scan_due
from cases.models import Document
from tests.browser.axe import assert_accessible
from tests.browser.people import Desk
from tests.browser.world import World

SCANNER = "tests.browser.test_files.finds_nothing"


def finds_nothing(content: bytes) -> str:
    """A scanner that has looked and found nothing."""
    assert content
    return ""


def open_form(page: Page) -> None:
    """Opens the form by keyboard: the next stop is the file."""
    page.get_by_text("Add a file…").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("File", exact=True)).to_be_focused()


def choose(page: Page, name: str, content: bytes) -> None:
    """Chooses a file, and sends it by keyboard."""
    file: Any = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files([file])
    page.get_by_label("File", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What it is")).to_be_focused()
    page.keyboard.type("Signed agreement")
    page.keyboard.press("Enter")


def test_28_a_chosen_file_is_taken_out_and_a_sent_one_is_removed_with_a_reason(
    desk: Desk, world: World
) -> None:
    desk.watch.expect("status of 422")
    page = desk("ines", f"/cases/{world['harbour']}/")
    files, field = page.get_by_role("region", name="Files"), page.get_by_label("File", exact=True)
    open_form(page)
    field.set_input_files([{"name": "wrong.txt", "mimeType": "text/plain", "buffer": b"Wrong."}])
    field.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take out wrong.txt")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    field.set_input_files([{"name": "quote.txt", "mimeType": "text/plain", "buffer": b"A quote."}])
    page.get_by_label("What it is").fill("The quote")
    page.keyboard.press("Enter")
    expect(files.get_by_role("link", name="quote.txt", exact=True)).to_be_visible()
    assert_accessible(page, "a file that can be removed")
    files.get_by_role("link", name="Remove… quote.txt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove quote.txt")
    page.get_by_role("button", name="Remove the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove quote.txt")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Why it is removed").fill("It belongs to another customer.")
    page.get_by_role("button", name="Remove the file").click()
    expect(files).to_contain_text("No file belongs to this case.")
    story = page.get_by_role("region", name="Timeline")
    expect(story).to_contain_text("removed a file")
    expect(story).to_contain_text("It belongs to another customer.")
    number = Document.objects.get().number
    assert page.context.request.get(f"{desk.site}/cases/{world['harbour']}/files/{number}/").status == 410


def test_28_limits_come_first_faults_stand_at_the_field_and_nothing_unchecked_is_opened(
    desk: Desk, world: World, settings: LazySettings
) -> None:
    settings.FILE_SCANNER = SCANNER
    desk.watch.expect("status of 4")
    page = desk("ines", f"/cases/{world['harbour']}/")
    files = page.get_by_role("region", name="Files")
    open_form(page)
    expect(files).to_contain_text(re.compile("PDF, PNG.*up to 10 MB"))
    choose(page, "agreement.exe", b"MZ")
    expect(files.get_by_role("alert").first).to_contain_text("Files of this sort are not taken.")
    expect(page.get_by_label("What it is")).to_have_value("Signed agreement")
    assert_accessible(page, "a file that is not taken")
    page.get_by_label("What it is").fill("")
    choose(page, "agreement.txt", b"Agreed.")
    expect(files).to_contain_text("Being checked, not to be opened yet")
    expect(files.get_by_role("link", name="agreement.txt", exact=True)).to_have_count(0)
    document = Document.objects.get()
    address = f"/cases/{world['harbour']}/files/{document.number}/"
    assert page.context.request.get(f"{desk.site}{address}").status == 409
    assert scan_due() == 1
    page.reload()
    expect(files).to_contain_text("Checked by the scanner")
    with page.expect_download() as download:
        files.get_by_role("link", name="agreement.txt", exact=True).click()
    assert Path(download.value.path()).read_bytes() == b"Agreed."
