"""The SQL of the loader, made from what the schema says."""

from __future__ import annotations

from typing import Any

from benchmarks import marks
from benchmarks.catalogue import ACCOUNTS, CASES, DOCUMENTS, ENTRIES, PEOPLE, Table

CLOSED_OF_1000 = 800
FIRST_CASE, FIRST_ENTRY, ENTRIES_EACH = 10_000, 1_000_000, 128
KEYS_EACH = 10_000  # keys of rows of one case, after the case's own
FIRST_NUMBER = 1_000
OUTSIDER_ONE_IN = 16  # cases in which an AR agent's part was the outsider's
SYLLABLES = (  # forty, so that names repeat late
    "kel var mon tar lis bro den fal gor hal ims jor kan lor mer nov ost pel qua ros "
    "sel tor ulm vik wes yar zan cor dal est fen gre hol ive jas kir lan mil nor pra"
)


def _hash(seed: int, column: str = "n") -> str:
    """A number from 0 on that is spread evenly, the same for the same case."""
    return f"(hashint8extended({column}, {seed}) & 2147483647)"


PREPARE = (
    f"""
    INSERT INTO {ACCOUNTS} (name, time_zone, created_at)
    SELECT f.word || ' ' || initcap(s.w[1 + mod(k / places, 40)] || s.w[1 + mod(k / places / 40, 40)])
           || ' ' || t.word, f.zone, now() - interval '4 years'
      FROM generate_series(0, %(accounts)s - 1) k,
           (SELECT count(*)::int places FROM bench.first) p, (SELECT count(*) trades FROM bench.trade) q,
           (SELECT string_to_array('{SYLLABLES}', ' ') w) s, bench.first f, bench.trade t
     WHERE f.place = mod(k, places) AND t.place = mod({_hash(1, "k::bigint")}, trades)
    """,
    f"""
    CREATE TABLE bench.account AS
    SELECT time_zone zone, row_number() OVER (PARTITION BY time_zone ORDER BY id) - 1 place,
           count(*) OVER (PARTITION BY time_zone) places, id, name FROM {ACCOUNTS}
     WHERE created_at < now() - interval '3 years' -- ours, not those of the played cases
    """,
    """
    CREATE TABLE bench.choice AS
    SELECT closed, variant, row_number() OVER (PARTITION BY closed ORDER BY variant) - 1 place,
           count(*) OVER (PARTITION BY closed) places FROM bench.variant
    """,
    # Arrays by the pattern's person: who acts (in slots from 8 on, the outsider where she can), and who owns.
    """
    CREATE TABLE bench.slot AS
    SELECT g.slot, array_agg(coalesce(o.id, p.id) ORDER BY p.person) actors,
           array_agg(p.id ORDER BY p.person) owners
      FROM generate_series(0, 15) g (slot)
      JOIN bench.people p ON p.slot = mod(g.slot, 8)
      LEFT JOIN bench.people o ON o.person = p.person AND o.slot = 8 AND g.slot >= 8
     GROUP BY g.slot
    """,
    f"""
    CREATE UNLOGGED TABLE bench.clone AS
    SELECT m.n, {FIRST_CASE} + m.n id, {FIRST_ENTRY} + m.n * {ENTRIES_EACH} entry, v.variant,
           v.prefix || '-' || v.year || '-' || lpad(m.x, greatest(6, length(m.x)), '0') reference,
           lpad(m.n::text, 7, '0') number, m.slot,
           CASE WHEN mod(m.slot, 8) = 0 THEN '' ELSE mod(m.slot, 8)::text END suffix,
           a.id account, a.name account_name
      FROM (SELECT n, (n + {FIRST_NUMBER})::text x, mod({_hash(2)}, 1000) < {CLOSED_OF_1000} closed,
                   (mod({_hash(5)}, 8)
                    + CASE WHEN mod({_hash(6)}, {OUTSIDER_ONE_IN}) = 0 THEN 8 ELSE 0 END)::int slot
              FROM generate_series(1, %(size)s::bigint) n) m
      JOIN (SELECT DISTINCT closed, places FROM bench.choice) h ON h.closed = m.closed
      JOIN bench.choice c ON c.closed = m.closed AND c.place = mod({_hash(3)}, h.places)
      JOIN bench.variant v ON v.variant = c.variant
      JOIN (SELECT DISTINCT zone, places FROM bench.account) z ON z.zone = v.zone
      JOIN bench.account a ON a.zone = v.zone AND a.place = mod({_hash(4)}, z.places)
     ORDER BY m.n
    """,
    "CREATE UNIQUE INDEX ON bench.clone (n)",
    f"CREATE INDEX ON bench.{ENTRIES} (variant, seq)",
    "ANALYZE",
)
# What is searched of their notes and letters, as the triggers that are set aside would have kept it.
SEARCHED = f"""
INSERT INTO {DOCUMENTS} (case_id, kind, source, origin, at, author_id, vector)
SELECT found.case_id, c.kind, found.source, origin, found.at, author, ao_words(words)
  FROM (SELECT e.case_id, 'note' source, e.id origin, e.at, e.actor_id author,
               concat_ws(' ', p.data ->> 'text', p.data ->> 'note', p.data ->> 'carried_notes',
                         p.data ->> 'reason', p.data ->> 'purpose', p.data ->> 'name') words
          FROM cases_personaldata p JOIN {ENTRIES} e ON e.id = p.entry_id
         WHERE p.entry_id BETWEEN {FIRST_ENTRY} + %(first)s::bigint * {ENTRIES_EACH}
                              AND {FIRST_ENTRY} + (%(last)s::bigint + 1) * {ENTRIES_EACH} - 1
         UNION ALL
        SELECT m.case_id, 'letter', m.id, m.created_at, NULL, concat_ws(' ', m.subject, m.body)
          FROM cases_outboxmessage m
         WHERE m.id BETWEEN ({FIRST_CASE} + %(first)s::bigint) * {KEYS_EACH}
                        AND ({FIRST_CASE} + %(last)s::bigint + 1) * {KEYS_EACH} - 1) found
  JOIN {CASES} c ON c.id = found.case_id ORDER BY found.case_id, found.at
"""
AFTER = (
    f"SELECT setval(pg_get_serial_sequence('{CASES}', 'id'), (SELECT max(id) FROM {CASES}))",
    f"SELECT setval(pg_get_serial_sequence('{ENTRIES}', 'id'), (SELECT max(id) FROM {ENTRIES}))",
    # Who took part in what, as the product's own migration learnt it from the timeline.
    f"""
    INSERT INTO cases_participation
           (actor_id, kind, case_id, next_due_at, updated_at, closed_at, assignee_id)
    SELECT DISTINCT t.actor_id, c.kind, c.id, c.next_due_at, c.updated_at, c.closed_at, c.assignee_id
      FROM {ENTRIES} t JOIN {CASES} c ON c.id = t.case_id
     WHERE t.actor_id IS NOT NULL AND NOT t.refused ON CONFLICT DO NOTHING
    """,
    # And which cases carry which flag, as it learnt it from the cases.
    f"""
    INSERT INTO cases_flagged (flag, kind, case_id, team)
    SELECT DISTINCT f.flag, c.kind, c.id, c.team FROM {CASES} c, unnest(c.flags) f(flag)
        ON CONFLICT DO NOTHING
    """,
    f"UPDATE cases_referencecounter SET last = last + (SELECT max(n) + {FIRST_NUMBER} FROM bench.clone)",
)
CHAIN = """
CREATE FUNCTION bench.link(before_it text, head text, tail text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT encode(sha256('\\x%s'::bytea
              || sha256('\\x%s'::bytea || convert_to(head || before_it || tail, 'UTF8'))), 'hex')
$$;
CREATE AGGREGATE bench.chain(head text, tail text) (sfunc = bench.link, stype = text, initcond = '')
"""
OWN_KEYS = """
SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) IS NOT NULL
"""
VALUES = {
    marks.REFERENCE: "c.reference",
    marks.ACCOUNT: "c.account_name",
    marks.NUMBER: "c.number",
    marks.SLOT: "c.suffix",
    marks.CASE: "c.id::text",
    marks.ACTOR: "coalesce(p.actors[s.actor_id]::text, '')",
}
Marked = dict[str, list[str]]


def marked(cursor: Any, table: Table) -> Marked:
    """Which marks stand in which text column of the patterns: only those are looked for in every copy."""
    names = [name for name, kind in table.types.items() if name in table.columns and _is_text(kind)]
    names += ["chain_before", "chain_after"] if table.name == ENTRIES else []
    asked = [(name, mark) for name in names for mark in VALUES]
    if not asked:
        return {}
    parts = ", ".join(f"coalesce(bool_or(strpos(\"{name}\", '{mark}') > 0), false)" for name, mark in asked)
    cursor.execute(f"SELECT {parts} FROM bench.{table.name}")
    found: Marked = {}
    for (name, mark), there in zip(asked, cursor.fetchone(), strict=True):
        if there:
            found.setdefault(name, []).append(mark)
    return found


def _is_text(kind: str) -> bool:
    return "[" not in kind and kind.startswith(("character varying", "text", "jsonb"))


def filled(name: str, found: Marked) -> str:
    """A text column of the pattern with the copy's own words."""
    text = f's."{name}"'
    for mark in found.get(name, []):
        text = f"replace({text}, '{mark}', {VALUES[mark]})"
    return text


def value(table: Table, name: str, found: Marked) -> str:
    """What stands in a column of a copy: c is the copy, p its people, s the pattern."""
    if name == table.case_column:
        return "c.id"
    if name == table.entry_column:
        return f's."{name}" + c.entry'
    if name in table.own_keys:
        return f's."{name}" + c.id * {KEYS_EACH}'
    if name in table.unique and table.types[name] == "uuid":
        return "gen_random_uuid()"
    target = table.refers.get(name)
    if target == PEOPLE:
        return f'p.{"actors" if table.name == ENTRIES else "owners"}[s."{name}"]'
    if target == ACCOUNTS:
        return "c.account"
    text = filled(name, found)
    return f"({text})::jsonb" if table.types[name] == "jsonb" else text


def copy_rows(table: Table, found: Marked) -> str:
    """The rows of the clones %(first)s to %(last)s in one table."""
    names = ", ".join(f'"{name}"' for name in table.columns)
    values = ", ".join(value(table, name, found) for name in table.columns)
    return f"""
        INSERT INTO {table.name} ({names}) SELECT {values}
          FROM bench.clone c JOIN bench.slot p USING (slot) JOIN bench.{table.name} s USING (variant)
         WHERE c.n BETWEEN %(first)s AND %(last)s"""


def copy_entries(table: Table, found: Marked) -> str:
    """The same for the timeline, where each entry's hash covers the hash before it."""
    own = {"id": "c.entry + s.seq", "prev_hash": "s.before_it", "hash": "s.link"}
    names = ", ".join(f'"{name}"' for name in table.columns)
    values = ", ".join(own.get(name) or value(table, name, found) for name in table.columns)
    link = (
        f"bench.chain({filled('chain_before', found)}, {filled('chain_after', found)}) OVER (ORDER BY s.seq)"
    )
    return f"""
        INSERT INTO {table.name} ({names}) SELECT {values}
          FROM bench.clone c JOIN bench.slot p USING (slot), LATERAL (
               SELECT x.*, coalesce(lag(x.link) OVER (ORDER BY x.seq), '') before_it FROM (
                 SELECT s.*, {link} link FROM bench.{table.name} s WHERE s.variant = c.variant) x) s
         WHERE c.n BETWEEN %(first)s AND %(last)s"""
