"""Reading checks from the source of functions: which are built, with which code and sentences."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import FunctionType, ModuleType
from typing import Any, Final

from cases.routing import Check

GAP: Final = "…"
MOST_WAYS: Final = 4  # of saying one thing: more alternatives than this are not told apart
PLACES: Final = ("code", "met", "message", "met_message", "who", "where")
_NOWHERE: Final = object()


@dataclass(frozen=True)
class Told:
    """One place that builds a check: its code, its sentences with a gap for each fact, who clears it."""

    code: str
    unmet: tuple[str, ...]
    met: tuple[str, ...] = ()
    who: tuple[str, ...] = ()


@dataclass
class _Reader:
    """Walks from function to function; `package` bounds the walk to the guard's own package and the core."""

    package: str
    seen: set[tuple[Any, ...]] = field(default_factory=set)
    found: list[Told] = field(default_factory=list)

    def visit(self, function: FunctionType, given: Mapping[str, str]) -> None:
        """Reads one function, and those it names; `given` are texts that its parameters are called with."""
        key = (function, tuple(sorted(given.items())))
        if key in self.seen:
            return
        self.seen.add(key)
        inside = _Inside(function, given)
        for node in ast.walk(inside.tree):
            if isinstance(node, ast.Call):
                self._call(node, inside)
            elif isinstance(node, (ast.Name, ast.Attribute)):
                self._value(inside.known(node))

    def _call(self, node: ast.Call, inside: _Inside) -> None:
        called = inside.known(node.func)
        if called is Check:
            self.found += inside.told(node)
        elif called is replace:
            self.found += inside.reworded(node)
        elif isinstance(called, FunctionType) and self._ours(called):
            self.visit(called, inside.texts_given(node, called))

    def _value(self, value: Any) -> None:
        """What a name stands for: checks that are there already, or functions in a table of them."""
        if isinstance(value, Check):
            self.found.append(Told(value.code, (value.message,), (value.met_message,), value.who))
        elif isinstance(value, (tuple, list, dict)):
            for one in value.values() if isinstance(value, dict) else value:
                if isinstance(one, (Check, FunctionType)):
                    self._value(one)
        elif isinstance(value, FunctionType) and self._ours(value) and not _takes_texts(value):
            self.visit(value, {})

    def _ours(self, function: FunctionType) -> bool:
        return function.__module__.split(".")[0] in {self.package, "cases"}


def checks_in(function: Callable[..., Any], given: Mapping[str, Any]) -> Sequence[Told]:
    """Every check that the function and those it calls can build, without calling any of them."""
    if not isinstance(function, FunctionType):
        return ()
    reader = _Reader(function.__module__.split(".")[0])
    reader.visit(function, {name: value for name, value in given.items() if isinstance(value, str)})
    return reader.found


def _takes_texts(function: FunctionType) -> bool:
    """Whether it is read where it is called, with the texts it is called with."""
    return any(kind in {"str", str} for name, kind in function.__annotations__.items() if name != "return")


class _Inside:
    """The source of one function, and what the names in it stand for."""

    def __init__(self, function: FunctionType, given: Mapping[str, str]) -> None:
        self.function, self.given = function, given
        self.tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        self.outer = {**function.__globals__, **inspect.getclosurevars(function).nonlocals}
        self.local: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and node.value is not None:
                for target in node.targets:
                    self._assigned(target, node.value)

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.local.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, its in zip(target.elts, value.elts, strict=False):
                self._assigned(one, its)

    def known(self, node: ast.expr) -> Any:
        """What a name stands for outside the function; nothing for what only a call decides."""
        if isinstance(node, ast.Name) and node.id not in self.local:
            return self.outer.get(node.id, _NOWHERE)
        if isinstance(node, ast.Attribute):
            held = self.known(node.value)
            return getattr(held, node.attr, _NOWHERE) if isinstance(held, ModuleType) else _NOWHERE
        return _NOWHERE

    def told(self, call: ast.Call) -> Iterator[Told]:
        """The checks of one call: more than one where the code itself has several."""
        parts = dict(zip(PLACES, call.args, strict=False))
        parts |= {word.arg: word.value for word in call.keywords if word.arg}
        texts = {name: self.texts(parts[name]) if name in parts else () for name in PLACES}
        for code in texts["code"]:
            if GAP not in code:
                yield Told(code, texts["message"], texts["met_message"], self._roles(parts.get("who")))

    def reworded(self, call: ast.Call) -> Iterator[Told]:
        """A check of another function that is told in other words here."""
        texts = {word.arg: self.texts(word.value) for word in call.keywords if word.arg in PLACES}
        first = call.args[0] if call.args else None
        sources = self.local.get(first.id, []) if isinstance(first, ast.Name) else []
        for source in sources:
            called = self.known(source.func) if isinstance(source, ast.Call) else None
            for one in checks_in(called, {}) if isinstance(called, FunctionType) else ():
                yield Told(one.code, texts.get("message", ()), texts.get("met_message", ()))

    def texts_given(self, call: ast.Call, function: FunctionType) -> dict[str, str]:
        """The texts that a function is called with here, by its parameters' names."""
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        given = dict(zip(names, call.args, strict=False))
        given |= {word.arg: word.value for word in call.keywords if word.arg}
        found = {name: self.texts(value) for name, value in given.items()}
        return {name: texts[0] for name, texts in found.items() if len(texts) == 1 and texts[0] != GAP}

    def texts(self, node: ast.expr) -> tuple[str, ...]:
        """The ways in which an expression can read, with a gap for whatever only the facts say."""
        return tuple(dict.fromkeys(self._texts(node, frozenset())))[:MOST_WAYS]

    def _texts(self, node: ast.expr, within: frozenset[str]) -> list[str]:
        if isinstance(node, ast.Constant):
            return [node.value if isinstance(node.value, str) else GAP]
        if isinstance(node, ast.FormattedValue):
            value = self._outside(node.value)
            return [value if isinstance(value, str) else GAP]
        if isinstance(node, ast.JoinedStr):
            return _joined(self._texts(part, within) for part in node.values)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _joined([self._texts(node.left, within), self._texts(node.right, within)])
        if isinstance(node, ast.IfExp):
            return self._texts(node.body, within) + self._texts(node.orelse, within)
        if isinstance(node, ast.BoolOp):
            return [text for value in node.values for text in self._texts(value, within)]
        if isinstance(node, ast.Name) and node.id not in within:
            return self._named(node, within | {node.id})
        value = self.known(node)
        return [value if isinstance(value, str) else GAP]

    def _named(self, node: ast.Name, within: frozenset[str]) -> list[str]:
        if node.id in self.local:
            return [text for value in self.local[node.id] for text in self._texts(value, within)]
        value = self._outside(node)
        return [value if isinstance(value, str) else GAP]

    def _outside(self, node: ast.expr) -> Any:
        """What a name stands for, of those that the function does not fill in by itself."""
        given = self.given.get(node.id) if isinstance(node, ast.Name) else None
        return self.known(node) if given is None else given

    def _roles(self, node: ast.expr | None) -> tuple[str, ...]:
        if isinstance(node, ast.Tuple):
            return tuple(str(one.value) for one in node.elts if isinstance(one, ast.Constant))
        value = self.known(node) if node is not None else ()
        return tuple(sorted(value)) if isinstance(value, (tuple, frozenset)) else ()


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """Every way to put one alternative of each part after the other, up to a limit."""
    ways = [""]
    for part in parts:
        ways = [way + text for way in ways for text in part or [GAP]][:MOST_WAYS]
    return ways
