"""The timeline says what was stated with an act: which step, whose agreement, how many."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cases import clock
from cases.models import TimelineEntry, User
from cases.outside import entries as read_by
from cases.present import history
from cases.present.fieldwords import FieldWords
from cases.present.given import given, meaningful
from cases.registry import get_kind
from cases.workflow import advance
from takeovers.models import TakeoverCase
from tests.takeovers.test_outside import GIVEN, person, under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(care: User) -> TakeoverCase:
    return under_way(care, GIVEN)


def told(case: TakeoverCase, reader: User, action: str) -> list[dict[str, Any]]:
    """The entries of an action as the reader has them, the newest first."""
    case.refresh_from_db()
    rows = [row for row in read_by(history.read(case), case, reader) if row.action == action]
    return history.entries(case, rows, reader, clock.now())


def lines(entry: dict[str, Any]) -> dict[str, str]:
    return {change["label"]: change["new"] for change in entry["changes"]}


def test_a_step_says_which_and_for_whom_before_what_it_changed(case: TakeoverCase, care: User) -> None:
    entry = told(case, care, "step")[0]
    expected = {
        "Company": "Halden Freight",
        "Step": "1 Add custom licences",
        "Custom licences added": "Business, 5",
    }
    assert dict(list(lines(entry).items())[:3]) == expected
    assert "Goes to" in lines(entry)


def test_a_count_of_zero_is_told(case: TakeoverCase, care: User) -> None:
    proof = {"number": 2, "still_on_old": 0, "on_behalf_of": "current_partner", "evidence": "Their mail"}
    outcome = advance(case.reference, "step", actor=care, data=proof)
    assert outcome.ok, outcome.refusals
    entry = told(case, care, "step")[0]
    assert lines(entry)["Users still on old licences"] == "0"
    assert lines(entry)["Recorded for"] == "The current partner"
    assert entry["text"] == "Their mail"


def test_an_agreement_says_whose_and_where_it_is(case: TakeoverCase, care: User) -> None:
    agreements = told(case, care, "record_agreement")
    assert [lines(entry)["Name of the party"] for entry in agreements] == [
        "Voxline",
        "Rosny Telecom",
        "Halden Freight",
    ]
    assert lines(agreements[0])["In writing"] == "yes"
    assert lines(agreements[0])["Party"] == "The new partner"


def test_from_outside_nobody_reads_what_others_stated(case: TakeoverCase) -> None:
    partner = person("jonas", "current_partner", "Rosny Telecom")
    entry = told(case, partner, "step")[0]
    assert not {"Company", "Step", "Custom licences added"} & set(lines(entry))


def test_months_are_written_out(case: TakeoverCase, care: User) -> None:
    entry = told(case, care, "agreements_complete")[0]
    month = lines(entry)["Month to finish in"]
    assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", month)


def test_keys_of_other_things_are_not_shown(case: TakeoverCase) -> None:
    for kind in ("takeover", "cancellation"):
        for spec in (*get_kind(kind).actions, *get_kind(kind).events):
            assert not {"mail", "request", "terms", "message", "message_id"} & set(meaningful(spec.form)), (
                spec.name
            )


@pytest.mark.parametrize("number", ["2026-13-45", "2026-05-14", "0000-00-00"])
def test_a_number_that_looks_like_a_day_stays_as_it_was_typed(care: User, number: str) -> None:
    row = TimelineEntry(action="confirm_discount", data={"input": {"discount_ref": number}})
    words = FieldWords(get_kind("takeover"), "UTC", clock.now())
    assert given(row, words, care, ()) == [{"label": "Invoice", "old": "", "new": number}]


@pytest.mark.parametrize(("said", "shown"), [("some day", "some day"), ([{"plan": 1}, "x"], None)])
def test_what_a_form_takes_no_more_does_not_break_the_page(care: User, said: Any, shown: str | None) -> None:
    row = TimelineEntry(action="step", data={"input": {"number": 7, "new_end_date": said}})
    lines = given(row, FieldWords(get_kind("takeover"), "UTC", clock.now()), care, ())
    assert {line["label"]: line["new"] for line in lines}.get("New end date") == shown
