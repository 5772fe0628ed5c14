"""Opening a ticket again exactly while another one is opened for the product."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction

from tests.advocacy.helpers import again, do, opened

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def test_the_later_one_is_refused() -> None:
    old = opened(evidence={"removal_scheduled_on": "2024-06-14"}).case
    for name in ("close_crm", "close_servicenow"):
        assert do(old, "02 09:00", name).ok
    answers: list[Any] = []
    reopening = threading.Thread(target=_reopen, args=(old, answers))
    with transaction.atomic():
        new = opened("03 08:00").case
        reopening.start()  # sees no other ticket yet, and then waits for what this transaction holds
        assert _is_held_up()
    reopening.join(timeout=60)
    [answer] = answers
    assert [one.code for one in answer.refusals] == ["AD_TICKET_OPEN"]
    assert new.reference in answer.refusals[0].message
    assert again(old).state == "closed"


def _reopen(case: Any, answers: list[Any]) -> None:
    try:
        answers.append(do(case, "03 08:00", "reopen", reason="It came back."))
    finally:
        connection.close()


def _is_held_up() -> bool:
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False
