"""A Celery application whose timed steps live in the broker. The tests' own; nothing of the product's.

CONTROL_LATE chooses between Celery's defaults (a task is acknowledged before it runs) and late
acknowledgement, with a visibility timeout of CONTROL_VISIBILITY seconds.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any, Final

import psycopg2
from celery import Celery

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS control_step (number int PRIMARY KEY, due_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS control_entry (
  id serial PRIMARY KEY, number int NOT NULL, due_at timestamptz NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
TRUNCATE control_step, control_entry
"""

app: Any = Celery("control", broker=os.environ.get("CONTROL_BROKER", ""), set_as_current=False)
app.conf.update(
    task_ignore_result=True,
    broker_transport_options={
        "visibility_timeout": int(os.environ.get("CONTROL_VISIBILITY", "3600")),
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
)
if os.environ.get("CONTROL_LATE"):
    app.conf.update(task_acks_late=True, task_reject_on_worker_lost=True, worker_prefetch_multiplier=1)


@app.task(name="control.fire")
def fire(number: int, due_at: str) -> None:
    """The timed step: an entry in the record, and a message to the outside."""
    connection = psycopg2.connect(os.environ["CONTROL_DATABASE"])
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO control_entry (number, due_at) VALUES (%s, %s) RETURNING id",
            [number, datetime.fromisoformat(due_at)],
        )
        key = cursor.fetchone()[0]
    connection.close()
    with open(os.environ["DELIVERIES"], "ab", buffering=0) as file:  # noqa: PTH123 - unbuffered, appended
        file.write(f"control-{number}/{key}/1\n".encode())
