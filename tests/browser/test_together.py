"""Working together: who else is here, what changed meanwhile, and that nothing moves by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cases import clock, presence
from cases.models import Case, User
from cases.notices import mailing
from cases.workflow import advance
from tests.browser.axe import assert_accessible
from tests.browser.people import Desk
from tests.browser.world import NOW, World


@pytest.fixture(autouse=True)
def nobody_is_anywhere() -> Iterator[None]:
    """The cases of every test have the same numbers; who was at them before does not count."""
    presence.forget_all()
    yield
    presence.forget_all()


def ask_now(page: Page, name: str) -> None:
    """What the page asks every few seconds, now; answers once the answer has been dealt with."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate("(name) => htmx.trigger(document.getElementById(name), 'ask')", name)


def done_by(who: str, case: str, action: str, **data: str) -> None:
    """Somebody does something with a case a little later."""
    with clock.fixed_at(NOW + timedelta(minutes=2)):
        assert advance(case, action, actor=User.objects.get(username=who), data=data).ok


def test_16_others_at_a_case_are_shown_with_what_they_do(desk: Desk, world: World) -> None:
    path = f"/cases/{world['harbour']}/"
    ines, mats = desk("ines", path), desk("mats", path)
    expect(mats.locator("#together")).to_contain_text("Ines Okafor is viewing")
    ask_now(ines, "together")
    expect(ines.locator("#together")).to_contain_text("is viewing")
    expect(ines.get_by_role("status").filter(has_text="is viewing this case.")).to_have_count(1)
    mats.get_by_text("Add an internal note…").click()
    mats.get_by_label("Note").fill("Half a sentence")
    ask_now(mats, "together")
    ines.get_by_role("link", name="Facts").or_(ines.get_by_role("link", name="Research queue")).first.focus()
    ask_now(ines, "together")
    expect(ines.locator("#together")).to_contain_text("is editing")
    expect(ines.locator("a:focus")).to_have_count(1)
    mats.context.close()
    presence.forget_all()  # as if its time had come: see the table in tests/cases/together
    ask_now(ines, "together")
    expect(ines.locator("#together")).not_to_contain_text("is editing")


def test_18_a_change_is_told_and_shown_on_request_with_typed_text_kept(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    page.get_by_label("Note").fill("Not sent yet")
    done_by("mats", world["harbour"], "note", text="Something new")
    ask_now(page, "together")
    expect(page.locator("#together")).to_contain_text("at 15:20 – show")
    expect(page.get_by_label("Note")).to_be_focused()
    assert_accessible(page, "case, changed meanwhile")
    timeline = page.get_by_role("region", name="Timeline")
    expect(timeline).not_to_contain_text("Something new")
    page.get_by_role("link", name="show").click()
    expect(timeline).to_contain_text("Something new")
    expect(page.get_by_label("Note")).to_have_value("Not sent yet")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("#together")).not_to_contain_text("Changed by")
    page.get_by_role("button", name="Add note, team only").click()
    expect(timeline).to_contain_text("Not sent yet")


def test_18_a_list_says_what_is_new_and_moves_only_when_asked(desk: Desk, world: World) -> None:
    page = desk("ines", "/queue/research/")
    rows = page.get_by_role("rowheader")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    page.get_by_role("link", name=first.split()[0]).focus()
    done_by("mats", second.split()[0], "claim")
    ask_now(page, "updates")
    expect(page.locator("#updates")).to_have_text("1 changed – show")
    expect(rows.nth(0)).to_contain_text(first.split()[0])
    expect(page.get_by_role("link", name=first.split()[0])).to_be_focused()
    expect(page.get_by_role("row").filter(has_text=second.split()[0])).not_to_contain_text("Mats")
    page.get_by_role("link", name="1 changed – show").click()
    expect(page.get_by_role("row").filter(has_text=second.split()[0])).to_contain_text("Mats")
    expect(page.locator("#updates")).to_have_text("")
    expect(page.locator("#list")).to_be_focused()
    assert Case.objects.get(reference=second.split()[0]).assignee is not None


def test_18_updates_are_paused_by_one_press_and_stay_so(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_role("button", name="Pause updates").click()
    expect(page.get_by_role("button", name="Resume updates")).to_be_focused()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("htmx.trigger(document.getElementById('together'), 'ask')")
    page.goto("/queue/research/")
    expect(page.get_by_role("button", name="Resume updates")).to_be_visible()
    assert not [url for url in asked if re.search("/together/$", url)]


def test_a_mention_reaches_the_colleague_by_page_and_by_mail(desk: Desk, world: World) -> None:
    page = desk("ines", f"/cases/{world['harbour']}/")
    page.get_by_text("Add an internal note…").click()
    note = page.get_by_label("Note")
    note.press_sequentially("Please look, @mat")
    expect(page.get_by_role("option", name="Mats Lindqvist")).to_be_visible()
    note.press("Enter")
    expect(note).to_have_value("Please look, @mats ")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("button", name="Add note, team only").click()
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("Please look, @mats")
    expect(page.locator("#watching")).to_contain_text("Mats Lindqvist")
    colleague = desk("mats", "/")
    colleague.get_by_role("link", name="Notifications 1 new").click()
    colleague.get_by_role("button", name="New Ines Okafor mentioned you in a note").click()
    expect(colleague).to_have_url(re.compile(rf"/cases/{world['harbour']}/#entry-\d+$"))
    expect(colleague.get_by_role("link", name="Notifications", exact=True)).to_have_count(1)
    assert mailing.drain() == 0  # it was read on the page: no mail is needed
    done_by("ines", world["harbour"], "note", text="@mats once more")
    with clock.fixed_at(NOW + timedelta(minutes=3)):
        assert mailing.drain() == 1
    assert mail.outbox[-1].subject == f"[{world['harbour']}] Ines Okafor mentioned you in a note"
