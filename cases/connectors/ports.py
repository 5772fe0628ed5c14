"""The systems that can be asked, each with the adapter that the settings choose for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from cases.connectors.outcome import Outcome

MANUAL: Final = "manual"
BUILT_IN: Final[Mapping[str, str]] = {"loopback": "cases.connectors.loopback.Loopback"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a system is asked: to do `operation` for the case of that reference. `key` is the business key."""

    system: str
    operation: str
    key: str
    reference: str

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that is asked, to tell two requests apart without keeping their text."""
        told = json.dumps([self.system, self.operation, self.key, self.reference])
        return hashlib.sha256(told.encode()).hexdigest()


class Connector(Protocol):
    """One system behind one adapter. Neither method raises for what the system answers; see `Outcome`."""

    def look(self, request: Request) -> Outcome | None:
        """Reads: done where the system shows it as asked, None where it does not; else why it cannot look."""

    def perform(self, request: Request) -> Outcome:
        """Asks once. What was sent and not answered is `unknown_outcome`."""


@dataclass(frozen=True, slots=True)
class Port:
    """A system under a name of our own. `after` names the port whose ticket is closed before this one's."""

    code: str
    label: str
    after: str = ""
    operations: tuple[str, ...] = field(default=("close", "open_again"))


Factory = Callable[[Port], Connector]
_ports: dict[str, Port] = {}


def add_port(port: Port) -> None:
    """Makes a system known; a kind does it at the start."""
    _ports[port.code] = port


def ports() -> Mapping[str, Port]:
    """Every known system by its code."""
    return _ports


def adapter_name(code: str) -> str:
    """What the settings choose for a system; a person where they say nothing."""
    chosen: Mapping[str, str] = settings.CONNECTORS
    return chosen.get(code) or MANUAL


def is_manual(code: str) -> bool:
    """Whether a person does it there and confirms it."""
    return adapter_name(code) == MANUAL


def connector_of(code: str) -> Connector:
    """The adapter of a system. Raises ImportError for a name that is none, LookupError for `manual`."""
    name = adapter_name(code)
    if name == MANUAL:
        raise LookupError(f"{code} is done by a person: there is nobody to ask.")
    factory: Factory = import_string(BUILT_IN.get(name, name))
    return factory(_ports[code])
