"""The SQL that counts a stretch of the timeline: every change of state once, under its day, kind and team.

A day is that on which it became known here (UTC); a length of time runs between the instants at which things
happened. The team is the one that the state's declaration names; where it depends on the case, none.
"""

from __future__ import annotations

from typing import Any, Final

from cases import registry
from cases.daily.buckets import BOUNDS
from cases.models import ALWAYS
from cases.planning import ATTENTION

_MOVED: Final = """
WITH states AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(states)s::text[], %(teams)s::text[], %(closed)s::boolean[])
        AS known (kind, state, team, closed)
), entries AS (
    SELECT e.*, c.kind, coalesce(c.outcome, e.to_state) AS outcome,
        (e.recorded_at AT TIME ZONE 'UTC')::date AS day
      FROM cases_timelineentry e JOIN cases_case c ON c.id = e.case_id
     WHERE e.id > %(after)s AND e.id <= %(last)s
), moved AS (
    SELECT e.kind, e.day, e.outcome, e.from_state, e.to_state,
        coalesce(f.team, '') AS from_team, coalesce(t.team, '') AS to_team,
        e.from_state <> '' AND NOT coalesce(f.closed, false) AS was_open,
        NOT coalesce(t.closed, false) AS is_open,
        CASE WHEN e.from_state <> '' THEN extract(epoch FROM e.at - (
            SELECT p.at FROM cases_timelineentry p
             WHERE p.case_id = e.case_id AND p.seq < e.seq AND NOT p.refused AND p.from_state <> p.to_state
             ORDER BY p.seq DESC LIMIT 1)) END AS stayed,
        CASE WHEN coalesce(t.closed, false) THEN extract(epoch FROM e.at - (
            SELECT o.at FROM cases_timelineentry o WHERE o.case_id = e.case_id AND o.seq = 1)) END AS took,
        coalesce(t.closed, false) AND EXISTS (
            SELECT 1 FROM cases_deadline d WHERE d.case_id = e.case_id AND d.kind = %(attention)s
               AND d.status = 'fired' AND d.settled_at <= e.recorded_at) AS late
      FROM entries e
      LEFT JOIN states f ON f.kind = e.kind AND f.state = e.from_state
      LEFT JOIN states t ON t.kind = e.kind AND t.state = e.to_state
     WHERE NOT e.refused AND e.from_state <> e.to_state
), figures (day, kind, team, measure, key, bucket, n) AS (
    SELECT day, kind, to_team, 'opened', '', 0, 1 FROM moved WHERE from_state = ''
    UNION ALL SELECT day, kind, from_team, 'closed', outcome,
        width_bucket(coalesce(took, 0)::float8, %(bounds)s::float8[]), 1
        FROM moved WHERE was_open AND NOT is_open
    UNION ALL SELECT day, kind, from_team, 'late', '', 0, 1 FROM moved WHERE was_open AND NOT is_open AND late
    UNION ALL SELECT day, kind, to_team, 'came', '', 0, 1 FROM moved
        WHERE is_open AND to_team <> '' AND NOT (was_open AND from_team = to_team)
    UNION ALL SELECT day, kind, from_team, 'went', '', 0, 1 FROM moved
        WHERE was_open AND from_team <> '' AND NOT (is_open AND from_team = to_team)
    UNION ALL SELECT day, kind, to_team, 'entered', to_state, 0, 1 FROM moved WHERE is_open
    UNION ALL SELECT day, kind, from_team, 'stay', from_state,
        width_bucket(coalesce(stayed, 0)::float8, %(bounds)s::float8[]), 1 FROM moved WHERE was_open
    UNION ALL SELECT %(always)s::date, kind, to_team, 'standing', to_state, 0, 1 FROM moved WHERE is_open
    UNION ALL SELECT %(always)s::date, kind, from_team, 'standing', from_state, 0, -1
        FROM moved WHERE was_open
    UNION ALL SELECT e.day, e.kind, coalesce(s.team, ''), 'refused', left(reason->>'code', 100), 0, 1
      FROM entries e
      CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN e.refused THEN coalesce(e.data->'refusals', '[]') ELSE '[]' END) AS told (reason)
      LEFT JOIN states s ON s.kind = e.kind AND s.state = e.from_state
)
"""
STRETCH: Final = (
    _MOVED
    + """
INSERT INTO cases_dailyfigure (day, kind, team, measure, key, bucket, n, amount)
SELECT day, kind, team, measure, key, bucket, sum(n), 0 FROM figures
 WHERE key IS NOT NULL GROUP BY day, kind, team, measure, key, bucket
ON CONFLICT (day, kind, team, measure, key, bucket)
DO UPDATE SET n = cases_dailyfigure.n + EXCLUDED.n
"""
)
AGES: Final = """
INSERT INTO cases_dailyfigure (day, kind, team, measure, key, bucket, n, amount)
SELECT %(always)s, kind, coalesce(team, ''), 'age', state,
    width_bucket(extract(epoch FROM %(now)s::timestamptz - state_since)::float8, %(bounds)s::float8[]),
    count(*), 0
  FROM cases_case WHERE closed_at IS NULL GROUP BY 2, 3, 5, 6
"""


def given() -> dict[str, Any]:
    """What the statements know of the kinds: their states, who holds them, which are an end."""
    known = [(kind.code, state) for kind in registry.all_kinds() for state in kind.states]
    return {
        "kinds": [code for code, _ in known],
        "states": [state.code for _, state in known],
        "teams": [state.team if isinstance(state.team, str) else "" for _, state in known],
        "closed": [state.closed for _, state in known],
        "bounds": list(BOUNDS),
        "attention": ATTENTION,
        "always": ALWAYS,
    }
