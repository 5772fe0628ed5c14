"""The contract of a kind: inherit it and say `of = <the kind's fixture>`."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.contract.acting import Acting
from tests.contract.crawling import Crawling
from tests.contract.database import InTheDatabase
from tests.contract.events import Recording
from tests.contract.fixture import Fixture
from tests.contract.hostile import Hostile
from tests.contract.importing import Importing
from tests.contract.living import Living
from tests.contract.machine import Walking
from tests.contract.registration import Registered
from tests.contract.seeing import Seeing
from tests.contract.stale import Staleness
from tests.contract.together import AtOnce
from tests.contract.wording import Wording


class Parametrised:
    """One test per path, place (first path to a state), action, event, state or timed step, as asked for."""

    of: ClassVar[Fixture]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Called by pytest once for each test of the class."""
        kind = self.of.registered
        known = {
            "path": [path.name for path in self.of.paths],
            "place": [path.name for path in self.of.firsts],
            "state": [state.code for state in kind.states],
            "action": [action.name for action in kind.actions],
            "event": [event.name for event in kind.events],
            "timer": [timer.kind for timer in kind.timers],
        }
        for name, values in known.items():
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, values)


@pytest.mark.contract
@pytest.mark.django_db
class KindContract(
    Parametrised,
    Acting,
    Recording,
    Staleness,
    Seeing,
    Crawling,
    InTheDatabase,
    Hostile,
    Living,
    Wording,
    Registered,
    Walking,
    Importing,
):
    """Everything that can be tried in one transaction."""


@pytest.mark.contract
class KindAtOnce(Parametrised, AtOnce):
    """What needs several connections at once: real threads, committed rows."""
