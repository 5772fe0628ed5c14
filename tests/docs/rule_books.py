"""The rule books as pages of docs, made of what their pages in the product are made of: `make rules-docs`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cases import registry
from cases.kinds import Kind
from cases.present import ruleparts
from cases.routing import Policy
from cases.rulebook.conditions import conditions

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "rules"
INTRODUCTION: Final = """\
# {plural}: rule book

Made by `make rules-docs` of what runs, as the page `/rules/{code}/` is; values are those that are shipped.
"""


def kinds() -> list[Kind]:
    """The kinds of the product, without the one that only the tests have."""
    return [kind for kind in registry.all_kinds() if not kind.model.__module__.startswith("tests.")]


def page_of(kind: Kind) -> Path:
    """Where its page is."""
    return FOLDER / f"{kind.code}.md"


def text(kind: Kind) -> str:
    """The whole page."""
    shipped = Policy(1, {key.name: key.default for key in kind.policies})
    parts = [
        INTRODUCTION.format(plural=kind.label_plural, code=kind.code),
        *_rules(kind),
        *_acts(kind),
        *_conditions(kind),
        *_timers(kind, shipped),
        *_values(kind, shipped),
        *_readings(kind, shipped),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(one) for one in row)} |"
    yield ""


def _cell(value: Any) -> str:
    """A cell; several things in it stand on lines of their own."""
    told = [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)
    return "<br>".join(" ".join(str(one).replace("|", "\\|").split()) for one in told)


def _rules(kind: Kind) -> Iterator[str]:
    heads = ("rule", "when", "clause", "answer", "readings")
    rows = ruleparts.rules(kind, {})
    yield from _table(
        "Rules",
        heads,
        ([row["rule"], row["when"], row["clauses"], row["answers"], row["readings"]] for row in rows),
    )


def _acts(kind: Kind) -> Iterator[str]:
    rows = ruleparts.acts(kind, conditions(kind))
    told = ([row["label"], row["does"], row["who"], row["states"], ", ".join(row["codes"])] for row in rows)
    yield from _table("Acts", ("act", "what it does", "who", "in which states", "conditions"), told)


def _conditions(kind: Kind) -> Iterator[str]:
    rows = ruleparts.conditions_told(conditions(kind))
    told = ([f"`{row['code']}`", row["unmet"], row["who"]] for row in rows)
    yield from _table("Conditions", ("code", "said while it is not met", "who clears it"), told)


def _timers(kind: Kind, rules: Policy) -> Iterator[str]:
    rows = ruleparts.timers(kind, rules)
    told = (
        [row["label"], row["does"], row["set_when"], _labels(row["dated_by"]), _labels(row["sends"])]
        for row in rows
    )
    yield from _table("Timed steps", ("step", "what it does", "set when", "dated by", "letters"), told)


def _values(kind: Kind, rules: Policy) -> Iterator[str]:
    rows = ruleparts.values(kind, rules)
    told = ([f"`{row['name']}`", row["label"], row["value"], row["reading"]] for row in rows)
    yield from _table("Policy", ("name", "value of", "as shipped", "reading"), told)


def _readings(kind: Kind, rules: Policy) -> Iterator[str]:
    rows = ruleparts.readings(kind, rules)
    told = ([row["code"], row["sentence"], ", ".join(row["rules"])] for row in rows)
    yield from _table("Readings", ("reading", "how it is read", "rules"), told)


def _labels(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [row["label"] for row in rows]


def write() -> None:
    """Writes every page anew."""
    FOLDER.mkdir(exist_ok=True)
    for kind in kinds():
        page_of(kind).write_text(text(kind), encoding="utf-8")
