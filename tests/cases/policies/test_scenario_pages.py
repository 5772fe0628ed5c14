"""The page of a policy's scenarios, and what they say on the page of a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases import clock, registry, tasks
from cases.models import PolicyDraft, PolicyScenario, PolicyVersion, User
from cases.policies import drafting
from cases.policies.payload import digest_of
from cases.scenarios import keeping
from tests.cases.helpers import person
from tests.cases.policies.kept import WITHIN, line
from tests.cases.rulebook.examples import NOW

pytestmark = pytest.mark.django_db
PAGE = "/policy/rebook/scenarios/"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, mona: User) -> Client:
    """Mona's browser."""
    client.force_login(mona)
    return client


def draft_by(user: User, **values: Any) -> PolicyDraft:
    """A submitted change."""
    kind = registry.get_kind("rebook")
    draft = drafting.begin(kind, values, effective_from=None, reason="Shorter.", author=user)
    return drafting.submit(draft, by=user).draft


def file_of(text: str | bytes, name: str = "kept.jsonl") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (dict, "Choose a file or paste lines."),
        (lambda: {"lines": line(), "file": file_of(line())}, "Give a file or lines, not both."),
        (lambda: {"file": file_of(line(), "kept.csv")}, "Choose a file ending in .jsonl."),
        (lambda: {"file": file_of(b"\xff\xfe")}, "The file is no UTF-8 text."),
        (lambda: {"file": file_of("x" * (keeping.MOST_BYTES + 1))}, "The file is larger than 1 MB."),
        (lambda: {"file": file_of(line() + "\n{}")}, "Line 2: “id” is missing."),
        (lambda: {"retire": "1", "reason": " "}, "Why: Say why."),
    ],
    ids=["nothing", "both", "ending", "encoding", "size", "line", "no reason"],
)
def test_what_does_not_fit_is_told(desk: Client, given: Any, told: str) -> None:
    answer = desk.post(PAGE, given())
    assert answer.status_code == 422
    assert told in answer.content.decode().replace("&quot;", '"')
    assert not PolicyScenario.objects.exists()


def test_a_file_is_kept_listed_and_retired(desk: Client) -> None:
    text = "\ufeff" + line(title="Within <41> hours") + "\r\n\r\n" + line(id="T-2", title="")
    assert desk.post(PAGE, {"file": file_of(text)}).status_code == 302
    page = desk.get(PAGE)
    rows = page.context["rows"]
    assert [(row["title"], row["one"].author.username) for row in rows] == [
        ("Within <41> hours", "mona"),
        ("T-2", "mona"),
    ]
    assert "Within &lt;41&gt; hours" in page.content.decode()
    for _ in range(2):  # the second time there is nothing to retire
        answer = desk.post(PAGE, {"retire": str(rows[0]["key"]), "reason": "Out of date."})
        assert answer.status_code == 302
    page = desk.get(PAGE)
    assert [row["one"].name for row in page.context["rows"]] == ["T-2"]
    assert "Out of date." in page.content.decode()
    assert desk.post(PAGE, {"retire": "9" * 30, "reason": "x"}).status_code == 302


def test_others_read_along(desk: Client, mona: User) -> None:
    keeping.keep(registry.get_kind("rebook"), line(), mona)
    reader = Client()
    reader.force_login(person("ruth", "research_specialist"))
    page = reader.get(PAGE)
    assert (page.status_code, page.context["may"]) == (200, False)
    assert "Keep the scenarios" not in page.content.decode()
    assert reader.post(PAGE, {"lines": line(id="B")}).status_code == 404
    assert PolicyScenario.objects.count() == 1


def test_a_draft_tells_what_failed_and_takes_a_reason(desk: Client, mona: User, malin: User) -> None:
    kind = registry.get_kind("rebook")
    old, _ = keeping.keep(kind, "\n".join([line(expect=WITHIN), line(id="T-2", expect=WITHIN)]), mona)
    draft = draft_by(malin, hard_hours=30)
    url = f"/policy/rebook/drafts/{draft.pk}/"
    assert "They are played in a moment." in desk.get(url).content.decode()
    waiting = desk.get(url + "scenarios/", headers=FRAGMENT).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    tasks.run_scenarios()
    arrived = desk.get(url + "scenarios/", headers=FRAGMENT).content.decode()
    assert "every 2s" not in arrived
    assert "Show what you can do now" in arrived
    keeping.retire(kind, old.pk, by=mona, reason="Not agreed any more.")
    page = desk.get(url)
    text = page.content.decode()
    assert page.context["override"]
    assert not page.context["acts"]["approve"]
    for told in ("1 of 1 comes out otherwise.", "decision, rule:", "Not agreed any more."):
        assert told in text
    sent = {"digest": digest_of(draft), "override": ""}
    assert desk.post(url + "do/approve/", sent).status_code == 409
    assert desk.post(url + "do/approve/", sent | {"override": "Agreed with sales."}).status_code == 302
    for shown in (desk.get(url), desk.get("/policy/rebook/")):
        assert "Agreed with sales." in shown.content.decode()
    assert "2 of 2 come out otherwise." in desk.get(url).content.decode()  # as it was when it was approved
    assert PolicyVersion.objects.get().draft == draft
    listed = desk.get(PAGE).context["rows"][0]["last"]
    assert (listed["draft"], bool(listed["differences"])) == (draft.pk, True)


def test_played_again_when_asked(desk: Client, mona: User) -> None:
    keeping.keep(registry.get_kind("rebook"), line(expect={}), mona)
    draft = draft_by(mona, hard_hours=47)
    url = f"/policy/rebook/drafts/{draft.pk}/"
    tasks.run_scenarios()
    assert "The scenario comes out as expected." in desk.get(url).content.decode()
    drafting.submit(
        drafting.change(
            draft,
            registry.get_kind("rebook"),
            {"hard_hours": 46},
            effective_from=None,
            reason="x",
            by=mona,
        ).draft,
        by=mona,
    )
    draft.scenario_runs.filter(status="waiting").update(status="cancelled")
    page = desk.get(url).content.decode()
    assert "Played with other values" in page
    assert "Play the scenarios" in page
    assert desk.post(url + "scenarios/").status_code == 302
    assert draft.scenario_runs.filter(status="waiting").count() == 1


def test_a_tried_decision_is_kept(desk: Client) -> None:
    given = {
        "processed_at": "2026-11-17 21:40", "amount": "4990.00", "currency": "USD", "time_zone": "UTC",
        "order_no": "O-9", "intended": "time_and_amount", "at": "2026-11-18 12:00",
    }  # fmt: skip
    with clock.fixed_at(NOW.replace(day=21)):
        page = desk.post("/rules/rebook/try/", given)
    assert "Keep as a scenario" in page.content.decode()
    written = page.context["scenario"].line
    assert desk.post(page.context["keep_url"], {"lines": written}).status_code == 302
    row = PolicyScenario.objects.get()
    assert row.name.startswith("TRIED-")
    again = desk.post(page.context["keep_url"], {"lines": written})
    assert f"“{row.name}” is kept already." in again.content.decode()
