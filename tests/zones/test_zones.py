"""Every timed step in many zones: clock changes, 29 February, ends of months and years, the date line."""

from __future__ import annotations

import pytest

from cases import registry
from tests.zones import advocacy, affiliations, cancellations, rebooks, takeovers
from tests.zones.table import Table

TABLES: dict[str, Table] = {
    f"{module.__name__.rpartition('.')[2]} {'+'.join(one.timers)} {one.due.__name__}": one
    for module in (rebooks, takeovers, affiliations, advocacy, cancellations)
    for one in module.TABLES
}
EVERYWHERE = (
    "America/New_York", "Europe/Paris", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago",
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_timed_step_is_due_when_the_rule_says(name: str) -> None:
    assert TABLES[name].faults() == []


@pytest.mark.parametrize(
    "process_zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/Havana"],
    indirect=True,
)  # fmt: skip
def test_the_zone_of_the_machine_does_not_matter(process_zone: str) -> None:
    assert [fault for one in TABLES.values() for fault in one.faults()] == []


def test_every_timed_step_of_every_kind_is_held_in_eight_zones() -> None:
    seen: dict[str, set[str]] = {}
    for one in TABLES.values():
        for timer in one.timers:
            seen.setdefault(timer, set()).update(row.zone for row in one.rows)
    kinds = [kind for kind in registry.all_kinds() if not kind.model.__module__.startswith("tests.")]
    assert set(seen) == {timer.kind for kind in kinds for timer in kind.timers}
    assert {timer: len(zones) for timer, zones in seen.items() if len(zones) < 8} == {}
    assert set(EVERYWHERE) <= set().union(*seen.values())
    assert sum(len(one.rows) * len(one.timers) for one in TABLES.values()) >= 300
