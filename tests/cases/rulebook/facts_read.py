"""Which facts the rules of a kind read: found in the source of its decision and of all that it asks."""

from __future__ import annotations

import ast
import inspect
import textwrap
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import FunctionType, ModuleType
from typing import Any

from cases.kinds import Kind

DEEPEST = 4  # tables of functions within tables


class Reader:
    """Walks from the decision to every function of the kind that it names, and to the facts' properties."""

    def __init__(self, kind: Kind) -> None:
        self.package = kind.decide.__module__.split(".")[0]
        self.shapes = list(_shapes(typing.get_type_hints(kind.facts)["return"]))
        self.seen: set[FunctionType] = set()
        self.names: set[str] = set()
        self._value(kind.decide, 0)
        self._value(kind.table and kind.table.ruling, 0)

    @property
    def found(self) -> set[tuple[type, str]]:
        """The facts that are read, by the dataclass that holds them."""
        return {(shape, one.name) for shape in self.shapes for one in fields(shape) if one.name in self.names}

    def _value(self, value: Any, depth: int) -> None:
        if isinstance(value, FunctionType):
            self._function(value)
        elif depth < DEEPEST and isinstance(value, (tuple, list, dict)):
            for one in value.values() if isinstance(value, dict) else value:
                self._value(one, depth + 1)

    def _function(self, function: FunctionType) -> None:
        if function in self.seen or function.__module__.split(".")[0] != self.package:
            return
        self.seen.add(function)
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
            if isinstance(node, ast.Attribute):
                self._attribute(function, node)
            elif isinstance(node, ast.Name):
                self._value(function.__globals__.get(node.id), 0)

    def _attribute(self, function: FunctionType, node: ast.Attribute) -> None:
        whose = function.__globals__.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if isinstance(whose, ModuleType):
            self._value(getattr(whose, node.attr, None), 0)
            return
        if node.attr in self.names:
            return
        self.names.add(node.attr)
        for shape in self.shapes:
            own: Callable[..., Any] | property | None = shape.__dict__.get(node.attr)
            self._value(own.fget if isinstance(own, property) else own, 0)


def _shapes(kind: Any) -> Iterator[type]:
    """The facts' own dataclass, and those of its parts, of the parts of these, and so on."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for part in typing.get_type_hints(kind).values():
            yield from _shapes(part)
    for part in typing.get_args(kind):
        yield from _shapes(part)


def parts_of(value: Any) -> Iterator[Any]:
    """Facts and every part within them."""
    if is_dataclass(value):
        yield value
        for one in fields(value):
            yield from parts_of(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from parts_of(one)
