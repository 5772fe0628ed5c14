"""People with meaning."""

from tests.cases.conftest import a_case, alice, bob, changed_kind, charlie, mona, olga, seats

__all__ = ["a_case", "alice", "bob", "changed_kind", "charlie", "mona", "olga", "seats"]
