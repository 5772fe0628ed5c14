"""What the schema itself says about the tables that hold cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CASES, ENTRIES, PEOPLE, ACCOUNTS = "cases_case", "cases_timelineentry", "cases_user", "cases_account"
DOCUMENTS = "cases_searchdocument"  # made from what was copied: the schema does not let it point to cases
LEFT_OUT = frozenset({"cases_link"})  # a pattern is one case, and links need two

COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
  FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND a.attgenerated = '' ORDER BY a.attnum
"""
UNIQUE = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
 WHERE i.indrelid = %s::regclass AND i.indisunique AND i.indnatts = 1
"""
REFERENCES = """
SELECT k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text
  FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
 WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
 ORDER BY k.conrelid::regclass::text, k.conkey
"""


@dataclass(frozen=True)
class Table:
    """A table with rows of cases; `types` by column; `refers` says which column points to which table.

    `keyed` are the tables whose rows get a key made of the case's and their number within the case: entries
    of the timeline and other rows name them, and their order tells which came first. `unique` are columns in
    which no value stands twice.
    """

    name: str
    types: dict[str, str]
    refers: dict[str, str]
    keyed: frozenset[str] = frozenset()
    unique: frozenset[str] = frozenset()

    @property
    def columns(self) -> list[str]:
        """The columns that are written."""
        return list(self.types)

    @property
    def case_column(self) -> str:
        """The column that points to the case, or to its kind's row; "id" in the cases' own table."""
        if self.name == CASES:
            return "id"
        return next((name for name, target in self.refers.items() if target == CASES), "")

    @property
    def own_keys(self) -> list[str]:
        """The columns that hold keys of rows of the same case, its own included."""
        own = ["id"] if self.name in self.keyed else []
        return own + [name for name, target in self.refers.items() if target in self.keyed]

    @property
    def label(self) -> str:
        """How the timeline calls a row of this table, before its key."""
        return self.name.partition("_")[2]

    @property
    def entry_column(self) -> str:
        """The column that points to a timeline entry, where there is one."""
        return next((name for name, target in self.refers.items() if target == ENTRIES), "")

    @property
    def people_columns(self) -> list[str]:
        """The columns that point to people."""
        return [name for name, target in self.refers.items() if target == PEOPLE]

    @property
    def of_case(self) -> str:
        """The condition that a row of this table, named t, belongs to the case %s."""
        if self.case_column:
            return f't."{self.case_column}" = %s'
        if not self.entry_column:
            column, parent = next(pair for pair in self.refers.items() if pair[1] in self.keyed)
            return f'(SELECT p.case_id FROM {parent} p WHERE p.id = t."{column}") = %s'
        return f'(SELECT e.case_id FROM {ENTRIES} e WHERE e.id = t."{self.entry_column}") = %s'

    def pattern_ddl(self) -> str:
        """The table of this table's patterns: JSON as text, for the marks in it."""
        kept = ", ".join(
            f'"{name}" {_pattern_type(kind)}' for name, kind in self.types.items() if name in self.columns
        )
        chain = ", chain_before text, chain_after text" if self.name == ENTRIES else ""
        return f"CREATE TABLE bench.{self.name} (variant int, {kept}{chain})"

    def pattern_insert(self, row: dict[str, Any]) -> str:
        """The statement that stores one pattern."""
        names = ", ".join(f'"{name}"' for name in row)
        return f"INSERT INTO bench.{self.name} (variant, {names}) VALUES (%s{', %s' * len(row)})"


def _pattern_type(kind: str) -> str:
    return "text" if kind == "jsonb" or (kind.startswith("character varying") and "[" not in kind) else kind


def case_tables(cursor: Any) -> list[Table]:
    """The cases' table first, then all that point to it, then those that point to these."""
    cursor.execute(REFERENCES)
    refers: dict[str, dict[str, str]] = {}
    for table, column, target in cursor.fetchall():
        refers.setdefault(table, {})[column] = target
    kinds = {name for name, columns in refers.items() if columns.get("case_ptr_id") == CASES}
    for columns in refers.values():  # a row of a kind's table has its case's key
        columns |= {name: CASES for name, target in columns.items() if target in kinds}
    direct = [name for name, columns in refers.items() if CASES in columns.values()]
    named = set(direct) - kinds - {CASES, ENTRIES}
    further = [name for name, columns in refers.items() if {ENTRIES, *named} & set(columns.values())]
    names = [name for name in dict.fromkeys([CASES, ENTRIES, *direct, *further]) if name not in LEFT_OUT]
    types = {name: _columns(cursor, name) for name in names}
    keyed = frozenset(name for name in names if "id" in types[name]) - {CASES, ENTRIES}
    return [Table(name, types[name], refers.get(name, {}), keyed, _unique(cursor, name)) for name in names]


def _columns(cursor: Any, name: str) -> dict[str, str]:
    cursor.execute(COLUMNS, [name])
    return dict(cursor.fetchall())


def _unique(cursor: Any, name: str) -> frozenset[str]:
    cursor.execute(UNIQUE, [name])
    return frozenset(row[0] for row in cursor.fetchall())
