"""At each step of a business scenario, just what the API answered then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from cases import clock
from cases.models import PersonalData, TimelineEntry
from cases.timeline import faults
from tests.past.played import Looked, differing, played, scenario

pytestmark = pytest.mark.django_db
PLAYED = (
    ("rebook", "RB-11"),  # words that are kept beside the chain
    ("rebook", "RB-151"),  # an outcome that was taken back
    ("rebook", "RB-154"),  # values of its own policy
    ("affiliation", "AF-115"),  # a count in a row of a group
    ("affiliation", "AF-129"),  # a group that came later
    ("cancellation", "CX-102"),  # what was asked for was said again
    ("cancellation", "CX-110"),  # another order was named
    ("advocate", "AD-105"),  # an attempt that was entered later than it happened
    ("advocate", "AD-121"),  # a letter that went out another way
    ("advocate", "AD-136"),  # a date set before that a later step falls on
    ("advocate", "AD-148"),  # evidence that names somebody
    ("takeover", "TO-12"),  # how much a step still had left
    ("takeover", "TO-64"),  # a step list that was made before its first step was done
    ("takeover", "TO-67"),  # counts that were renewed
)


def then(looked: Looked, reference: str, at: Any) -> dict[str, Any]:
    """The case as it was, asked an hour after the scenario's end, without what only such an answer has."""
    end = looked.stage.scenario.when[-1].known_at + timedelta(hours=1)
    body: dict[str, Any] = looked.get(f"/cases/{reference}/as-of?at={quote(at.isoformat())}", end)
    return {name: value for name, value in body.items() if name not in {"as_of", "policy"}}


@pytest.mark.parametrize(("file", "name"), PLAYED, ids=[name for _, name in PLAYED])
def test_it_is_what_was_answered(file: str, name: str) -> None:
    """Every key of every answer, and the chain holds with what it now tells."""
    looked = played(scenario(file, name))
    assert len(looked.answers) > 1
    found = {
        (reference, at): list(differing(then(looked, reference, at), answered))
        for (reference, at), answered in looked.answers.items()
    }
    assert {place: places for place, places in found.items() if places} == {}
    assert list(faults()) == []


def test_words_that_are_erased_do_not_come_back() -> None:
    """What was there before a change of words about people lies beside the chain, and goes with them."""
    looked = played(scenario("advocate", "AD-148"))
    (reference,) = looked.stage.cases
    chain = [str(row.data) for row in TimelineEntry.objects.filter(case__reference=reference)]
    words = PersonalData.objects.filter(entry__case__reference=reference, data__has_key="was")
    assert [row.data["was"] for row in words] == [{"evidence.field_name": "North"}]
    assert not any("North" in text for text in chain)
    asked = [at for _, at in looked.answers][-2]
    assert then(looked, reference, asked)["facts"]["field_name"] == "North"
    with clock.fixed_at(asked):
        words.delete()
    assert then(looked, reference, asked)["facts"]["field_name"] == "Dee Hart"


def test_from_outside_nobody_reads_what_winds_a_case_back() -> None:
    """Our people's programs see it in the entries; those of others see what happened."""
    looked = played(scenario("takeover", "TO-67"))
    (reference,) = looked.stage.cases
    path, end = f"/cases/{reference}/timeline", looked.stage.scenario.when[-1].known_at
    ours = looked.get(path, end)["items"]
    with clock.fixed_at(end):
        status, theirs = looked.stage.cast.call("current_partner", "GET", path)
    assert status == 200
    assert any({"was", "rows"} & set(row["data"]) for row in ours)
    assert theirs["items"]
    assert not any({"was", "rows"} & set(row["data"]) for row in theirs["items"])
