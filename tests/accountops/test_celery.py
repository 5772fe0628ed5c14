"""Celery's part: messages arrive, and a page never waits for a broker that is away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from kombu.exceptions import OperationalError

from accountops.celery import app

PATIENCE_SECONDS = 4.0


def test_the_schedule_names_tasks_that_exist() -> None:
    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    app.loader.import_default_modules()
    often = ("run_deadlines", "drain_outbox", "run_imports", "scan_files")
    tasks = (
        *often,
        "read_mails",
        "fetch_mails",
        "anchor_chain",
        "forget_keys",
        "forget_imports",
        "keep_figures",
        "run_replays",
        "run_scenarios",
        "move_deadlines",
    )
    assert names == {f"cases.tasks.{task}" for task in tasks}
    assert names <= set(app.tasks)


def test_a_wake_up_that_waited_is_thrown_away() -> None:
    waiting = [entry for entry in app.conf.beat_schedule.values() if entry["schedule"] == 5.0]
    assert len(waiting) == 4
    assert all(entry["options"]["expires"] == 5 for entry in waiting)


def test_every_thread_sends_through_our_app() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lambda: current_app.conf.broker_url).result() == settings.BROKER_URL


def test_only_json_is_accepted() -> None:
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")


@pytest.mark.django_db(transaction=True)
def test_a_message_reaches_a_real_worker() -> None:
    arrived = Event()

    @app.task(name="tests.arrive")
    def arrive() -> None:
        arrived.set()

    with start_worker(app, pool="threads", perform_ping_check=False):
        arrive.delay()
        assert arrived.wait(20)
    del app.tasks["tests.arrive"]


@pytest.mark.parametrize(
    "address",
    ["redis+socket:///nowhere/valkey.sock?virtual_host=0", "redis://127.0.0.1:1/0", "redis://192.0.2.1/0"],
)
def test_sending_fails_fast_while_the_broker_is_away(address: str) -> None:
    start = time.monotonic()
    with app.connection_for_write(address) as connection, pytest.raises(OperationalError):
        app.send_task("cases.tasks.run_deadlines", connection=connection)
    assert time.monotonic() - start < PATIENCE_SECONDS
