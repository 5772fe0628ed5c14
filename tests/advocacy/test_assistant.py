"""The closing assistant: for every type, everything that is missing with a link to what supplies it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from advocacy.forms import EvidenceForm
from advocacy.models import AdvocateCase
from advocacy.process import ADVOCATE
from advocacy.process.assistant import assistant
from advocacy.rules import AdvocateFacts, Contact, Letter, Offer, Review
from advocacy.rules.evidence import missing
from advocacy.rules.labels import TYPES
from cases import clock, machine
from cases.panels import Cell
from tests.advocacy.helpers import do, on, opened, person
from tests.advocacy.rules.example import POLICY, SILENT, WAITING, ticket

NOW = on("10 09:00")
EVENTS = {event.name for event in ADVOCATE.events}
AGREED = {"negotiation_completed_at": NOW, "verbally_accepted_at": NOW}
BARE: list[tuple[str, dict[str, Any]]] = [
    *((code, {}) for code in TYPES),
    ("cabinet_replacement", {"distributor": "affiliated"}),
    ("cabinet_replacement", {"distributor": "non_affiliated"}),
    ("finding_service", {"evidence": {"ongoing_issue": True}}),
    ("field_involved", {"evidence": {"field_role": "rsm", "field_name": "Rae Moss"}}),
    ("unresolved_negotiation", {"evidence": AGREED | {"result": "replacement"}}),
    ("unresolved_negotiation", {"evidence": AGREED | {"result": "npr"}}),
]


def rows(facts: AdvocateFacts) -> list[tuple[Cell, ...]]:
    """The rows of the panel that are not there yet."""
    (panel,) = assistant(facts, POLICY, NOW)
    return [row for row in panel.rows if row[1].text != "There"]


@pytest.mark.parametrize(("code", "more"), BARE)
def test_everything_that_is_missing_has_what_supplies_it(code: str, more: dict[str, Any]) -> None:
    facts = ticket(code, **more).changed(caller_type="")
    told = {row[0].text: row[2] for row in rows(facts)}
    lacking = missing(facts, POLICY)
    assert lacking
    assert {one.sentence for one in lacking} <= set(told)
    case = AdvocateCase(case_type=code, distributor=facts.distributor, state="open", time_zone="UTC")
    case.evidence = {"result": facts.evidence["result"]} if "result" in facts.evidence else {}
    first = set(EvidenceForm(case=case, zone="UTC").first)
    for one in lacking:
        cell = told[one.sentence]
        assert (cell.act, bool(cell.text), cell.field) == (one.act, True, one.field), one.sentence
        assert "open" in machine.sources(AdvocateCase, cell.act)
        assert not one.field or one.field in first, one.sentence
        assert one.field or one.act != "set_evidence"


def test_a_ladder_says_what_the_wait_still_needs_and_then_only_waits() -> None:
    [row] = rows(SILENT)
    assert row[0].under == "Needs two phone attempts; 0 made. No e-mail sent."
    [row] = rows(WAITING)
    assert (row[1].text, row[2]) == ("To wait for", Cell())
    back = Letter("unreachable", on("09 09:00"), on("09 09:00"), bounced_at=on("10 08:00"))
    [row] = rows(WAITING.changed(state="letter_due", letters=(back,)))
    assert row[2].act == "send_letter"


@pytest.mark.parametrize(
    ("more", "standing", "act"),
    [
        ({"caller_type": ""}, "Missing", "set_caller_type"),
        ({"contacts": (Contact("email", on("09 09:00")),)}, "Missing", "log_attempt"),
        ({"reviews": (Review("TR-7", on("09 09:00")),)}, "Missing", "tech_review_closed"),
        ({"offer": Offer(on("09 09:00"), on("20 09:00"))}, "To wait for", "offer_answered"),
    ],
)
def test_what_else_stands_against_a_closing(more: dict[str, Any], standing: str, act: str) -> None:
    facts = ticket("buy_back", evidence={"removal_scheduled_on": date(2024, 6, 14)}, state="closable")
    assert rows(facts) == []
    [row] = rows(facts.changed(**more))
    assert (row[1].text, row[2].act) == (standing, act)
    assert act in EVENTS or "closable" in machine.sources(AdvocateCase, act)


@pytest.mark.django_db
def test_the_links_lead_to_the_fields() -> None:
    case = opened(
        case_type="unresolved_negotiation",
        evidence={"result": "replacement", "installer": "Hale"},
        distributor="affiliated",
    ).case
    assert do(case, "02 09:00", "tech_review_opened", id="TR-7").ok
    client = Client()
    client.force_login(person("advocate"))
    with clock.fixed_at(on("02 10:00")):
        page = client.get(f"/cases/{case.reference}/").content.decode()
        panel = page[page.index('id="panel-closing"') :].partition("</section>")[0]
        found = set(re.findall(rf'href="(/cases/{case.reference}/(?:do|record)/[^"]+)"', panel))
        links = [link for link in found if "#" in link]
        assert {link.rpartition("_evidence_")[2] for link in links} == {
            "negotiation_completed_at", "verbally_accepted_at", "availability_date",
        }  # fmt: skip
        form = client.get(links[0].partition("#")[0]).content.decode()
        assert all(f'id="{link.partition("#")[2]}' in form for link in links)
        ends = next(link for link in found if "tech_review_closed" in link)
        assert client.get(ends).status_code == 200
