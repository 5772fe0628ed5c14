"""What is stored and fired is the same instant, whatever zone the machine is in; the session is in UTC."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection

from cases import clock, deadlines, registry
from cases.models import Deadline
from cases.workflow import open_case
from tests.cases.helpers import person

PROCESSED = "2024-03-09T12:00-05:00"
DUE = {
    "rb.late_flag": "2024-03-10T13:00-04:00",
    "rb.window_end": "2024-03-11T13:00-04:00",
    "attention": "2024-03-10T13:30-04:00",
}


@pytest.mark.django_db
@pytest.mark.parametrize("process_zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"], indirect=True)
def test_due_instants_and_what_fires_are_the_same(process_zone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW TimeZone")
        assert cursor.fetchone() == ("UTC",)
    given = {
        "order_no": "Z-1", "account": "Northwind", "time_zone": "America/New_York", "amount": "100.00",
        "currency": "USD", "processed_at": PROCESSED, "reason": "rebook", "request_source": "ar",
        "request_received_at": PROCESSED, "intended": "time_and_amount",
    }  # fmt: skip
    with clock.fixed_at(datetime.fromisoformat("2024-03-09T12:30-05:00")):
        case = open_case(registry.get_kind("rebook"), given, actor=person("oz", "order_processing")).case
    rows = Deadline.objects.filter(case=case.pk)
    assert {row.kind: row.due_at for row in rows} == {k: datetime.fromisoformat(v) for k, v in DUE.items()}
    with clock.fixed_at(datetime.fromisoformat(DUE["rb.window_end"])):
        deadlines.run_pass(cases=[case.pk])
    assert set(rows.filter(status="armed").values_list("kind", flat=True)) == {"rb.window_end"}
