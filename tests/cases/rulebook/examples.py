"""Facts of each kind to try its rules on: those of the example that it registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from cases import clock
from cases.kinds import Kind

NOW: Final = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
EXAMPLE: Final[Mapping[str, Any]] = {
    "order_no": "O-1",
    "account": "Harbour Analytics",
    "time_zone": "America/New_York",
    "processed_at": "2026-11-17T21:40:00-05:00",
    "amount": "4990.00",
    "currency": "USD",
}


def example_data(kind: Kind) -> dict[str, Any]:
    """What the form of a trial reads from the kind's example of an opening."""
    assert kind.dry_run is not None
    known = kind.dry_run.form.base_fields
    given = {name: value for name, value in kind.examples["open"].items() if name in known}
    with clock.fixed_at(NOW):
        form = kind.dry_run.form(given, strict=True)
        assert form.is_valid(), form.errors
    return dict(form.cleaned_data)


def example_facts(kind: Kind) -> Any:
    """The facts of the kind's example."""
    assert kind.dry_run is not None
    return kind.dry_run.facts(example_data(kind), NOW)
