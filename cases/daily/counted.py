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

_STATES: Final = """
WITH states AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(states)s::text[], %(teams)s::text[], %(closed)s::boolean[])
        AS known (kind, state, team, closed)
), """
_MOVED: Final = (
    _STATES  # noqa: S608 - two constants of this module
    + """
entries AS (
    SELECT e.*, c.kind, (e.recorded_at AT TIME ZONE 'UTC')::date AS day
      FROM cases_timelineentry e JOIN cases_case c ON c.id = e.case_id
     WHERE e.id > %(after)s AND e.id <= %(last)s
), moved AS (
    SELECT e.kind, e.day, e.from_state, e.to_state,
        coalesce(f.team, '') AS from_team, coalesce(t.team, '') AS to_team,
        e.from_state <> '' AND NOT coalesce(f.closed, false) AS was_open,
        NOT coalesce(t.closed, false) AS is_open,
        CASE WHEN e.from_state <> '' THEN extract(epoch FROM e.at - (
            SELECT p.at FROM cases_timelineentry p
             WHERE p.case_id = e.case_id AND p.seq < e.seq AND NOT p.refused AND p.from_state <> p.to_state
             ORDER BY p.seq DESC LIMIT 1)) END AS stayed
      FROM entries e
      LEFT JOIN states f ON f.kind = e.kind AND f.state = e.from_state
      LEFT JOIN states t ON t.kind = e.kind AND t.state = e.to_state
     WHERE NOT e.refused AND e.from_state <> e.to_state
), told AS (
    SELECT e.day, e.kind, e.case_id, coalesce(s.team, '') AS team, left(reason->>'code', 100) AS code
      FROM entries e
      CROSS JOIN LATERAL jsonb_array_elements(
          CASE WHEN e.refused THEN coalesce(e.data->'refusals', '[]') ELSE '[]' END) AS each (reason)
      LEFT JOIN states s ON s.kind = e.kind AND s.state = e.from_state
     WHERE reason->>'code' IS NOT NULL
), figures (day, kind, team, measure, key, bucket, n) AS (
    SELECT day, kind, to_team, 'opened', '', 0, 1 FROM moved WHERE from_state = ''
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
    UNION ALL SELECT day, kind, team, 'refused', code, 0, 1 FROM told
)
"""
)
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
# What lists ask behind the figures of refusals: which cases, and when last; a row for all teams as well.
REFUSED: Final = (
    _MOVED
    + """
INSERT INTO cases_refused (code, team, case_id, kind, last)
SELECT code, held.team, case_id, kind, max(day)
  FROM told CROSS JOIN LATERAL unnest(ARRAY[told.team, '']) AS held (team)
 GROUP BY code, held.team, case_id, kind
ON CONFLICT (code, team, case_id) DO UPDATE SET last = greatest(cases_refused.last, EXCLUDED.last)
"""
)
# The days of all endings of the cases that ended, or began again, in a stretch of the timeline.
ENDING_DAYS: Final = (
    _STATES  # noqa: S608 - two constants of this module
    + """
touched AS (
    SELECT DISTINCT e.case_id FROM cases_timelineentry e
      JOIN cases_case c ON c.id = e.case_id
      JOIN states s ON s.kind = c.kind AND s.closed AND s.state IN (e.from_state, e.to_state)
     WHERE e.id > %(after)s AND e.id <= %(last)s AND NOT e.refused AND e.from_state <> e.to_state
)
SELECT DISTINCT (e.at AT TIME ZONE 'UTC')::date
  FROM touched JOIN cases_timelineentry e USING (case_id)
  JOIN cases_case c ON c.id = e.case_id
  JOIN states s ON s.kind = c.kind AND s.closed AND s.state = e.to_state
 WHERE NOT e.refused AND e.from_state <> e.to_state
"""
)
ENDS: Final = (
    _STATES  # noqa: S608 - two constants of this module
    + """
ended AS (
    SELECT (c.closed_at AT TIME ZONE 'UTC')::date AS day, c.kind, coalesce(held.team, '') AS team,
        coalesce(nullif(c.outcome, ''), c.state) AS key,
        width_bucket(extract(epoch FROM c.closed_at - first.at)::float8, %(bounds)s::float8[]) AS bucket,
        EXISTS (SELECT 1 FROM cases_deadline d WHERE d.case_id = c.id AND d.kind = %(attention)s
            AND d.status = 'fired') AS late
      FROM cases_case c
      JOIN cases_timelineentry first ON first.case_id = c.id AND first.seq = 1
      LEFT JOIN LATERAL (
        SELECT f.team FROM cases_timelineentry e
          JOIN states f ON f.kind = c.kind AND f.state = e.from_state AND NOT f.closed
          JOIN states t ON t.kind = c.kind AND t.state = e.to_state AND t.closed
         WHERE e.case_id = c.id AND e.at = c.closed_at AND NOT e.refused LIMIT 1) held ON true
     WHERE c.closed_at >= %(begins)s AND c.closed_at < %(ends)s AND c.closed_at <= %(until)s
       AND (c.closed_at AT TIME ZONE 'UTC')::date = ANY(%(days)s)
)
INSERT INTO cases_dailyfigure (day, kind, team, measure, key, bucket, n, amount)
SELECT day, kind, team, 'closed', key, bucket, count(*), 0 FROM ended GROUP BY day, kind, team, key, bucket
UNION ALL
SELECT day, kind, team, 'late', '', 0, count(*), 0 FROM ended WHERE late GROUP BY day, kind, team
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
