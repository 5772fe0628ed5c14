"""What happens if nobody does anything: foretold, and then it really comes so."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock, registry
from cases.foreseeing import Foresight, foresee
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry, User
from cases.scenarios.format import parse
from cases.scenarios.stage import Stage
from tests.cases.helpers import open_seats, person

SCENARIOS = Path(__file__).parents[2] / "acceptance" / "scenarios"
CASES = [  # with the statements that telling it may take: few a step, more where cases are told of letters
    ("advocate", "AD-14", 3, 145),
    ("advocate", "AD-07", 3, 60),
    ("rebook", "RB-19", 0, 20),
    ("takeover", "TO-52", 1, 75),
    ("affiliation", "AF-114", 4, 75),
    ("cancellation", "CX-135", 1, 20),
]
STEPS = 8
Told = list[tuple[datetime, str, str]]


def played(kind: str, name: str, events: int) -> tuple[Stage, datetime]:
    """The case of a scenario after some of its events, and the instant of the last."""
    lines = (SCENARIOS / f"{kind}.jsonl").read_text().splitlines()
    line = next(one for one in map(json.loads, lines) if one["id"] == name)
    stage = Stage(parse(line))
    stage.place_policy({})
    stage.open()
    done = stage.scenario.when[:events]
    for event in done:
        answered = stage.perform(event)
        assert answered is None or answered.ok, answered
    return stage, done[-1].known_at if done else stage.scenario.starts_at


def entries(case: Case, after: int) -> Told:
    rows = TimelineEntry.objects.filter(case=case, seq__gt=after).order_by("seq")
    return [(row.recorded_at, row.data.get("deadline", {}).get("kind", ""), row.to_state) for row in rows]


def really(stage: Stage, case: Case, found: Foresight, start: datetime) -> None:
    """Lets the clock go on by itself: in even steps, and through the instants that were foretold."""
    last = found.steps[-1].at
    even = [start + (last - start) / STEPS * n for n in range(STEPS)]
    for instant in sorted({start, *even, *(one.at for one in found.steps)}):
        if instant <= last:
            with clock.fixed_at(instant):
                stage.run_pass()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name", "events", "most"), CASES, ids=[name for _, name, _, _ in CASES])
def test_what_is_foretold_is_what_happens(kind: str, name: str, events: int, most: int) -> None:
    stage, now = played(kind, name, events)
    case = Case.objects.get(reference=stage.current)
    with clock.fixed_at(now):
        stage.run_pass()
        before = [Model.objects.count() for Model in (TimelineEntry, OutboxMessage, Deadline)]
        version, seq = case.version, TimelineEntry.objects.filter(case=case).count()
        with CaptureQueriesContext(connection) as asked:
            found = foresee(case)
    assert found.steps, "something is armed"
    assert len(asked) <= most
    assert [Model.objects.count() for Model in (TimelineEntry, OutboxMessage, Deadline)] == before
    assert Case.objects.get(pk=case.pk).version == version
    really(stage, case, found, now)
    assert stage.troubles == []
    happened = entries(case, seq)
    assert {at for at, _, _ in happened} == {one.at for one in found.steps}
    for one in found.steps:
        there = [(timer, state) for at, timer, state in happened if at == one.at]
        assert sorted(timer for timer, _ in there if timer) == sorted(timer for timer, _ in one.timers)
        assert not one.state or there[-1][1] == one.state
    assert Case.objects.get(pk=case.pk).is_closed is found.closed


@pytest.mark.django_db
def test_the_page_and_its_part_tell_it_and_nobody_from_outside_reads_it(client: Client, mona: User) -> None:
    stage, now = played("advocate", "AD-14", 3)
    address = f"/cases/{stage.current}/foreseen/"
    client.force_login(mona)
    with clock.fixed_at(now):
        stage.run_pass()
        text = client.get(address).content.decode()
        part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "If nobody does anything" in text
    assert "Then the case is closed" in text
    assert "Sends: " in part
    assert "<html" not in part
    assert not OutboxMessage.objects.filter(status="pending", case__reference=stage.current).exists()
    case = Case.objects.get(reference=stage.current)
    outside: Any = person("otto", "customer")
    type(outside).objects.filter(pk=outside.pk).update(organisation=case.account.name)
    client.force_login(outside)
    assert client.get(address).status_code == 404
    assert registry.kind_of(case).code == "advocate"


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_changes_is_not_waited_for(client: Client) -> None:
    celia = person("celia", "customer_care")
    case, held, done = open_seats(celia), Event(), Event()

    def change() -> None:
        try:
            with transaction.atomic():
                Case.objects.select_for_update().get(pk=case.pk)
                held.set()
                done.wait(60)
        finally:
            connection.close()

    somebody = Thread(target=change)
    somebody.start()
    try:
        assert held.wait(60)
        client.force_login(celia)
        assert "Ask again shortly" in client.get(f"/cases/{case.reference}/foreseen/").content.decode()
    finally:
        done.set()
        somebody.join()
    assert "Ask again shortly" not in client.get(f"/cases/{case.reference}/foreseen/").content.decode()
