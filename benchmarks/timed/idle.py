"""What a pass reads when nothing is due, with a million steps armed: a process that prints the buffers.

python -m benchmarks.timed.idle
"""

from __future__ import annotations

import json
from typing import Any

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext


def buffers() -> dict[str, int]:
    """Buffers read by each statement of one idle pass that looks at deadlines, and their sum."""
    from cases import deadlines

    deadlines.run_pass()  # what is due for the case of the clicks is done first
    with CaptureQueriesContext(connection) as seen:
        report = deadlines.run_pass()
    if report.any:
        raise RuntimeError("The pass was not idle.")
    asked = [one["sql"] for one in seen.captured_queries if '"cases_deadline"' in one["sql"]]
    read = [_read(sql) for sql in asked]
    return {"statements": len(read), "buffers": sum(read)}


def _read(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        told = cursor.fetchone()[0]
    plan: dict[str, Any] = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


if __name__ == "__main__":
    django.setup()
    print(json.dumps(buffers()))
