"""What the schema itself says about the tables that hold cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CASES, ENTRIES, PEOPLE, ACCOUNTS = "cases_case", "cases_timelineentry", "cases_user", "cases_account"
LEFT_OUT = frozenset({"cases_link"})  # a pattern is one case, and links need two

COLUMNS = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
  FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
   AND a.attgenerated = '' ORDER BY a.attnum
"""
REFERENCES = """
SELECT k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text
  FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
 WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
 ORDER BY k.conrelid::regclass::text, k.conkey
"""


@dataclass(frozen=True)
class Table:
    """A table with rows of cases; `types` by column; `refers` says which column points to which table."""

    name: str
    types: dict[str, str]
    refers: dict[str, str]

    @property
    def columns(self) -> list[str]:
        """The columns that are written; a surrogate key is given anew."""
        return [name for name in self.types if name != "id" or self.name in {CASES, ENTRIES}]

    @property
    def case_column(self) -> str:
        """The column that points to the case; "id" in the cases' own table."""
        if self.name == CASES:
            return "id"
        return next((name for name, target in self.refers.items() if target == CASES), "")

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
    """The cases' table first, then all that point to it, then those that point to entries only."""
    cursor.execute(REFERENCES)
    refers: dict[str, dict[str, str]] = {}
    for table, column, target in cursor.fetchall():
        refers.setdefault(table, {})[column] = target
    direct = [name for name, columns in refers.items() if CASES in columns.values()]
    further = [name for name, columns in refers.items() if ENTRIES in columns.values()]
    names = dict.fromkeys([CASES, ENTRIES, *direct, *further])
    return [_table(cursor, name, refers.get(name, {})) for name in names if name not in LEFT_OUT]


def _table(cursor: Any, name: str, refers: dict[str, str]) -> Table:
    cursor.execute(COLUMNS, [name])
    return Table(name, dict(cursor.fetchall()), refers)
