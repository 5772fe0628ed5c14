"""Thousands of cases at once: what a list must cope with, stored past the door in a few statements."""

from __future__ import annotations

from django.db import connection

from cases.models import User

CASES = """
INSERT INTO cases_case (reference, kind, account_id, time_zone, state, team, assignee_id, title, waiting_for,
    detail, amount_shown, currency_shown, priority, source, flags, opened_at, updated_at, state_since,
    closed_at, next_due_at, next_due_kind, version, generation, fact_sources, search_text)
SELECT 'SC-2020-' || lpad((%(first)s + i)::text, 6, '0'), 'seat_change', %(account)s + i %% 500, 'UTC',
    CASE WHEN i %% 4 = 3 THEN 'changed' WHEN %(team)s = 'customer_care' THEN 'requested'
        ELSE 'confirming' END,
    CASE WHEN i %% 4 < 3 THEN %(team)s END,
    CASE WHEN i %% 50 = 0 THEN %(owner)s::bigint END, '', 'Somebody', '',
    CASE WHEN i %% 9 > 0 THEN i %% 997 END, CASE WHEN i %% 9 > 0 THEN 'USD' ELSE '' END, 'normal', 'page',
    CASE WHEN i %% 40 = 1 THEN ARRAY['late_window'] ELSE '{}' END::varchar[],
    now() - interval '1 minute' * i, now() - interval '1 second' * (i * 7919 %% 100000), now(),
    CASE WHEN i %% 4 = 3 THEN now() END,
    CASE WHEN i %% 4 < 3 AND i %% 33 > 0 THEN now() + interval '1 minute' * (i * 7919 %% 100000 - 5000) END,
    CASE WHEN i %% 4 < 3 AND i %% 33 > 0 THEN 'attention' ELSE '' END, 1, 1, '{}',
    'Account word' || i %% 500
FROM generate_series(0, %(number)s - 1) i
"""
ENTRIES = """
INSERT INTO cases_timelineentry (case_id, seq, at, recorded_at, actor_id, as_role, action, refused,
    from_state, to_state, version, effects, data, personal_digest, request_id, prev_hash, hash)
SELECT id, 1, opened_at, opened_at, CASE WHEN id %% %(one_in)s = 0 THEN %(actor)s::bigint END, 'manager',
    'open', false, '', state, 1, '{}', '{}', '', '', '', md5(reference)
FROM cases_case
"""
CLEANED_UP = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', relname::text, 'relpages', relpages,
    'reltuples', reltuples, 'relallvisible', relpages)
FROM pg_class WHERE oid = 'cases_case'::regclass
"""


def emptied() -> None:
    """Gives the tables new files: what other tests took back lies dead in them, and the planner counts it."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_case, cases_participation, cases_flagged CASCADE")


def crowd(number: int, *, account: int, owner: User, team: str, first: int = 1) -> None:
    """Stores `number` seat changes numbered from `first`, of which every fourth is closed.

    They are about the five hundred accounts from `account` on.
    """
    given = {"number": number, "account": account, "owner": owner.pk, "team": team, "first": first}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('accountops.door', 'open', true)")
        cursor.execute(CASES, given)
        cursor.execute("SELECT set_config('accountops.door', '', true)")


def entries(actor: User, one_in: int = 100) -> None:
    """Stores an entry per case; in every hundredth, or one in so many, `actor` took part."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, {"actor": actor.pk, "one_in": one_in})


def refused(one_in: int = 20) -> None:
    """An act was refused on every twentieth case, or one in so many."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE cases_refused")
        cursor.execute(
            "INSERT INTO cases_refused (code, team, case_id, kind, last)"
            " SELECT 'WRONG_STATE', '', id, kind, opened_at::date FROM cases_case WHERE id %% %s = 0",
            [one_in],
        )


def counted() -> None:
    """Lets the planner know what is in the tables, and take that of cases as one that was cleaned up since.

    Nothing is cleaned up within a transaction, and a planner that knows reads rows where an index would do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE cases_case, cases_account, cases_user, cases_participation, cases_flagged,"
            " cases_timelineentry, cases_refused"
        )
        cursor.execute(CLEANED_UP)
