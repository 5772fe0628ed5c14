"""A process whose machine has the wrong time plays cases and fires what is due.

    python -m tests.chaos.skewed DAYS NUMBER BASE

BASE is the instant that the cases are made around. Prints a JSON object of what came of it. NUMBER tells its
cases from those of other processes. Works on the database of the settings.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from typing import Any

HALF_A_DAY = dt.timedelta(hours=12)  # a clock that is a day wrong would be noticed
real_time, real_datetime = time.time, dt.datetime


class _AnyDatetime(type):
    """What was made before, or by a driver, is a datetime as well."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, real_datetime)


def set_wrong(days: float) -> None:
    """From here on this process takes the time to be so many days later; before anything else is imported."""
    off = dt.timedelta(days=days)

    class Datetime(real_datetime, metaclass=_AnyDatetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real_datetime.now(tz) + off

        @classmethod
        def today(cls) -> Any:
            return real_datetime.now() + off

    time.time = lambda: real_time() + off.total_seconds()
    setattr(dt, "datetime", Datetime)  # noqa: B010 - the type checker lets nobody assign to a type


def played(number: int, base: Any) -> list[dict[str, Any]]:
    """Per kind a case with a step due half a day before `base`, and one after it; then a pass over all."""
    from cases import deadlines
    from tests.chaos import stories

    references = []
    for fixture in stories.FIXTURES:
        path, first = next(
            (path, found[0]) for path in fixture.paths if (found := stories.ahead(fixture, path))
        )
        for off in (-HALF_A_DAY, HALF_A_DAY):
            number += 1
            references.append(stories.walk(fixture, path, number, base + off - first).reference)
    report = deadlines.run_pass()
    assert report.fired
    assert not report.failed
    return [_picture(reference, base) for reference in references]


def _picture(reference: str, base: Any) -> dict[str, Any]:
    """Where a case stands and what was armed for it, in seconds from `base`."""
    from cases.models import Case, Deadline, TimelineEntry

    case = Case.objects.get(reference=reference)
    steps = Deadline.objects.filter(case=case).order_by("due_at", "kind", "subject", "id")
    entries = TimelineEntry.objects.filter(case=case).order_by("seq")
    return {
        "state": case.state,
        "steps": [[row.kind, row.subject, row.status, (row.due_at - base).total_seconds()] for row in steps],
        "entries": list(entries.values_list("action", flat=True)),
    }


def opened(number: int) -> float:
    """Seconds between the database's present and the opening of a case that this process opens now."""
    from cases import clock
    from cases.models import Case
    from cases.workflow import open_case
    from tests.chaos import stories

    fixture, before = stories.FIXTURES[0], clock.now()
    facts = stories.opening(fixture, fixture.paths[0], number, before)
    outcome = open_case(fixture.registered, facts, actor=None, as_role=fixture.opener)
    assert outcome.case is not None, outcome.refusals
    found = Case.objects.get(reference=outcome.case.reference)
    return float((found.opened_at - before).total_seconds())


def main(words: list[str]) -> int:
    """Sets the clock wrong, then plays."""
    days, number, base = float(words[0]), int(words[1]), real_datetime.fromisoformat(words[2])
    set_wrong(days)
    import django

    django.setup()
    told = {"cases": played(number, base), "opened": opened(number), "wrong": time.time() - real_time()}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
