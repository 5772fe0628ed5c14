"""The negative control: the same checker on timed steps that are kept by a broker, killed the same way."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

import psycopg2
from celery import Celery

from accountops.embedded.postgres import DATABASE, SUPERUSER
from accountops.launcher.parts import Part
from tests.chaos.checker import Armed, Breach, Entry, Evidence, Sent, breaches
from tests.chaos.control.app import SCHEMA
from tests.chaos.installation import Installation, until
from tests.chaos.killing import Hands, carry_out, plan

RATES: Final[Mapping[str, float]] = {"pool": 90, "worker": 5}
BROKER_TOO: Final[Mapping[str, float]] = {**RATES, "flush": 3, "broker": 3}
SOONEST, GRACE_SECONDS = 5.0, 25.0
KIND: Final = "control"


@dataclass(frozen=True)
class Setting:
    """How Celery is set up, in words for the table, and who is killed."""

    told: str
    env: Mapping[str, str]
    rates: Mapping[str, float]


SETTINGS: Final = (
    Setting("Celery ETA, defaults; workers killed", {}, RATES),
    Setting("Celery ETA, defaults; workers and broker killed", {}, BROKER_TOO),
    Setting(
        "Celery ETA, late acknowledgement, visibility timeout 10 s; workers killed",
        {"CONTROL_LATE": "1", "CONTROL_VISIBILITY": "10"}, RATES,
    ),
)  # fmt: skip


def run(
    installation: Installation, setting: Setting, *, seed: int, seconds: float, steps: int
) -> tuple[Evidence, list[Breach], dict[str, int]]:
    """Schedules so many steps that fall due within `seconds`, kills as told, waits, and asks the checker."""
    dice, address = Random(seed), f"host={installation.postgres.socket} user={SUPERUSER} dbname={DATABASE}"
    broker = f"redis+socket://{installation.valkey.socket}?virtual_host=1"
    deliveries = installation.home / "control-deliveries"
    deliveries.write_text("")
    env = {
        "CONTROL_BROKER": broker, "CONTROL_DATABASE": address, "DELIVERIES": str(deliveries), **setting.env,
    }  # fmt: skip
    command = ["-m", "celery", "-A", "tests.chaos.control.app", "worker", "--pool", "prefork"]
    command += ["--concurrency", "3", "--without-mingle", "--without-gossip", "--loglevel", "WARNING"]
    logs = installation.home / "log"
    parts = [Part(f"control-{number}", [*command, "-n", f"c{number}@x"], env, logs) for number in range(2)]
    hands = Hands(installation.valkey, dice, parts)
    _do(address, SCHEMA)
    hands.revive()
    try:
        _wait_for_workers(address, deliveries, broker)
        ask = threading.Thread(target=_schedule, args=(address, broker, Random(seed), seconds, steps))
        ask.start()
        carry_out(plan(setting.rates, seconds, dice), hands, seconds)
        ask.join()
        hands.revive()
        time.sleep(GRACE_SECONDS)
    finally:
        for part in parts:
            part.stop()
    found = _evidence(address, deliveries)
    return found, breaches(found), dict(hands.killed)


def _client(broker: str) -> Any:
    client: Any = Celery("control-client", broker=broker, set_as_current=False)
    client.conf.broker_transport_options = {"socket_connect_timeout": 2, "socket_timeout": 2}
    return client


def _wait_for_workers(address: str, deliveries: Any, broker: str) -> None:
    """One step without an ETA goes through before the run begins."""
    client = _client(broker)
    client.send_task("control.fire", args=[0, datetime.now(UTC).isoformat()])
    until(lambda: deliveries.read_text() != "", "the control's workers", 120)
    _do(address, "TRUNCATE control_entry")
    deliveries.write_text("")
    client.close()


def _schedule(address: str, broker: str, dice: Random, seconds: float, steps: int) -> None:
    """The step is written down and given to the broker; one that does not take it is asked again."""
    client = _client(broker)
    for number in range(1, steps + 1):
        due = datetime.now(UTC) + timedelta(seconds=dice.uniform(SOONEST, seconds / 2))
        _do(address, "INSERT INTO control_step VALUES (%s, %s)", number, due)
        while True:
            try:
                client.send_task("control.fire", args=[number, due.isoformat()], eta=due, retry=False)
                break
            except Exception:  # noqa: BLE001 - the broker is being killed; somebody insists
                time.sleep(0.2)
        time.sleep(seconds / 2 / steps)
    client.close()


def _evidence(address: str, deliveries: Any) -> Evidence:
    steps = _do(address, "SELECT number, due_at FROM control_step ORDER BY number")
    told = _do(address, "SELECT number, id, due_at, at FROM control_entry ORDER BY id")
    fired = {number for number, *_ in told}
    return Evidence(
        now=datetime.now(UTC),
        armed=[
            Armed(f"control-{number}", KIND, "", due, due, "fired" if number in fired else "armed")
            for number, due in steps
        ],
        entries=[
            Entry(f"control-{number}", key, KIND, at, fired=(KIND, "", due)) for number, key, due, at in told
        ],
        sent=[Sent(f"control-{number}/{key}/1", f"control-{number}", key) for number, key, *_ in told],
        delivered=deliveries.read_text().split(),
    )


def _do(address: str, statement: str, *values: Any) -> list[Any]:
    connection = psycopg2.connect(address)
    with connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows
