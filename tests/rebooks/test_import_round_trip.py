"""What an export for the import holds comes back as it was, whatever the texts are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cases import registry
from cases.exchange.columns import values_of
from cases.exchange.exporting import everybody, import_table
from cases.exchange.importing import run_file
from cases.exchange.writing import csv_lines, write_xlsx
from cases.queue import QueueQuery
from cases.workflow import InputErrors, open_case, record
from rebooks.models import RebookCase

KIND = registry.get_kind("rebook")
HOSTILE = st.sampled_from("'=+-@|%\";,＝ \u00a0_x000D<>&aB1ß東😀") | st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zl", "Zp"]
)
LINE, LINES = (
    st.text(HOSTILE, min_size=1, max_size=12),
    st.text(HOSTILE | st.sampled_from("\n\t"), max_size=40),
)
MONEY = st.sampled_from([("JPY", 0), ("EUR", 2), ("USD", 2), ("KWD", 3)]).flatmap(
    lambda unit: st.tuples(
        st.just(unit[0]), st.decimals(0, 10**9, places=unit[1], allow_nan=False, allow_infinity=False)
    )
)
CASES = st.fixed_dictionaries(
    {"order_no": LINE, "account": LINE, "opportunity_id": LINE, "requested_change": LINES, "money": MONEY,
     "second": st.none() | st.tuples(LINE, MONEY)}
)  # fmt: skip


@contextmanager
def emptied() -> Iterator[None]:
    """What happens in the block is taken back: afterwards the installation is as empty as before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def made(facts: dict[str, Any]) -> None:
    """A case of these facts; the example is dropped where the door does not take them."""
    currency, amount = facts["money"]
    given = {
        "order_no": facts["order_no"], "account": {"name": facts["account"]},
        "opportunity_id": facts["opportunity_id"], "requested_change": facts["requested_change"],
        "processed_at": "2024-05-14T10:00:00.123456-04:00", "amount": f"{amount:f}", "currency": currency,
        "reason": "evaluation_time", "request_source": "ar", "request_received_at": "2024-05-15T10:00Z",
    }  # fmt: skip
    try:
        outcome = open_case(KIND, given, actor=None, as_role="ar", strict=True)
        assume(outcome.ok)
        if facts["second"]:
            number, (unit, much) = facts["second"]
            data = {"order_no": number, "amount": f"{much:f}", "currency": unit, "at": "2024-05-16T10:00Z"}
            who = {"actor": None, "as_role": "order_system"}
            record(outcome.case.reference, "second_order", None, data=data, strict=True, **who)
    except InputErrors:
        assume(condition=False)


def values() -> list[dict[str, Any]]:
    """Every column of every case, in the order of opening."""
    cases = RebookCase.objects.select_related("account").order_by("pk")
    return sorted((values_of(KIND, case) for case in cases), key=lambda one: str(one["order_no"]))


def exported(fmt: str) -> io.BytesIO:
    """The export for the import."""
    table = import_table(everybody(), QueueQuery.parse({}), KIND)
    file = io.BytesIO()
    if fmt == "xlsx":
        write_xlsx(table, file)
    else:
        file.write("".join(csv_lines(table)).encode())
    return file


@pytest.mark.django_db
@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CASES, min_size=1, max_size=2, unique_by=lambda one: one["order_no"]))
def test_an_export_comes_back_without_loss(fmt: str, rows: list[dict[str, Any]]) -> None:
    with emptied():
        for facts in rows:
            made(facts)
        before, file = values(), exported(fmt)
        again = run_file(KIND, file, name=f"cases.{fmt}", actor=None)
        assert [row.status for row in again.rows] == ["existing"] * len(rows), again.rows
    with emptied():
        assert RebookCase.objects.count() == 0
        report = run_file(KIND, file, name=f"cases.{fmt}", actor=None)
        assert report.ok, report.rows
        assert values() == before
