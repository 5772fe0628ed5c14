"""What a kind says about itself so that the contract can be tried on it: plain data."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases import registry
from cases.kinds import Kind

# An action or event, the role it is done in, and its input.
Call = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True)
class Path:
    """A way through the door to a case in `state`: opened with `opening`, then each call in turn.

    A call named "wait" lets `hours` pass, with the timed steps; it is not the last one. `ending` are further
    calls that close it, where no sequence of the fixture's inputs does.
    """

    name: str
    state: str
    calls: tuple[Call, ...] = ()
    opening: Mapping[str, Any] = field(default_factory=dict)
    ending: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Fixture:
    """How the cases of a kind are made for the contract.

    `opening` are the facts of a case that opens, `opener` the role; `unique` names the input that must
    differ from case to case, if any; elsewhere "@n" in a text is the case's number. `inputs` are good inputs
    per action or event, `others` further ones for the random walks. `click` is an action that is one change
    however often it is clicked, at any time: the path to where it is possible, its name, its role.
    `organisations` says for whom people from outside act, by their role. "@other" and "@holder" in an input
    stand for another case and for a colleague of the holding team. `prepare` puts on record what a case with
    this number is held against.
    """

    kind: str
    start: datetime
    opener: str
    opening: Mapping[str, Any]
    paths: tuple[Path, ...]
    inputs: Mapping[str, Mapping[str, Any]]
    click: tuple[str, str, str]
    unique: str = ""
    organisations: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    prepare: Callable[[int], None] = lambda number: None

    @property
    def registered(self) -> Kind:
        """The kind as it is registered."""
        return registry.get_kind(self.kind)

    @property
    def firsts(self) -> list[Path]:
        """The first path to each state."""
        return list({path.state: path for path in reversed(self.paths)}.values())[::-1]

    def path(self, name: str) -> Path:
        """The path of that name."""
        return next(path for path in self.paths if path.name == name)

    def facts(self, path: Path, number: int) -> dict[str, Any]:
        """The opening's input for the case with this number; what it needs beside it is there then."""
        self.prepare(number)
        given = {**self.opening, **path.opening}
        if self.unique:
            given[self.unique] = f"{given.get(self.unique, 'N')}-{number}"
        filled: dict[str, Any] = numbered(given, number)
        return filled


def as_page(data: Mapping[str, Any]) -> dict[str, Any]:
    """An input as a page sends it: tables as inputs named `field-row-column`, files as uploads.

    Nothing is sent for what is empty.
    """
    sent: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, Mapping) and set(value) == {"name", "content"}:
            sent[name] = SimpleUploadedFile(value["name"], base64.b64decode(value["content"]))
            continue
        if not (isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value)):
            sent[name] = value
            continue
        for number, row in enumerate(value):
            for column, cell in row.items():
                sent[f"{name}-{number}-{column}"] = "" if cell is None else cell
    return sent


def numbered(value: Any, number: int) -> Any:
    """The value with "@n" replaced by a number wherever a text in it holds that."""
    if isinstance(value, str):
        return value.replace("@n", str(number))
    if isinstance(value, Mapping):
        return {name: numbered(part, number) for name, part in value.items()}
    return [numbered(part, number) for part in value] if isinstance(value, (list, tuple)) else value
