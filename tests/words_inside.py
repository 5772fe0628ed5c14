"""Finds words for pages that are not marked for translation, and what is translated too early, by `ast`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from tests.words_declared import ATTRIBUTES, CALLS, CALLS_OF, CONSTANTS, KEYWORDS, ONLY_IN, PAGES, SENTENCES

MARKS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"})
# Two words beside each other, or one at the end of a sentence; not names of styles, headers, columns.
PHRASE = re.compile(r"[^\W\d_-]{2,}[,;:.]? (?=[\w{“(])|[\w}”)],? [^\W\d_-]{2,}(?![\w-])|^[^\W\d_]{2,}[.…]$")
NO_PHRASE = re.compile(r"^attachment; |^[\w{}-]+-[\w{}-]+ [\w -]+$|[<>=]")
AT_ONCE = frozenset({"gettext", "ngettext", "pgettext"})
LIBRARY = "django.utils.translation"

Found = tuple[ast.expr, str]  # a literal that is not marked, and what it is for


def unmarked(path: str, tree: ast.Module) -> Iterator[Found]:
    """Every literal of a module that people read and that is not marked, with what it belongs to."""
    calls = dict(CALLS)
    for glob, own in CALLS_OF.items():
        calls |= own if fnmatch(path, glob) else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(path, node, calls)
        elif isinstance(node, ast.ClassDef):
            yield from _of_class(node)
    yield from _of_constants(path, tree)
    sentences = list(_sentences(tree)) if any(fnmatch(path, glob) for glob in SENTENCES) else []
    yield from sentences
    if any(fnmatch(path, glob) for glob in PAGES):
        told = {id(node) for node, _ in sentences}
        yield from (one for one in _loose(tree) if id(one[0]) not in told)


def _of_call(path: str, node: ast.Call, calls: dict[str, tuple[int | str, ...]]) -> Iterator[Found]:
    name = tail(node.func)
    if name not in calls:
        name = name.rpartition(".")[2]
    read = calls.get(name, ()) if any(fnmatch(path, glob) for glob in ONLY_IN.get(name, ("*",))) else ()
    for place, given in enumerate(node.args):
        if place in read or (place == 0 and _is_column(node)):
            yield from ((one, name) for one in literals(given))
    for keyword in node.keywords:
        if keyword.arg == "choices":
            yield from (
                (one, f"{name}(choices)")
                for one in literals(keyword.value)
                if not _is_code(keyword.value, one)
            )
        elif keyword.arg in read or keyword.arg in KEYWORDS:
            yield from ((one, f"{name}({keyword.arg})") for one in literals(keyword.value))


def _is_code(choices: ast.expr, one: ast.expr) -> bool:
    """Whether a literal among choices is the code of one; a row of bare words has no codes for people."""
    pairs = choices.elts if isinstance(choices, (ast.List, ast.Tuple)) else []
    return not any(isinstance(pair, ast.Tuple) and one in literals(pair.elts[-1]) for pair in pairs)


def _is_column(node: ast.Call) -> bool:
    """A model's column, whose first argument is its name for people."""
    return (
        isinstance(node.func, ast.Attribute)
        and tail(node.func.value) == "models"
        and node.func.attr.endswith("Field")
    )


def _of_class(node: ast.ClassDef) -> Iterator[Found]:
    is_choices = any(tail(base).endswith("TextChoices") for base in node.bases)
    for line in node.body:
        if not isinstance(line, (ast.Assign, ast.AnnAssign)) or line.value is None:
            continue
        name = _name(line)
        if name in ATTRIBUTES:
            yield from ((one, f"{node.name}.{name}") for one in literals(line.value))
        elif is_choices and isinstance(line.value, ast.Tuple):
            yield from ((one, f"{node.name}.{name}") for one in literals(line.value.elts[1]))


def _of_constants(path: str, tree: ast.Module) -> Iterator[Found]:
    wanted = [name for glob, names in CONSTANTS.items() if fnmatch(path, glob) for name in names]
    for line in tree.body:
        if isinstance(line, (ast.Assign, ast.AnnAssign)) and line.value is not None:
            name = _name(line)
            if name in wanted or ("*" in wanted and not name.startswith("__")):
                yield from ((one, name) for one in literals(line.value) if _is_phrase(one))


def _name(line: ast.Assign | ast.AnnAssign) -> str:
    return tail(line.targets[0] if isinstance(line, ast.Assign) else line.target)


def _is_phrase(node: ast.expr) -> bool:
    """Whether a literal among others is words for people and no code or name of an icon."""
    if not isinstance(node, ast.Constant):
        return True
    text = str(node.value)
    return not text.isupper() and (" " in text or text[:1].isupper())


def tail(function: ast.expr) -> str:
    """The name a call is known by: its last part, or the last two."""
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute):
        return f"{tail(function.value)}.{function.attr}".lstrip(".")
    return ""


def is_words(text: str) -> bool:
    """Whether a literal is something to read: letters, and not a code."""
    return re.search(r"[A-Za-z]{2}", text) is not None


def literals(node: ast.expr) -> Iterator[ast.expr]:
    """The literals that a value may come out as, marked ones left out."""
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        if any(is_words(text) for text in _texts(node)):
            yield node
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))
    elif isinstance(node, (ast.Tuple, ast.List)):
        yield from (one for part in node.elts for one in literals(part))
    elif isinstance(node, (ast.Dict, ast.BoolOp)):
        yield from (one for part in node.values for one in literals(part))
    elif isinstance(node, ast.BinOp):
        yield from (*literals(node.left), *(literals(node.right) if isinstance(node.op, ast.Add) else ()))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from literals(node.func.value)


def _texts(node: ast.Constant | ast.JoinedStr) -> list[str]:
    """What is written out in a literal, piece by piece."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _sentences(node: ast.AST) -> Iterator[Found]:
    """Every sentence below a node that is neither marked nor said to programmers."""
    if isinstance(node, (ast.Raise, ast.Assert)) or _is_mark(node):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in parts)
        if any(is_words(one) for one in _texts(node)) and re.search(r" \S*[\w}”)][.!?…]$", text):
            yield node, "a sentence"
        return
    for child in ast.iter_child_nodes(node):
        yield from _sentences(child)


def _loose(tree: ast.Module) -> Iterator[Found]:
    """Every phrase that a function of a page says or puts together without a mark."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)):
            for line in node.body if isinstance(node, ast.FunctionDef) else [node.body]:
                yield from _phrases(line)


def _phrases(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, (ast.Raise, ast.Assert, ast.Compare, ast.FunctionDef, ast.Lambda)) or _is_mark(node):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call) and tail(node.func).startswith("log."):
        return
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        if _is_joined_phrase(node):
            yield node, "a phrase"
        return
    for child in ast.iter_child_nodes(node):
        yield from _phrases(child)


def _is_joined_phrase(node: ast.Constant | ast.JoinedStr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in parts)
    return bool(_texts(node) and PHRASE.search(text) and not NO_PHRASE.search(text))


def _is_mark(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and tail(node.func) in MARKS


def too_early(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that translate while the module is read: everybody would get the words of whoever was first."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == LIBRARY
        for alias in node.names
        if alias.name in AT_ONCE
    }
    yield from (one for one in _run_at_once(tree) if isinstance(one, ast.Call) and tail(one.func) in names)


def _run_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is read: all but the bodies of functions."""
    yield node
    if isinstance(node, ast.Lambda):
        return
    children = ast.iter_child_nodes(node)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        children = iter([node.args, *node.decorator_list])
    for child in children:
        yield from _run_at_once(child)
