"""Which process of a run plays which file, and when.

A file is played whole by one process, the files in turn. Those that share an installation stay together, or
each process would set up one of its own. Files that wait for real processes most of their time are played by
a process of their own, the last one, where there are three or more: the processor is the others' meanwhile.
The others help with these when they have nothing else left.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from xdist.scheduler import LoadFileScheduling

INSTALLED: Final = frozenset(
    f"tests/chaos/test_{name}.py" for name in ("broker_away", "database_restarted", "storm")
)
WAITING: Final = ("tests/chaos/", "tests/accountops/test_launcher.py", "tests/fuzz/")
ENOUGH: Final = 3


def of(item: pytest.Item) -> int:
    """When a test's file is played: long ones first, so that no process is left with one at the end."""
    return 0 if item.nodeid.startswith(WAITING) else 1


class Turns(LoadFileScheduling):
    """Gives files to processes."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "installed" if file in INSTALLED else file

    def _assign_work_unit(self, node: Any) -> None:
        self._put_first(node)
        super()._assign_work_unit(node)

    def _reschedule(self, node: Any) -> None:
        """The process that waits goes home when there is nothing more to wait for."""
        if self._waits(node) and not any(map(_is_waiting, self.workqueue)):
            if not node.shutting_down:
                node.shutdown()
        else:
            super()._reschedule(node)

    def _waits(self, node: Any) -> bool:
        nodes = self.nodes
        return len(nodes) >= ENOUGH and node is nodes[-1]

    def _put_first(self, node: Any) -> None:
        wanted = self._waits(node)
        for scope in self.workqueue:
            if _is_waiting(scope) == wanted or len(self.nodes) < ENOUGH:
                self.workqueue.move_to_end(scope, last=False)
                return


def _is_waiting(scope: str) -> bool:
    return scope == "installed" or scope.startswith(WAITING)
