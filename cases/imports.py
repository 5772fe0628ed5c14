"""What a kind says about its import: the columns, how a row is recognised, how it becomes a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.forms import ActionForm


@dataclass(frozen=True)
class ImportAct:
    """What follows the opening: an action or event of the kind, done where the column `when` is filled.

    `inputs` names, for each input of the verb, the column it is read from. `role` is the one in which an
    import without a person does it; a person needs a role of the verb.
    """

    name: str
    when: str
    inputs: Mapping[str, str]
    role: str


@dataclass(frozen=True)
class ImportSpec:
    """How rows of a table become cases of a kind.

    Each field of `form` is a column; those that the opening's form has as well open the case, the others are
    for the `acts`. A row is about the case that has the same values in the columns `key`. Where all such
    cases are closed, a row whose column `again` holds a later instant than the last closing is a new matter.
    `sample` is a row as documented, `role` the one in which an import without a person opens cases.
    `facts` answers the value of each column for a case; without it they are the case's fields of these names.
    """

    form: type[ActionForm]
    key: tuple[str, ...]
    sample: Mapping[str, str]
    role: str
    acts: tuple[ImportAct, ...] = ()
    again: str = ""
    facts: Callable[[Any], Mapping[str, Any]] | None = None
